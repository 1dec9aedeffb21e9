import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { sansNavigateur, violations } from '#essais/fabriques/navigateur.ts'
import { ouvrirVitrine } from './navigateur.ts'
import { MOT_DE_PASSE_VITRINE } from './serveur.ts'

const { serveur, surPage } = await ouvrirVitrine()

describe('les gestes que le script ajoute', { skip: sansNavigateur }, () => {
  test('Échap deux fois verrouille ; le bon mot de passe rend la page, ce qui y était tapé et le curseur', () =>
    surPage('saisie', async (page) => {
      await page.getByLabel('Compte rendu').fill('Trois lignes jamais perdues')
      await page.keyboard.press('Escape')
      assert.equal(await page.locator('#verrou').isVisible(), false)
      await page.keyboard.press('Escape')
      await page.locator('#verrou').waitFor()
      assert.equal(await page.getByLabel('Compte rendu').isVisible(), false)
      assert.equal(await page.title(), 'Égide')
      assert.deepEqual(await violations(page), [])

      await page.keyboard.type('faux')
      await page.keyboard.press('Enter')
      await page.getByText('Ce mot de passe n’est pas le vôtre.').waitFor()
      await page.keyboard.press('Escape')
      assert.ok(await page.locator('#verrou').isVisible())
      await page.keyboard.type(MOT_DE_PASSE_VITRINE)
      await page.keyboard.press('Enter')
      await page.locator('#verrou').waitFor({ state: 'hidden' })
      assert.equal(await page.getByLabel('Compte rendu').inputValue(), 'Trois lignes jamais perdues')
      assert.equal(await page.evaluate(() => document.activeElement?.id), 'champ-compteRendu')
      assert.ok(serveur.recus.some((envoi) => envoi.startsWith('/verrouiller')))
    }))

  test('verrouillé, aucune touche n’atteint la page', () =>
    surPage('accueil', async (page) => {
      await page.getByRole('button', { name: 'Verrouiller' }).click()
      await page.locator('#verrou').waitFor()
      for (let i = 0; i < 6; i++) {
        await page.keyboard.press('Tab')
        assert.ok(
          await page.evaluate(() => document.activeElement === document.body || document.activeElement?.closest('#verrou') !== null),
        )
      }
    }))

  test('l’inactivité verrouille, un geste la repousse', () =>
    surPage('accueil', async (page) => {
      await page.clock.install()
      await page.reload()
      await page.clock.runFor(600_000)
      await page.keyboard.press('Shift')
      await page.clock.runFor(600_000)
      assert.equal(await page.locator('#verrou').isVisible(), false)
      await page.clock.runFor(301_000)
      assert.ok(await page.locator('#verrou').isVisible())
    }))

  test('« / » mène à la recherche, « M » masque les noms, « C » consigne ; dans un champ, ce sont des lettres', () =>
    surPage('accueil', async (page) => {
      await page.keyboard.press('m')
      assert.ok(await page.evaluate(() => document.documentElement.classList.contains('noms-masques')))
      assert.match(await page.evaluate(() => document.cookie), /egide_noms_masques=1/)
      await page.keyboard.press('/')
      await page.keyboard.type('/cm')
      assert.equal(await page.locator('#recherche-globale').inputValue(), '/cm')
      await page.locator('#recherche-globale').blur()
      await page.keyboard.press('c')
      await page.waitForURL('**/saisie')
    }))

  test('les raccourcis d’une touche se désactivent, et le restent', () =>
    surPage('accueil', async (page) => {
      await page.getByRole('button', { name: /Désactiver les raccourcis/ }).click()
      await page.reload()
      await page.keyboard.press('m')
      assert.equal(await page.evaluate(() => document.documentElement.classList.contains('noms-masques')), false)
      assert.ok(await page.getByRole('button', { name: /Activer les raccourcis/ }).isVisible())
    }))

  test('la recherche propose dès trois lettres ; flèche et Entrée ouvrent', () =>
    surPage('accueil', async (page) => {
      const champ = page.getByRole('combobox', { name: 'Rechercher un élève' })
      await champ.pressSequentially('du')
      await page.waitForTimeout(350)
      assert.equal(await page.getByRole('option').count(), 0)
      await champ.pressSequentially('p')
      await page.getByRole('option').first().waitFor()
      assert.deepEqual(await violations(page), [])
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Enter')
      await page.waitForURL('**/trouve?*')
      assert.match(page.url(), /No/)
    }))

  test('un second envoi, avant que le premier ait répondu, ne part pas ; et quitter ne demande rien', () =>
    surPage('saisie', async (page) => {
      await page.getByLabel('Compte rendu').fill('Une fois')
      const avant = serveur.recus.length
      await page.evaluate(async () => {
        const bouton = [...document.querySelectorAll('button')].find((b) => b.textContent === 'Enregistrer')
        bouton?.click()
        await new Promise((suite) => setTimeout(suite, 100))
        bouton?.form?.requestSubmit()
      })
      await page.waitForFunction(() => document.title === 'Reçu')
      assert.equal(serveur.recus.length - avant, 1)
    }))

  test('quitter un formulaire modifié demande confirmation ; intact, non', () =>
    surPage('saisie', async (page) => {
      let demandes = 0
      page.on('dialog', (dialogue) => {
        demandes++
        void dialogue.accept()
      })
      await page.goto(`${serveur.adresse}/saisie?intact`)
      assert.equal(demandes, 0)
      await page.getByLabel('Compte rendu').pressSequentially('x')
      await page.goto(`${serveur.adresse}/accueil`)
      assert.equal(demandes, 1)
    }))

  test('un champ conditionnel paraît avec sa condition, et n’est pas envoyé sans elle', () =>
    surPage('saisie', async (page) => {
      assert.equal(await page.getByLabel('Qui').isVisible(), false)
      assert.ok(await page.locator('#champ-precisionOrigine').isDisabled())
      await page.getByLabel('Quelqu’un d’autre').check()
      assert.ok(await page.getByLabel('Qui').isVisible())
      assert.equal(await page.locator('#champ-precisionOrigine').isDisabled(), false)
    }))

  test('l’avancement d’un import se suit, survit à une coupure, puis ouvre le résultat', () =>
    surPage('chiffres', async (page) => {
      let appels = 0
      await page.route('**/avancement', (route) => {
        appels++
        if (appels === 1) return route.fulfill({ status: 503 })
        return route.fulfill({ json: { faites: 900, total: 1204, libelle: 'Bientôt fini', fini: appels > 2, suite: '/resultat' } })
      })
      await page.getByText('Bientôt fini').waitFor()
      assert.equal(await page.locator('progress').evaluate((barre: HTMLProgressElement) => barre.value), 900)
      await page.waitForURL('**/resultat')
    }))

  test('le résumé des erreurs prend le focus et mène au champ, au clavier', () =>
    surPage('saisie', async (page) => {
      assert.equal(await page.evaluate(() => document.activeElement?.id), 'resume-erreurs')
      await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')
      assert.equal(await page.evaluate(() => document.activeElement?.id), 'champ-personne')
    }))
})
