import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { identifiantsDe } from '#essais/fabriques/identifiants.ts'
import { type Fenetre, ouvrirNavigateur, ouvrirPour, sansNavigateur, violations } from '#essais/fabriques/navigateur.ts'
import { COMPTES, MOT_DE_PASSE_DEMONSTRATION, ouvrirServeur } from '#essais/fabriques/serveur-essai.ts'

/** Tout au clavier, sur l'application entière. */

const serveur = await ouvrirServeur()
const navigateur = await ouvrirNavigateur()

/** L'élément qui a le focus : son nom de champ ou son texte, et si l'on voit qu'il l'a. */
const focus = (page: Page) =>
  page.evaluate(() => {
    const e = document.activeElement
    if (!(e instanceof HTMLElement) || e === document.body) return { quoi: '', visible: false }
    const cadre = e.getBoundingClientRect()
    const dessin = (cible: Element) => {
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(cible)
      return (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0) || boxShadow !== 'none'
    }
    const voisins = [e, e.nextElementSibling, e.parentElement].filter((x) => x !== null)
    return {
      quoi: e.getAttribute('name') ?? e.textContent?.trim() ?? '',
      visible: cadre.width > 0 && cadre.height > 0 && voisins.some(dessin),
    }
  })

describe('au clavier', { skip: sansNavigateur }, () => {
  let f: Fenetre
  let dossier = ''
  before(async () => {
    dossier = `/dossiers/${(await identifiantsDe(serveur.essai, COMPTES.assistant_social)).dossierId}`
    f = await ouvrirPour(navigateur, serveur.adresse, 'assistant_social')
    f.page.on('dialog', (dialogue) => void dialogue.accept())
  })
  after(() => f?.contexte.close())

  test('« / » cherche, Entrée ouvre', async () => {
    await f.page.goto('/')
    await f.page.keyboard.press('/')
    await f.page.keyboard.type('dupond leo', { delay: 15 })
    await f.page.getByRole('option', { name: /Léo DUPONT/i }).waitFor()
    await f.page.keyboard.press('ArrowDown')
    await f.page.keyboard.press('Enter')
    await f.page.waitForURL('**/eleves/*')
  })

  test('« C » consigne', async () => {
    await f.page.goto('/')
    await f.page.keyboard.press('c')
    await f.page.waitForURL('**/consigner')
  })

  test('« N » consigne sans nom, le premier champ prêt à remplir', async () => {
    await f.page.goto('/')
    await f.page.keyboard.press('n')
    await f.page.waitForURL('**/sans-nom/consigner/conseil')
    assert.equal((await focus(f.page)).quoi, 'etablissementId')
  })

  test('le premier pas de la tabulation mène au contenu', async () => {
    await f.page.goto(dossier)
    await f.page.keyboard.press('Tab')
    assert.match((await focus(f.page)).quoi, /contenu/i)
    await f.page.keyboard.press('Enter')
    await f.page.keyboard.press('Tab')
    assert.ok(await f.page.evaluate(() => document.querySelector('main')?.contains(document.activeElement)))
  })

  test('l’entretien : la tabulation suit l’ordre de lecture, on voit toujours où l’on est', async () => {
    await f.page.goto(`${dossier}/consigner`)
    await f.page.locator('[name="dateActe"]').focus()
    const suite: string[] = []
    for (let pas = 0; pas < 30 && suite.at(-1) !== 'Enregistrer'; pas++) {
      const { quoi, visible } = await focus(f.page)
      assert.ok(visible, `focus invisible sur « ${quoi} »`)
      if (suite.at(-1) !== quoi) suite.push(quoi)
      await f.page.keyboard.press('Tab')
    }
    const champs = ['dateActe', 'type', 'origine', 'motif', 'compteRendu', 'Enregistrer']
    assert.deepEqual(
      suite.filter((s) => champs.includes(s)),
      champs,
    )
  })

  test('Échap Échap verrouille ; rouvrir ne perd rien de ce qui était tapé', async () => {
    await f.page.goto(`${dossier}/consigner`)
    const compteRendu = f.page.locator('[name="compteRendu"]')
    await compteRendu.focus()
    await f.page.keyboard.type('Une phrase commencée')
    await f.page.keyboard.press('Escape')
    await f.page.keyboard.press('Escape')
    await f.page.locator('#verrou').waitFor()
    assert.equal(await compteRendu.isVisible(), false)
    assert.deepEqual(await violations(f.page), [])
    assert.equal((await (await f.contexte.request.get(dossier, { maxRedirects: 0 })).text()).includes('main'), false)
    await f.page.keyboard.type(MOT_DE_PASSE_DEMONSTRATION)
    await f.page.keyboard.press('Enter')
    await f.page.locator('#verrou').waitFor({ state: 'hidden' })
    await f.page.keyboard.type(', et finie.')
    assert.equal(await compteRendu.inputValue(), 'Une phrase commencée, et finie.')
  })

  test('l’envoi part du clavier, et l’erreur mène à son champ', async () => {
    await f.page.goto(`${dossier}/consigner`)
    await f.page.locator('main').getByRole('button', { name: 'Enregistrer' }).focus()
    await f.page.keyboard.press('Enter')
    await f.page.locator('#resume-erreurs').waitFor()
    await f.page.keyboard.press('Tab')
    await f.page.keyboard.press('Enter')
    assert.equal(await f.page.evaluate(() => document.activeElement?.id), 'champ-motif')
    await f.page.keyboard.press('Tab')
    await f.page.keyboard.press('Space')
    await f.page.locator('[name="compteRendu"]').focus()
    await f.page.keyboard.type('Consigné sans souris.')
    await f.page.locator('main').getByRole('button', { name: 'Enregistrer' }).focus()
    await f.page.keyboard.press('Enter')
    await f.page.waitForURL(/fait=1/)
    await f.page.getByText('Consigné sans souris.').first().waitFor()
  })

  test('rien n’a heurté', () => assert.deepEqual(f.heurts, []))
})
