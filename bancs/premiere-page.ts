import { type Browser, type CDPSession, chromium, type Page } from 'playwright-core'
import { lireFabriquee } from './academie.ts'
import { attendreCalme } from './calme.ts'
import { dossierDe, imprimer, ms, nombre, options, quantile, type Releve } from './commun.ts'
import { lancerServeurBanc, Navigateur } from './navigateur.ts'

/** 1,6 Mbit/s, 150 ms d'aller-retour, processeur ralenti quatre fois. */
const RESEAU = { offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 }
const RALENTI = 4
const FOIS = 5

type Chargement = { readonly octets: number; readonly fcpMs: number; readonly interactifMs: number; readonly requetes: number }

/** Interactif : peinte, scripts exécutés (DOMContentLoaded attend les modules), et plus aucune tâche de plus de 50 ms. */
const lireTemps = () => {
  const [nav] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
  const fcp = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN
  const longues = (globalThis as unknown as { tachesLongues: { fin: number }[] }).tachesLongues
  return { fcp, interactif: Math.max(fcp, nav?.domContentLoadedEventEnd ?? 0, ...longues.map((t) => t.fin)) }
}
const noterTachesLongues = () => {
  const portee = globalThis as unknown as { tachesLongues: { fin: number }[] }
  portee.tachesLongues = []
  new PerformanceObserver((liste) => {
    for (const t of liste.getEntries()) portee.tachesLongues.push({ fin: t.startTime + t.duration })
  }).observe({ type: 'longtask', buffered: true })
}

async function charger(page: Page, cdp: CDPSession, url: string): Promise<Chargement> {
  let octets = 0
  let requetes = 0
  cdp.on('Network.loadingFinished', (e) => {
    octets += e.encodedDataLength
    requetes += 1
  })
  await page.goto(url, { waitUntil: 'load' })
  await page.waitForTimeout(1500)
  const { fcp, interactif } = await page.evaluate(lireTemps)
  return { octets, fcpMs: fcp, interactifMs: interactif, requetes }
}

/** Un contexte neuf à chaque fois : ni cache, ni connexion déjà ouverte. */
async function mesurer(navigateur: Browser, url: string, temoin: string | undefined, attendu: RegExp): Promise<Chargement> {
  const contexte = await navigateur.newContext()
  try {
    if (temoin)
      await contexte.addCookies([
        { name: '__Host-egide', value: temoin, url: url.replace('http:', 'https:'), secure: true, httpOnly: true, sameSite: 'Strict' },
      ])
    const page = await contexte.newPage()
    const cdp = await contexte.newCDPSession(page)
    await cdp.send('Network.enable')
    await cdp.send('Network.emulateNetworkConditions', RESEAU)
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: RALENTI })
    await page.addInitScript(noterTachesLongues)
    const chargement = await charger(page, cdp, url)
    if (!attendu.test(await page.title())) throw new Error(`page inattendue : ${await page.title()}`)
    return chargement
  } finally {
    await contexte.close()
  }
}

function relever(nom: string, chargements: readonly Chargement[]): Releve[] {
  const mediane = (f: (c: Chargement) => number) => quantile(chargements.map(f), 0.5)
  const [octets, interactif] = [mediane((c) => c.octets), mediane((c) => c.interactifMs)]
  return [
    {
      exigence: `${nom} : ≤ 200 Ko transférés`,
      mesure: `${nombre(octets / 1000)} Ko en ${nombre(mediane((c) => c.requetes))} requêtes`,
      tenu: octets <= 200_000,
    },
    {
      exigence: `${nom} : interactive ≤ 1,5 s`,
      mesure: `${ms(interactif)} (première peinture ${ms(mediane((c) => c.fcpMs))} ; au pire des ${FOIS} : ${ms(Math.max(...chargements.map((c) => c.interactifMs)))})`,
      tenu: interactif <= 1500,
    },
  ]
}

async function principal(): Promise<void> {
  const { racine, taille = 'centieme' } = options(['racine', 'taille'])
  const dossier = dossierDe(taille, racine)
  const executablePath = process.env.CHROMIUM
  if (!executablePath) throw new Error('Ce banc demande Chromium : donnez son chemin par la variable CHROMIUM.')
  const serveur = await lancerServeurBanc(dossier)
  const navigateur = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
  try {
    const usager = new Navigateur(serveur.adresse)
    const temoin = await usager.entrer(lireFabriquee(dossier).reperes[0]?.identifiant ?? '')
    usager.fermer()
    const base = `http://localhost:${serveur.adresse.port}`
    const repeter = async (url: string, t: string | undefined, attendu: RegExp) => {
      await mesurer(navigateur, url, t, attendu)
      const suite: Chargement[] = []
      for (let n = 0; n < FOIS; n++) {
        await attendreCalme()
        suite.push(await mesurer(navigateur, url, t, attendu))
      }
      return suite
    }
    const connexion = await repeter(`${base}/connexion`, undefined, /Connexion|Se connecter/)
    const accueil = await repeter(`${base}/`, temoin, /journée|Accueil|Égide/)
    imprimer('Première page, cache vide, 1,6 Mbit/s, 150 ms, processeur ralenti 4 ×', [
      ...relever('Connexion', connexion),
      ...relever('Accueil', accueil),
    ])
  } finally {
    await navigateur.close()
    await serveur.arreter()
  }
}

await principal()
