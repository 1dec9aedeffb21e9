import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before } from 'node:test'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { DOSSIER_ACTIFS } from './actifs.ts'
import { type ServeurVitrine, servirVitrine } from './vitrine-serveur.ts'

const CHEMIN_CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium'
const ARGUMENTS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking']
const AXE = readFileSync(join(DOSSIER_ACTIFS, '../node_modules/axe-core/axe.min.js'), 'utf8')
const REGLES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** Raison de passer les essais du navigateur, ou `false`. */
export const sansNavigateur = existsSync(CHEMIN_CHROMIUM) ? false : 'aucun Chromium : « npm test » l’installe, ou donnez CHROMIUM'

export type Vitrine = {
  readonly serveur: () => ServeurVitrine
  readonly surPage: (nom: string, eprouver: (page: Page) => Promise<void>, options?: BrowserContextOptions) => Promise<void>
}

/** À appeler dans un `describe` : un serveur et un navigateur pour la durée de la suite. */
export function ouvrirVitrine(): Vitrine {
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

  return { serveur: () => serveur, surPage }
}

export const toutDeplier = (page: Page) =>
  page.evaluate(() => {
    for (const repli of document.querySelectorAll('details')) repli.open = true
  })

/** Manquements relevés par axe, règles A, AA et bonnes pratiques. */
export async function violations(page: Page): Promise<string[]> {
  const resultat = (await page.evaluate(`${AXE}; axe.run(document, { runOnly: ${JSON.stringify(REGLES)} })`)) as {
    violations: { id: string; nodes: { html: string }[] }[]
  }
  return resultat.violations.map((v) => `${v.id} : ${v.nodes.map((n) => n.html).join(' | ')}`)
}

/** Pixels de défilement latéral. */
export const debordement = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
