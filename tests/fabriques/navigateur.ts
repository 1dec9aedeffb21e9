import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { after } from 'node:test'
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { type ClientHttp, connecter } from './client-http.ts'
import { MOT_DE_PASSE_DEMONSTRATION } from './serveur-essai.ts'

const CHEMIN_CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium'
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
const AXE = readFileSync(new URL('../../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8')
const REGLES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** Un parcours se rejoue dans les deux : ce que le script améliore, la page le fait sans lui. */
export const MODES: readonly (readonly [nom: string, options: BrowserContextOptions])[] = [
  ['avec JavaScript', {}],
  ['sans JavaScript', { javaScriptEnabled: false }],
]

/** Raison de passer les essais du navigateur, ou `false`. */
export const sansNavigateur = existsSync(CHEMIN_CHROMIUM) ? false : 'aucun Chromium : « npm test » l’installe, ou donnez CHROMIUM'

/** Un Chromium pour le fichier ; rien ne s'ouvre si aucun n'est installé. */
export async function ouvrirNavigateur(): Promise<Browser | null> {
  if (sansNavigateur) return null
  let navigateur: Browser | null = null
  after(() => navigateur?.close())
  navigateur = await chromium.launch({ executablePath: CHEMIN_CHROMIUM, args: ARGUMENTS })
  return navigateur
}

export type Fenetre = { readonly page: Page; readonly contexte: BrowserContext; readonly heurts: string[]; readonly adresses: string[] }

/** Une fenêtre neuve. `heurts` : erreurs de script et de CSP ; `adresses` : toutes les URL demandées. */
export async function ouvrirFenetre(navigateur: Browser | null, adresse: string, options: BrowserContextOptions = {}): Promise<Fenetre> {
  assert.ok(navigateur)
  const contexte = await navigateur.newContext({ locale: 'fr-FR', timezoneId: 'Europe/Paris', baseURL: adresse, ...options })
  contexte.setDefaultTimeout(30_000)
  const page = await contexte.newPage()
  const [heurts, adresses]: [string[], string[]] = [[], []]
  // Un refus attendu par l'essai s'écrit aussi à la console : ce n'est pas un heurt.
  page.on('console', (m) => m.type() === 'error' && !/status of (404|403|422|423|409|401|503)/.test(m.text()) && heurts.push(m.text()))
  page.on('pageerror', (erreur) => heurts.push(erreur.message))
  page.on('request', (demande) => adresses.push(demande.url()))
  return { page, contexte, heurts, adresses }
}

/** Entre par la page de connexion, comme une personne. */
export async function entrer(page: Page, identifiant: string): Promise<void> {
  await page.goto('/connexion')
  await page.getByLabel('Identifiant').fill(identifiant)
  await page.getByLabel('Mot de passe', { exact: false }).first().fill(MOT_DE_PASSE_DEMONSTRATION)
  await page.getByRole('button', { name: 'Se connecter' }).click()
  await page.getByRole('heading', { level: 1, name: /^Bonjour/ }).waitFor()
}

/** Reprend une session déjà ouverte : on ne paie pas le mot de passe à chaque fenêtre. */
export const reprendre = (contexte: BrowserContext, { temoin }: ClientHttp, adresse: string): Promise<void> =>
  contexte.addCookies([
    {
      name: '__Host-egide',
      value: temoin ?? '',
      url: adresse.replace('http:', 'https:'),
      secure: true,
      httpOnly: true,
      sameSite: 'Strict',
    },
  ])

/** Une fenêtre neuve, la session de ce compte (ou de ce client) déjà ouverte. */
export async function ouvrirPour(
  navigateur: Browser | null,
  adresse: string,
  qui: Parameters<typeof connecter>[1] | ClientHttp,
  options?: BrowserContextOptions,
): Promise<Fenetre> {
  const f = await ouvrirFenetre(navigateur, adresse, options)
  await reprendre(f.contexte, typeof qui === 'object' && 'temoin' in qui ? qui : await connecter(adresse, qui), adresse)
  return f
}

/** Manquements relevés par axe, règles A et AA, dans la page entière ou dans son seul contenu. */
export async function violations(page: Page, sur: 'document' | 'main' = 'document'): Promise<string[]> {
  const options = JSON.stringify({ runOnly: REGLES, resultTypes: ['violations'], iframes: false })
  const resultat = (await page.evaluate(`${AXE}; axe.run(${sur === 'main' ? '"main"' : 'document'}, ${options})`)) as {
    violations: { id: string; nodes: { html: string }[] }[]
  }
  return resultat.violations.map((v) => `${v.id} : ${v.nodes.map((n) => n.html.slice(0, 200)).join(' | ')}`)
}

/** Pixels de défilement latéral. */
export const debordement = (page: Page): Promise<number> => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)

export const toutDeplier = (page: Page): Promise<void> =>
  page.evaluate(() => {
    for (const repli of document.querySelectorAll('details')) repli.open = true
  })
