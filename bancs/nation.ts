import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { installer } from '../src/installation.ts'
import { attendreCalme } from './calme.ts'
import { configDe, copierSansVerifier, dossierDe, imprimer, nombre, options, quantile, type Releve } from './commun.ts'
import { type Conseiller, creerConseillers } from './conseillers.ts'
import { COLONNES, Faits, type Lieu } from './nation-faits.ts'
import { ANNEES, FAITS_PAR_AN, JOURS_PAR_AN, PART_ECOLES, POIDS_DES_MOIS } from './nation-hypotheses.ts'

const USAGE = 'nation --echelle grande|dixieme|centieme [--graine N] [--racine DOSSIER]'
/** Part du pays : les faits changent de nombre, jamais d'établissements. */
export const ECHELLES_NATION: Readonly<Record<string, number>> = { grande: 1, dixieme: 0.1, centieme: 0.01 }
export const PREMIERE_RENTREE = 2021
/** Journées nationales entières, quelle que soit l'échelle de l'histoire, versées et mesurées à chacun des moments ci-dessous, en plus d'elle. */
const JOURNEES = 3
/** L'histoire se dépose mois après mois et se verse par lots d'au plus cette taille ; seules les journées, versées à part, sont mesurées. */
const LOT = 2_000_000
const PAR_JOUR = Math.round(FAITS_PAR_AN / JOURS_PAR_AN)
/** La nuit, telle qu'on la mesure : sur une base vide, après un an, après cinq. */
const MOMENTS = [
  { nom: 'base vide', mois: `${PREMIERE_RENTREE}-09-01` },
  { nom: 'après un an', mois: `${PREMIERE_RENTREE + 1}-09-01` },
  { nom: 'après cinq ans', mois: `${PREMIERE_RENTREE + ANNEES}-09-01` },
  { nom: 'juin de la première année', mois: `${PREMIERE_RENTREE + 1}-06-01` },
  { nom: 'juin de la cinquième', mois: `${PREMIERE_RENTREE + ANNEES}-06-01` },
] as const

export const dossierNation = (echelle: string, racine?: string): string => join(dossierDe('nation', racine), echelle)

async function principal(): Promise<void> {
  const { echelle = '', graine = '1', racine } = options(['echelle', 'graine', 'racine'])
  const part = ECHELLES_NATION[echelle]
  if (!part) throw new Error(`Usage : ${USAGE}`)
  const dossier = dossierNation(echelle, racine)
  if (existsSync(join(dossier, 'bancs.json')))
    return console.log(`Cette nation existe déjà : ${dossier}. Effacez ce dossier pour la refaire.`)
  const i = await installer(configDe(dossier), console.log)
  const client = new pg.Client({ connectionString: i.urlProprietaire })
  client.on('error', () => undefined)
  await client.connect()
  // Le dépôt se remplit par COPY, en superutilisateur, sans vérifier les clés étrangères : justes par construction. Le versement, lui, est celui du service.
  await client.query('set role none')
  // Un lot d’histoire a cinquante fois la taille d’une nuit : en mémoire, il se compte sans passer par le disque.
  await client.query("set work_mem = '1GB'")
  try {
    await creerConseillers(i.urlProprietaire, CONSEILLERS)
    const nuits = await verserCinqAns(client, new Faits(Number(graine), await lieux(client)), FAITS_PAR_AN * part)
    await client.query('vacuum (analyze)')
    imprimer(`Observation nationale, échelle ${echelle} : versement`, [...releverNuits(nuits), ...(await releverTailles(client))])
    writeFileSync(join(dossier, 'bancs.json'), JSON.stringify({ echelle, graine }))
  } finally {
    await client.end()
    await i.fermer()
  }
}

/** Un conseiller technique par niveau, qui lit les pages : Rhône, Lyon, la France. */
export const CONSEILLERS: readonly Conseiller[] = [
  { fonction: 'ctss_departement', niveau: 'departement', code: '69' },
  { fonction: 'ctss_academie', niveau: 'academie', code: '10' },
  { fonction: 'ctss_national', niveau: 'national', code: 'FR' },
]

/** Les collèges et lycées publics réels, au poids de leur effectif, et les écoles publiques Rep+. */
async function lieux(client: pg.Client): Promise<Lieu[]> {
  const { rows } = await client.query<Lieu>(`
    select territoire_id as id, coalesce(effectif, 200)::int as poids,
           case when type = 'Ecole' then 'ecole' when type = 'Collège' then 'college' when nature = 'LYCEE PROFESSIONNEL' then 'lycee_professionnel' else 'lycee' end as genre
      from referentiels.etablissement
     where secteur = 'public' and etat is distinct from 'a_ouvrir' and coalesce(effectif, 1) > 0
       and (type <> 'Ecole' or education_prioritaire = 'REP+') and coalesce(nature, '') !~ '^SECTION|AGRICOLE|ECOLES COMPOSEES'
     order by uai`)
  const total = (ecole: boolean) => rows.filter((l) => (l.genre === 'ecole') === ecole).reduce((s, l) => s + l.poids, 0)
  const facteur = (PART_ECOLES / (1 - PART_ECOLES)) * (total(false) / total(true))
  return rows.map((l) => (l.genre === 'ecole' ? { ...l, poids: l.poids * facteur } : l))
}

/** Une nuit mesurée. `calculMs` : le temps de processeur de PostgreSQL, que les autres programmes ne faussent pas. */
type Nuit = { readonly mois: string; readonly ms: number; readonly calculMs: number }

/** Cinq années, mois après mois, puis la rentrée qui suit. Avant une rentrée mesurée, après un juin mesuré : des journées, une à une. */
async function verserCinqAns(client: pg.Client, faits: Faits, parAn: number): Promise<Nuit[]> {
  const nuits: Nuit[] = []
  const depart = performance.now()
  const totalPoids = POIDS_DES_MOIS.reduce<number>((s, p) => s + p, 0)
  const journees = async (mois: string) => {
    for (let j = 0; j < JOURNEES; j++) {
      await deposer(client, faits.du(mois, PAR_JOUR))
      await attendreCalme()
      nuits.push({ mois, ...(await verser(client)) })
    }
  }
  let enAttente = 0
  const toutVerser = async () => {
    if (enAttente > 0) await verser(client)
    enAttente = 0
  }
  for (let annee = PREMIERE_RENTREE; annee < PREMIERE_RENTREE + ANNEES; annee++)
    for (const [rang, poids] of POIDS_DES_MOIS.entries()) {
      const mois = `${rang < 4 ? annee : annee + 1}-${String(((rang + 8) % 12) + 1).padStart(2, '0')}-01`
      const mesure = MOMENTS.some((m) => m.mois === mois)
      if (mesure && rang === 0) await toutVerser().then(() => journees(mois))
      const siens = Math.round((parAn * poids) / totalPoids)
      if (enAttente + siens > LOT) await toutVerser()
      await deposer(client, faits.du(mois, siens))
      enAttente += siens
      if (mesure && rang !== 0) await toutVerser().then(() => journees(mois))
      console.log(`[${nombre((performance.now() - depart) / 1000, 0)} s] ${mois.slice(0, 7)}`)
    }
  await toutVerser()
  await journees(`${PREMIERE_RENTREE + ANNEES}-09-01`)
  return nuits
}

async function deposer(client: pg.Client, lignes: Iterable<string>): Promise<void> {
  await copierSansVerifier(client, `observation.depot (${COLONNES.join(', ')})`, lignes)
}

/** Un versement de service ; la boîte vidée se nettoie ensuite, comme le ferait le nettoyage automatique entre deux nuits. */
async function verser(client: pg.Client): Promise<Omit<Nuit, 'mois'>> {
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
  const calcul = () => calculDe(rows[0]?.pid ?? 0)
  const [depart, avant] = [performance.now(), calcul()]
  await client.query('select observation.verser()')
  const nuit = { ms: performance.now() - depart, calculMs: calcul() - avant }
  await client.query('vacuum observation.depot')
  return nuit
}

/** Temps de processeur d'un processus, lu dans /proc ; en centièmes de seconde, l'unité de Linux. */
function calculDe(pid: number): number {
  const [, apres = ''] = /\) (.*)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? []
  const champs = apres.split(' ')
  return (Number(champs[11]) + Number(champs[12])) * 10
}

function releverNuits(nuits: readonly Nuit[]): Releve[] {
  const mesures = MOMENTS.map(({ nom, mois }) => {
    const siennes = nuits.filter((n) => n.mois === mois)
    return {
      nom,
      pire: Math.max(...siennes.map((n) => n.ms)),
      calcul: quantile(
        siennes.map((n) => n.calculMs),
        0.5,
      ),
      combien: siennes.length,
    }
  })
  return mesures.map(({ nom, pire, calcul, combien }) => {
    const rapport = calcul / (mesures[nom.startsWith('juin') ? 3 : 0]?.calcul ?? Number.NaN)
    return {
      exigence: `Une nuit nationale, ${nom} : ≤ 60 s`,
      mesure: `${nombre(pire / 1000)} s au pire de ${combien} ; processeur ${nombre(calcul / 1000)} s (médiane) ; ${nombre(PAR_JOUR)} faits`,
      rapport: nombre(rapport, 2),
      tenu: pire <= 60_000,
    }
  })
}

async function releverTailles(client: pg.Client): Promise<Releve[]> {
  const { rows } = await client.query<{ quoi: string; lignes: string; octets: string }>(`
    select t as quoi, (select c.reltuples::bigint from pg_class c where c.oid = t::regclass) as lignes, pg_total_relation_size(t::regclass) as octets
      from unnest(array['observation.fait', 'observation.compte']) t
    union all select 'la base entière', null, pg_database_size(current_database())`)
  return rows.map((r) => ({
    exigence: `Taille : ${r.quoi}`,
    mesure: `${nombre(Number(r.octets) / 2 ** 20, 0)} Mio${r.lignes === null ? '' : `, ${nombre(Number(r.lignes))} lignes`}`,
    tenu: null,
  }))
}

if (import.meta.filename === process.argv[1]) await principal()
