import { createReadStream, createWriteStream, existsSync, mkdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copierDepuis, to as copierVers } from 'pg-copy-streams'
import { ecrireExportsSiecle } from '../src/demonstration/siecle-fictif.ts'
import { installer } from '../src/installation.ts'
import { attendreCalme } from './calme.ts'
import { configDe, dossierDe, executerSeul, imprimer, nombre, options } from './commun.ts'
import type { BilanImport } from './import-fil.ts'

/** Parents d'abord : une ligne n'entre qu'après celles qu'elle cite. */
const TABLES = [
  'eleves.eleve',
  'eleves.adresse',
  'eleves.responsable',
  'eleves.responsabilite',
  'eleves.responsabilite_protegee',
  'eleves.structure',
] as const
const MO = 1_000_000

await principal()

async function principal(): Promise<void> {
  const { effectif = '15000', dossier = dossierDe('import'), etablissements = '2' } = options(['effectif', 'dossier', 'etablissements'])
  rmSync(dossier, { recursive: true, force: true })
  mkdirSync(dossier, { recursive: true })
  try {
    const uais = await preparer(dossier, Number(etablissements))
    const fichiers = await fabriquer(join(dossier, 'fichiers'), Number(effectif), uais)
    const octets = fichiers.reduce((t, f) => t + statSync(f).size, 0)
    await attendreCalme()
    const bilan = await executerSeul<BilanImport>(new URL('./import-fil.js', import.meta.url), [dossier, ...fichiers])
    if (bilan.refus.length > 0 || bilan.crees === 0) throw new Error(`import refusé : ${bilan.refus.join(' ')}`)
    await attendreCalme()
    const copie = await copier(dossier)
    presenter(octets, fichiers, bilan, copie)
  } finally {
    rmSync(dossier, { recursive: true, force: true })
  }
}

async function fabriquer(dossier: string, effectif: number, uais: readonly string[]): Promise<string[]> {
  const fichiers: string[] = []
  for (const [i, uai] of uais.entries()) {
    const demande = {
      uai,
      type: i % 2 === 0 ? 'college' : 'lycee',
      effectif,
      graine: 7 + i,
      anneeScolaire: 2026,
      dateExport: '2026-11-20',
      dossier: join(dossier, uai),
      zip: false,
      avecAdresses: true,
    } as const
    fichiers.push(...Object.values(await ecrireExportsSiecle(demande)))
  }
  return fichiers
}

/** Base neuve, référentiels chargés, hors de la mesure. Rend de vrais établissements, que le banc peut faire démesurés. */
async function preparer(dossier: string, combien: number): Promise<string[]> {
  const { app, fermer } = await installer(configDe(dossier), () => undefined)
  const rows = await app
    .selectFrom('referentiels.etablissement')
    .select('uai')
    .where('uai', 'like', '015%')
    .orderBy('uai')
    .limit(combien)
    .execute()
  await fermer()
  return rows.map((r) => r.uai)
}

type Copie = { readonly ms: number; readonly lignes: number; readonly octets: number }

/** Les lignes que l'import vient d'écrire, sorties dans des fichiers, puis remises par COPY nu dans les mêmes tables vidées. */
async function copier(dossier: string): Promise<Copie> {
  const i = await installer(configDe(dossier), () => undefined)
  const client = new pg.Client({ connectionString: i.urlProprietaire })
  client.on('error', () => undefined)
  await client.connect()
  await client.query('set role none')
  try {
    const chemin = (table: string) => join(dossier, `${table}.copie`)
    for (const t of TABLES) await pipeline(client.query(copierVers(`copy ${t} to stdout`)), createWriteStream(chemin(t)))
    const { rows } = await client.query<{ n: number }>(`select ${TABLES.map((t) => `(select count(*) from ${t})`).join(' + ')} as n`)
    await client.query(`truncate ${TABLES.join(', ')} cascade`)
    await client.query('checkpoint')
    const depart = performance.now()
    for (const t of TABLES) await pipeline(createReadStream(chemin(t)), client.query(copierDepuis(`copy ${t} from stdin`)))
    const ms = performance.now() - depart
    return {
      ms,
      lignes: Number(rows[0]?.n),
      octets: TABLES.reduce((s, t) => s + (existsSync(chemin(t)) ? statSync(chemin(t)).size : 0), 0),
    }
  } finally {
    await client.end()
    await i.fermer()
  }
}

function presenter(octets: number, fichiers: readonly string[], bilan: BilanImport, copie: Copie): void {
  const debit = octets / MO / (bilan.dureeMs / 1000)
  const memoire = (bilan.memoireMaxKo * 1024) / MO
  imprimer('Import SIECLE', [
    {
      exigence: 'Débit de bout en bout ≥ 10 Mo/s',
      mesure: `${nombre(debit)} Mo/s : ${fichiers.length} fichiers, ${nombre(octets / MO)} Mo, ${nombre(bilan.crees)} élèves et responsables créés, ${nombre(bilan.dureeMs / 1000)} s`,
      tenu: debit >= 10,
    },
    {
      exigence: 'Mémoire du processus ≤ 300 Mo',
      mesure: `${nombre(memoire, 0)} Mo au plus haut, ${nombre((bilan.memoireDepartKo * 1024) / MO, 0)} avant de commencer (plus grand fichier : ${nombre(Math.max(...fichiers.map((f) => statSync(f).size)) / MO, 0)} Mo)`,
      tenu: memoire <= 300,
    },
    {
      exigence: 'Durée ≤ 5 × un COPY nu des mêmes lignes',
      mesure: `COPY nu : ${nombre(copie.ms / 1000, 2)} s pour ${nombre(copie.lignes)} lignes, ${nombre(copie.octets / MO)} Mo`,
      rapport: nombre(bilan.dureeMs / copie.ms, 2),
      tenu: bilan.dureeMs / copie.ms <= 5,
    },
  ])
}
