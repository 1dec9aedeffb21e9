import { randomUUID } from 'node:crypto'
import { setTimeout as attendre } from 'node:timers/promises'
import { jourDeParis } from '#socle/cas-usage.ts'
import { CONSEILLERS, type Fabriquee, lireFabriquee } from './academie.ts'
import type { Repere } from './academie-fil.ts'
import { attendreCalme } from './calme.ts'
import { dossierDe, imprimer, ms, nombre, options, quantile, type Releve } from './commun.ts'
import { BASSIN, identifiantDe, ouvrirBassin } from './conseillers.ts'
import { type Demande, lancerServeurBanc, Navigateur, type Recu, type ServeurBanc } from './navigateur.ts'

const UTILISATEURS = 20
const TAILLES = ['grande', 'centieme'] as const
type Taille = (typeof TAILLES)[number]
const MODES = { 'sans réflexion': { pauseMs: 0, duree: 2_500 }, 'une seconde de réflexion': { pauseMs: 1_000, duree: 12_000 } } as const
type Mode = keyof typeof MODES
const TOURS = 2

type PageMesuree = {
  readonly nom: string
  /** Qui la lit ; un assistant à défaut. */
  readonly pour?: 'conseiller' | 'bassin'
  readonly demande: (r: Repere, n: number) => Demande
  readonly verifier: (recu: Recu, r: Repere, n: number) => boolean
}

const auTour = <T>(liste: readonly T[], n: number): T => liste[n % liste.length] as T
/** Une faute de frappe : deux lettres du nom échangées, sinon une lettre doublée. */
const fauter = (nom: string) => (nom.length > 3 ? `${nom.slice(0, 2)}${nom[3]}${nom[2]}${nom.slice(4)}` : `${nom}${nom.at(-1)}`)
const cherche = (r: Repere, n: number) => {
  const { prenom, nom } = auTour(r.noms, n)
  return n % 2 === 0 ? `${fauter(nom.toLowerCase())} ${prenom}` : `${prenom} ${nom}`
}

const PAGES: readonly PageMesuree[] = [
  { nom: 'Accueil', demande: () => ({ methode: 'GET', chemin: '/' }), verifier: (x) => x.texte().includes('<h1') },
  {
    nom: 'Recherche, une fois sur deux avec une faute',
    demande: (r, n) => ({ methode: 'POST', chemin: '/recherche', corps: { q: cherche(r, n) } }),
    verifier: (x, r, n) => x.texte().includes(auTour(r.noms, n).prenom),
  },
  {
    nom: 'Mes dossiers',
    demande: () => ({ methode: 'GET', chemin: '/dossiers' }),
    verifier: (x) => (x.texte().match(/href="\/dossiers\/[0-9a-f-]{36}"/g) ?? []).length >= 25,
  },
  {
    nom: 'Mes informations préoccupantes',
    demande: () => ({ methode: 'GET', chemin: '/informations-preoccupantes' }),
    verifier: (x) => new Set(x.texte().match(/\/informations-preoccupantes\/[0-9a-f-]{36}/g)).size >= 5,
  },
  {
    nom: 'Un dossier de 50 actes',
    demande: (r, n) => ({ methode: 'GET', chemin: `/dossiers/${auTour(r.gros, n)}` }),
    verifier: (x) => (x.texte().match(/id="acte-/g) ?? []).length === 50,
  },
  {
    nom: 'Consigner un entretien',
    demande: (r, n) => ({
      methode: 'POST',
      chemin: `/dossiers/${auTour(r.ouverts, n)}/consigner`,
      corps: {
        cleIdempotence: randomUUID(),
        dateActe: jourDeParis(new Date()),
        motif: 'FAM',
        type: 'ENT_ELEVE',
        compteRendu: `${'Entretien mené au bureau, à la demande de l’élève. '.repeat(12)}`,
      },
    }),
    verifier: (x) => x.statut === 303,
  },
  {
    nom: 'Chiffres du service',
    pour: 'conseiller',
    demande: () => ({ methode: 'GET', chemin: '/chiffres' }),
    verifier: (x) => x.texte().includes('Motif'),
  },
  {
    nom: 'Chiffres d’un bassin de vingt-cinq établissements',
    pour: 'bassin',
    demande: () => ({ methode: 'GET', chemin: '/chiffres' }),
    verifier: (x) => x.texte().includes('Motif'),
  },
  {
    nom: 'Réponses aux informations préoccupantes',
    pour: 'conseiller',
    demande: () => ({ methode: 'GET', chemin: '/chiffres/retours' }),
    verifier: (x) => x.texte().includes('Sans réponse'),
  },
]

type Usager = { readonly navigateur: Navigateur; readonly repere: Repere }
type Banc = {
  readonly taille: Taille
  readonly fabriquee: Fabriquee
  readonly serveur: ServeurBanc
  readonly usagers: readonly Usager[]
  /** Autant de sessions de conseillers ; leurs pages ne lisent aucun repère. */
  readonly conseillers: readonly Usager[]
  readonly bassin: readonly Usager[]
}
const lecteursDe = (banc: Banc, { pour }: PageMesuree) =>
  pour === undefined ? banc.usagers : pour === 'bassin' ? banc.bassin : banc.conseillers

async function ouvrir(taille: Taille, racine: string | undefined): Promise<Banc> {
  const dossier = dossierDe(taille, racine)
  const fabriquee = lireFabriquee(dossier)
  const serveur = await lancerServeurBanc(dossier)
  const reperes = fabriquee.reperes.filter((r) => r.gros.length > 0)
  const ouvrirPour = async (identifiant: (i: number) => string) => {
    const usagers = Array.from({ length: UTILISATEURS }, (_, i) => ({
      navigateur: new Navigateur(serveur.adresse),
      repere: auTour(reperes, i),
    }))
    for (const [i, { navigateur }] of usagers.entries()) await navigateur.entrer(identifiant(i))
    return usagers
  }
  const usagers = await ouvrirPour((i) => auTour(reperes, i).identifiant)
  const conseillers = await ouvrirPour((i) => identifiantDe(auTour(CONSEILLERS, i)))
  await ouvrirBassin(serveur.url, auTour(CONSEILLERS, 0).code)
  const bassin = await ouvrirPour(() => identifiantDe(BASSIN))
  return { taille, fabriquee, serveur, usagers, conseillers, bassin }
}

/** Une page mesurée sur une autre page que la bonne ne vaut rien : on lit d'abord ce qui revient. */
async function verifier(banc: Banc, pages: readonly PageMesuree[]): Promise<void> {
  for (const page of pages)
    for (const [i, { navigateur, repere }] of lecteursDe(banc, page).slice(0, 3).entries()) {
      const recu = await navigateur.demander(page.demande(repere, i))
      if (!(recu.statut === 200 || recu.statut === 303) || !page.verifier(recu, repere, i))
        throw new Error(`${banc.taille}, ${page.nom} : réponse inattendue (${recu.statut})\n${recu.texte().slice(0, 2000)}`)
    }
}

let compteur = 0
async function charger(banc: Banc, page: PageMesuree, mode: Mode, dureeMs: number): Promise<Recu[]> {
  const { pauseMs } = MODES[mode]
  const recus: Recu[] = []
  const fin = performance.now() + dureeMs
  await Promise.all(
    lecteursDe(banc, page).map(async ({ navigateur, repere }) => {
      if (pauseMs > 0) await attendre(Math.random() * pauseMs)
      while (performance.now() < fin) {
        const recu = await navigateur.demander(page.demande(repere, compteur++))
        if (recu.statut !== 200 && recu.statut !== 303) throw new Error(`${page.nom} : ${recu.statut}`)
        recus.push(recu)
        // Une pause égale pour tous garderait tout du long les rencontres du premier tirage : le p95 ne serait que le sien.
        if (pauseMs > 0) await attendre(pauseMs * (0.5 + Math.random()))
      }
    }),
  )
  return recus
}

type Mesures = Map<string, Recu[]>
const cle = (page: string, mode: Mode, taille: Taille) => `${page}|${mode}|${taille}`

/** Les deux tailles alternent, tour après tour : ce qui trouble la machine trouble les deux. */
async function mesurer(bancs: readonly Banc[], modes: readonly Mode[], pages: readonly PageMesuree[]): Promise<Mesures> {
  const mesures: Mesures = new Map()
  for (const page of pages)
    for (const mode of modes)
      for (let tour = 0; tour < TOURS; tour++)
        for (const banc of tour % 2 === 0 ? bancs : bancs.toReversed()) {
          if (tour === 0) await charger(banc, page, 'sans réflexion', 400)
          await attendreCalme()
          const recus = await charger(banc, page, mode, MODES[mode].duree)
          const k = cle(page.nom, mode, banc.taille)
          mesures.set(k, [...(mesures.get(k) ?? []), ...recus])
        }
  return mesures
}

function relever(m: Mesures, page: PageMesuree, mode: Mode): Releve[] {
  const [grand = [], petit = []] = TAILLES.map((taille) => m.get(cle(page.nom, mode, taille)) ?? []).filter((recus) => recus.length > 0)
  const de = (recus: readonly Recu[], f: (r: Recu) => number, q: number) => quantile(recus.map(f), q)
  const [p50, p95] = [de(grand, (r) => r.ms, 0.5), de(grand, (r) => r.ms, 0.95)]
  const releves: Releve[] = [
    {
      exigence: `${page.nom}, ${mode} : p95 ≤ 50 ms`,
      mesure: `p50 ${ms(p50)}, p95 ${ms(p95)} (${grand.length} mesures, ${nombre((grand.length * 1000) / (TOURS * MODES[mode].duree), 0)}/s ; serveur ${ms(de(grand, (r) => r.serveurMs, 0.5))}, SQL ${ms(de(grand, (r) => r.sqlMs, 0.5))} en ${nombre(
        de(grand, (r) => r.requetesSql, 0.5),
        0,
      )} requêtes ; ${nombre(de(grand, (r) => r.octets, 0.5) / 1024)} Ko)`,
      tenu: p95 <= 50,
    },
    {
      exigence: `${page.nom}, ${mode} : serveur ≤ 2 × SQL`,
      mesure: `médiane ${nombre(
        de(grand, (r) => r.serveurMs / r.sqlMs, 0.5),
        2,
      )}, p95 ${nombre(
        de(grand, (r) => r.serveurMs / r.sqlMs, 0.95),
        2,
      )}`,
      tenu: de(grand, (r) => r.serveurMs / r.sqlMs, 0.5) <= 2,
    },
  ]
  if (petit.length > 0) {
    const p95petit = de(petit, (r) => r.ms, 0.95)
    releves.push({
      exigence: `${page.nom}, ${mode} : p95 ≤ 1,5 × celui du centième`,
      mesure: `centième : p50 ${ms(de(petit, (r) => r.ms, 0.5))}, p95 ${ms(p95petit)}`,
      rapport: `${nombre(p95 / p95petit, 2)}`,
      tenu: p95 / p95petit <= 1.5,
    })
  }
  return releves
}

async function principal(): Promise<void> {
  const { racine, tailles = TAILLES.join(','), modes = '', pages = '' } = options(['racine', 'tailles', 'modes', 'pages'])
  const bancs: Banc[] = []
  try {
    for (const taille of TAILLES.filter((t) => tailles.includes(t))) bancs.push(await ouvrir(taille, racine))
    const voulus = (Object.keys(MODES) as Mode[]).filter((m) => m.startsWith(modes))
    const choisies = PAGES.filter((p) => p.nom.toLowerCase().includes(pages.toLowerCase()))
    for (const banc of bancs) await verifier(banc, choisies)
    const mesures = await mesurer(bancs, voulus, choisies)
    imprimer(
      'Pages, 20 utilisateurs simultanés',
      choisies.flatMap((page) => voulus.flatMap((mode) => relever(mesures, page, mode))),
    )
  } finally {
    for (const { serveur, usagers, conseillers, bassin } of bancs) {
      for (const { navigateur } of [...usagers, ...conseillers, ...bassin]) navigateur.fermer()
      await serveur.arreter()
    }
  }
}

await principal()
