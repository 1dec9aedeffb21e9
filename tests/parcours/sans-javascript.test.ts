import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { debordement, entrer, type Fenetre, ouvrirFenetre, ouvrirNavigateur, sansNavigateur } from '#essais/fabriques/navigateur.ts'
import {
  chercherSansScript,
  consignerEntretien,
  consignerRetours,
  direQuiEstInforme,
  ouvrirDossier,
  redigerInformation,
  transmettre,
} from '#essais/fabriques/navigateur-travail.ts'
import { COMPTES, MOT_DE_PASSE_DEMONSTRATION, ouvrirServeur } from '#essais/fabriques/serveur-essai.ts'
import { jourDeParis } from '#socle/cas-usage.ts'

/** Le même travail, JavaScript coupé, sur un téléphone étroit. Les essais se suivent. */

const serveur = await ouvrirServeur()
const navigateur = await ouvrirNavigateur()
const aujourdHui = jourDeParis(new Date())

describe('sans JavaScript, à 320 pixels', { skip: sansNavigateur }, () => {
  let f: Fenetre
  const debords: string[] = []
  let mesurees = 0
  let information = ''

  before(async () => {
    f = await ouvrirFenetre(navigateur, serveur.adresse, { javaScriptEnabled: false, viewport: { width: 320, height: 640 } })
    f.page.on('load', async () => {
      const trop = await debordement(f.page).catch(() => null)
      if (trop === null) return
      mesurees++
      if (trop > 0) debords.push(`${new URL(f.page.url()).pathname} : ${trop} px`)
    })
  })
  after(() => f?.contexte.close())

  test('entre', () => entrer(f.page, COMPTES.assistant_social))

  test('cherche depuis le bandeau, malgré la faute', async () => {
    await f.page.locator('header').getByRole('link', { name: 'Chercher' }).click()
    await f.page.waitForURL('**/recherche')
    await chercherSansScript(f.page, 'leo dupon')
    await f.page.waitForURL(/\/eleves\/[0-9a-f-]{36}$/)
  })

  test('ouvre, consigne, rédige, dit qui est informé, transmet, reçoit la réponse', async () => {
    await ouvrirDossier(f.page)
    await consignerEntretien(f.page)
    await redigerInformation(f.page)
    assert.ok((await direQuiEstInforme(f.page, aujourdHui)) >= 1)
    information = await transmettre(f.page)
    await consignerRetours(f.page)
  })

  test('le document est là', async () => {
    const reponse = await f.contexte.request.get(`${information}/document.pdf`)
    assert.equal(reponse.status(), 200)
    assert.equal((await reponse.body()).subarray(0, 5).toString(), '%PDF-')
  })

  test('verrouille, déverrouille et se déconnecte', async () => {
    const duMenu = async (bouton: RegExp) => {
      await f.page.locator('header summary', { hasText: 'Menu' }).click()
      await f.page.locator('header').getByRole('button', { name: bouton }).click()
    }
    await f.page.goto(information)
    await duMenu(/^Verrouiller/)
    await f.page.getByRole('heading', { name: 'Écran verrouillé' }).waitFor()
    assert.doesNotMatch((await f.page.content()).toLowerCase(), /dupont/)
    await f.page.getByLabel('Mot de passe').fill(MOT_DE_PASSE_DEMONSTRATION)
    await f.page.getByRole('button', { name: 'Déverrouiller' }).click()
    await f.page.waitForURL(`**${information}`)
    await duMenu(/^Se déconnecter/)
    await f.page.waitForURL('**/connexion*')
  })

  test('rien n’a défilé de côté', () => {
    assert.ok(mesurees > 10)
    assert.deepEqual(debords, [])
  })
})
