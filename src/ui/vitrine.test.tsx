import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { DOSSIER_ACTIFS } from './actifs.ts'
import { PAGES_VITRINE } from './vitrine.tsx'
import { MOT_DE_PASSE_VITRINE, type ServeurVitrine, servirVitrine } from './vitrine-serveur.ts'

const CHEMIN_CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium'
const ARGUMENTS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking']
const AXE = readFileSync(join(DOSSIER_ACTIFS, '../node_modules/axe-core/axe.min.js'), 'utf8')
const REGLES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

const sansNavigateur = existsSync(CHEMIN_CHROMIUM) ? false : 'aucun Chromium : « npm test » l’installe, ou donnez CHROMIUM'

describe('la vitrine dans un navigateur', { skip: sansNavigateur }, () => {
  let serveur: ServeurVitrine
  let navigateur: Browser

  before(async () => {
    serveur = await servirVitrine()
    navigateur = await chromium.launch({ executablePath: CHEMIN_CHROMIUM, args: ARGUMENTS })
  })
  after(async () => {
    await navigateur?.close()
    await serveur?.fermer()
  })

  /** Ouvre une page, l’éprouve, puis vérifie qu’elle n’a rien heurté (CSP, erreur de script). */
  async function surPage(nom: string, eprouver: (page: Page) => Promise<void>, options: BrowserContextOptions = {}): Promise<void> {
    const contexte = await navigateur.newContext({ locale: 'fr-FR', ...options })
    try {
      const page = await contexte.newPage()
      const heurts: string[] = []
      // Une réponse de refus, attendue par l’essai, s’écrit aussi à la console : ce n’est pas un heurt.
      page.on('console', (m) => m.type() === 'error' && !/status of (422|503)/.test(m.text()) && heurts.push(m.text()))
      page.on('pageerror', (erreur) => heurts.push(erreur.message))
      await page.goto(`${serveur.adresse}/${nom}`)
      await eprouver(page)
      assert.deepEqual(heurts, [])
    } finally {
      await contexte.close()
    }
  }

  const toutDeplier = (page: Page) =>
    page.evaluate(() => {
      for (const repli of document.querySelectorAll('details')) repli.open = true
    })

  async function violations(page: Page): Promise<string[]> {
    const resultat = (await page.evaluate(`${AXE}; axe.run(document, { runOnly: ${JSON.stringify(REGLES)} })`)) as {
      violations: { id: string; nodes: { html: string }[] }[]
    }
    return resultat.violations.map((v) => `${v.id} : ${v.nodes.map((n) => n.html).join(' | ')}`)
  }

  const debordement = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)

  const HABITS: readonly (readonly [nom: string, options: BrowserContextOptions])[] = [
    ['à 1 280 px', { viewport: { width: 1280, height: 800 } }],
    ['à 1 280 px, thème sombre', { viewport: { width: 1280, height: 800 }, colorScheme: 'dark' }],
    ['à 320 px', { viewport: { width: 320, height: 640 } }],
  ]
  for (const nom of Object.keys(PAGES_VITRINE))
    for (const [habit, options] of HABITS)
      test(`« ${nom} » ${habit} : accessible, sans défilement latéral, tout déplié`, () =>
        surPage(
          nom,
          async (page) => {
            await toutDeplier(page)
            assert.deepEqual(await violations(page), [])
            assert.equal(await debordement(page), 0)
          },
          options,
        ))

  test('à 320 px et sans script : le menu s’ouvre, tout est visible, rien ne défile de côté', () =>
    surPage(
      'saisie',
      async (page) => {
        await page.getByText('Menu', { exact: true }).click()
        assert.ok(await page.getByRole('link', { name: 'Chiffres' }).isVisible())
        assert.ok(await page.getByLabel('Qui').isVisible())
        assert.equal(await page.locator('#verrou').isVisible(), false)
        assert.equal(await debordement(page), 0)
      },
      { viewport: { width: 320, height: 640 }, javaScriptEnabled: false },
    ))

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

describe('le poids de la première page', () => {
  const peser = (motif: RegExp): number => {
    const manifeste = JSON.parse(readFileSync(join(DOSSIER_ACTIFS, 'manifeste.json'), 'utf8')) as {
      style: string
      script: string
      icone: string
      polices: string[]
    }
    const fichiers = [`${manifeste.style}.br`, `${manifeste.script}.br`, `${manifeste.icone}.br`, ...manifeste.polices]
    return fichiers.filter((f) => motif.test(f)).reduce((total, f) => total + readFileSync(join(DOSSIER_ACTIFS, f)).length, 0)
  }

  test('feuille, script et polices tiennent dans leur budget', () => {
    assert.ok(peser(/css/) < 40 * 1024, `CSS : ${peser(/css/)} octets`)
    assert.ok(peser(/js/) < 10 * 1024, `JS : ${peser(/js/)} octets`)
    assert.ok(peser(/./) < 120 * 1024, `Tout : ${peser(/./)} octets`)
  })
})
