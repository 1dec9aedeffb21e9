import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import pg from 'pg'
import { idTerritoire, listEtablissementsDuDepartement } from '#modules/referentiels/index.ts'
import { creerAgent, MOT_DE_PASSE_DEMONSTRATION } from '#modules/securite/index.ts'
import { CLE_SYSTEME_ID } from '#socle/coffre.ts'
import { type Db, ouvrirBase } from '#socle/db.ts'
import { type EtablissementDemo, partager, publicsDuSecondDegre } from '../src/demonstration/departement.ts'
import { type Installation, installer } from '../src/installation.ts'
import type { MessageFil, Repere, Secteur, TravailFil } from './academie-fil.ts'
import { proteger } from './academie-protection.ts'
import { configDe, dossierDe, ECHELLES, type Echelle, nombre, options } from './commun.ts'
import { type Conseiller, creerConseillers } from './conseillers.ts'

const USAGE = 'academie --echelle grande|centieme [--racine DOSSIER]'
/** L'académie de Versailles, par ses départements. */
const DEPARTEMENTS = ['78', '91', '92', '95']
/** Qui lit les tableaux : un conseiller par département, et celui de l'académie. */
export const CONSEILLERS: readonly Conseiller[] = [
  ...DEPARTEMENTS.map((code) => ({ fonction: 'ctss_departement', niveau: 'departement', code }) as const),
  { fonction: 'ctss_academie', niveau: 'academie', code: '25' },
]
/** Établissements par million d'élèves : quatre par assistant. */
const ETABLISSEMENTS = 1_000
/** Deux élèves d'établissements distincts n'ont pas le même INE fictif sous cet effectif. */
const EFFECTIF_MAX = 4_900
/** Les tables que le versement remplit : leurs index, hors contraintes, se refont une fois à la fin. */
const REMPLIES = [
  'eleves.eleve',
  'dossiers.dossier',
  'dossiers.membre',
  'dossiers.titulaire_autorite',
  'dossiers.lien_familial',
  'actes.acte',
  'actes.motif_associe',
  'actes.note_travail',
  'actes.information_tiers',
  'actes.rappel',
  'socle.journal',
]

/** Ce que les autres bancs lisent : `bancs.json`, dans le dossier de la base. Aucune personne réelle. */
export type Fabriquee = {
  readonly echelle: Echelle
  readonly facteur: number
  readonly dureeS: number
  readonly octets: number
  readonly reperes: readonly Repere[]
}
export const lireFabriquee = (dossier: string): Fabriquee => JSON.parse(readFileSync(join(dossier, 'bancs.json'), 'utf8')) as Fabriquee

async function principal(): Promise<void> {
  const { echelle: nom = '', racine } = options(['echelle', 'racine'])
  const echelle = ECHELLES[nom]
  if (!echelle) throw new Error(`Usage : ${USAGE}`)
  const dossier = dossierDe(nom, racine)
  if (existsSync(join(dossier, 'bancs.json')))
    return console.log(`Cette académie existe déjà : ${dossier}. Effacez ce dossier pour la refaire.`)
  const depart = performance.now()
  const i = await installer(configDe(dossier), console.log)
  const base = ouvrirBase(i.urlProprietaire, { max: 4, nom: 'egide banc' })
  try {
    const fabriquee = await fabriquer(i, base, echelle, depart)
    writeFileSync(join(dossier, 'bancs.json'), JSON.stringify(fabriquee))
    console.log(`\n${dossier} : ${nombre(fabriquee.octets / 2 ** 20, 0)} Mio, ${nombre(fabriquee.dureeS, 0)} s.`)
  } finally {
    await base.destroy()
    await i.fermer()
  }
}

async function fabriquer(i: Installation, base: Db, echelle: Echelle, depart: number): Promise<Fabriquee> {
  const proprietaire = new pg.Client({ connectionString: i.urlProprietaire })
  // Si le banc échoue, la base s'arrête sous lui : c'est sa faute à lui qu'il faut lire.
  proprietaire.on('error', () => undefined)
  await proprietaire.connect()
  await proprietaire.query('set role none')
  const s = secondesDepuis(depart)
  const { etablissements, facteur } = await choisir(base, echelle)
  const secteurs = await creerAssistants(base, etablissements, echelle)
  await creerConseillers(i.urlProprietaire, CONSEILLERS)
  console.log(
    `${s()} ${echelle.assistants} assistants, ${etablissements.length} établissements de Versailles, effectifs réels × ${nombre(facteur, 2)}`,
  )
  await preparerVersement(proprietaire)
  const index = await suspendreIndex(proprietaire)
  const reperes = await verserEnParallele(i, base, secteurs, echelle, s)
  console.log(`${s()} informations préoccupantes, journal, faits d’observation`)
  await proteger(i.urlProprietaire, base, i.coffre, reperes)
  await journaliser(proprietaire)
  console.log(`${s()} ${index.length} index, statistiques`)
  for (const nom of index) await proprietaire.query(`reindex index ${nom}`)
  await finirVersement(proprietaire)
  const { rows } = await proprietaire.query<{ n: string }>('select pg_database_size(current_database()) as n')
  await proprietaire.end()
  return { echelle, facteur, dureeS: (performance.now() - depart) / 1000, octets: Number(rows[0]?.n), reperes }
}

const secondesDepuis = (depart: number) => () => `[${String(Math.round((performance.now() - depart) / 1000)).padStart(4)} s]`

/** Collèges et lycées réels, publics et privés, les plus grands d'abord ; leurs effectifs multipliés jusqu'au compte voulu. */
async function choisir(base: Db, { eleves }: Echelle): Promise<{ etablissements: EtablissementDemo[]; facteur: number }> {
  const tous = (await Promise.all(DEPARTEMENTS.map((d) => listEtablissementsDuDepartement(base, idTerritoire('departement', d))))).flat()
  const retenus = publicsDuSecondDegre(tous.map((e) => ({ ...e, secteur: 'public' as const })))
    .sort((a, b) => (a.uai < b.uai ? -1 : 1))
    .filter((_, i, { length }) => i % Math.max(1, Math.floor((length * 1_000_000) / (ETABLISSEMENTS * eleves))) === 0)
    .slice(0, Math.max(3, Math.round((ETABLISSEMENTS * eleves) / 1_000_000)))
  const facteur = eleves / retenus.reduce((t, e) => t + e.effectif, 0)
  const etablissements = retenus.map((e) => ({ ...e, effectif: Math.min(EFFECTIF_MAX, Math.round(e.effectif * facteur)) }))
  ajuster(etablissements, eleves)
  return { etablissements, facteur }
}

/** L'arrondi et le plafond se rattrapent, un élève à la fois, sur ceux qui ont de la place. */
function ajuster(etablissements: EtablissementDemo[], eleves: number): void {
  for (let manque = eleves - etablissements.reduce((t, e) => t + e.effectif, 0), i = 0; manque !== 0; i = (i + 1) % etablissements.length) {
    const e = etablissements[i] as EtablissementDemo
    const pas = Math.sign(manque)
    if (e.effectif + pas > EFFECTIF_MAX || e.effectif + pas < 1) continue
    etablissements[i] = { ...e, effectif: e.effectif + pas }
    manque -= pas
  }
}

async function creerAssistants(
  base: Db,
  etablissements: readonly EtablissementDemo[],
  { assistants, dossiers, actes }: Echelle,
): Promise<Secteur[]> {
  const part = (total: number, rang: number) => Math.floor((total * (rang + 1)) / assistants) - Math.floor((total * rang) / assistants)
  const secteurs: Secteur[] = []
  for (const [rang, siens] of partager(etablissements, assistants).entries()) {
    const identifiant = `banc.${String(rang + 1).padStart(3, '0')}`
    const affectations = siens.map(({ id }) => ({
      fonction: 'assistant_social' as const,
      territoireId: id,
      du: '2024-09-01',
      permanences: [1, 2, 3, 4, 5],
    }))
    const { agentId } = await creerAgent(base, {
      identifiant,
      nomAffiche: `Dominique Banc${rang + 1}`,
      motDePasse: MOT_DE_PASSE_DEMONSTRATION,
      demonstration: true,
      affectations,
    })
    secteurs.push({ rang, agentId, identifiant, etablissements: siens, dossiers: part(dossiers, rang), actes: part(actes, rang) })
  }
  return secteurs
}

/** Le temps du versement, PostgreSQL n'attend pas le disque : une machine qui tombe laisse une base de banc à refaire. */
async function preparerVersement(client: pg.Client): Promise<void> {
  for (const reglage of [`max_wal_size = '16GB'`, `synchronous_commit = off`, `autovacuum = off`])
    await client.query(`alter system set ${reglage}`)
  await client.query('select pg_reload_conf()')
  await client.query(`set maintenance_work_mem = '1GB'`)
}

async function finirVersement(client: pg.Client): Promise<void> {
  await client.query('alter system reset all')
  await client.query('select pg_reload_conf()')
  await client.query('vacuum (analyze)')
  await client.query('checkpoint')
}

/** Suspend les index hors contraintes : ils ne se tiennent plus à jour, et REINDEX les refait d'un trait. */
async function suspendreIndex(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ nom: string }>(
    `update pg_index i set indisready = false, indisvalid = false
      where i.indrelid = any ($1::regclass[]) and not exists (select 1 from pg_constraint c where c.conindid = i.indexrelid)
     returning i.indexrelid::regclass::text as nom`,
    [REMPLIES],
  )
  return rows.map((r) => r.nom)
}

async function verserEnParallele(
  i: Installation,
  base: Db,
  secteurs: readonly Secteur[],
  echelle: Echelle,
  s: () => string,
): Promise<Repere[]> {
  const { enveloppe } = await base.selectFrom('coffre.cle').select('enveloppe').where('id', '=', CLE_SYSTEME_ID).executeTakeFirstOrThrow()
  const cleMaitresse = Buffer.from(readFileSync(i.config.chemins.cleMaitresse, 'utf8').trim(), 'hex')
  const fait = { eleves: 0, dossiers: 0, actes: 0 }
  const reperes: Repere[] = []
  const minuterie = setInterval(
    () => process.stdout.write(`\r${s()} ${nombre(fait.eleves)} élèves, ${nombre(fait.dossiers)} dossiers, ${nombre(fait.actes)} actes   `),
    1000,
  )
  const fils = [0, 1].map((n) => {
    const travail: TravailFil = {
      url: i.urlProprietaire,
      cleMaitresse,
      enveloppe: enveloppe ?? Buffer.of(),
      secteurs: secteurs.filter((x) => x.rang % 2 === n),
      rentree: 2026,
    }
    const fil = new Worker(new URL('./academie-fil.js', import.meta.url), { workerData: travail })
    fil.on('message', (m: MessageFil) => {
      if (m.genre === 'secteur') reperes.push(m.repere)
      else for (const k of ['eleves', 'dossiers', 'actes'] as const) fait[k] += m[k]
    })
    return new Promise<void>((tenir, rompre) =>
      fil.on('error', rompre).on('exit', (code) => (code === 0 ? tenir() : rompre(new Error(`fil arrêté (${code})`)))),
    )
  })
  await Promise.all(fils).finally(() => clearInterval(minuterie))
  console.log(
    `\n${s()} versés : ${nombre(fait.eleves)} élèves, ${nombre(fait.dossiers)} dossiers, ${nombre(fait.actes)} actes (voulus : ${nombre(echelle.eleves)})`,
  )
  return reperes
}

/** Deux lectures et une écriture par acte, et les faits versés comme en service. */
async function journaliser(client: pg.Client): Promise<void> {
  await client.query(`insert into socle.journal (survenu_le, agent_id, action, resultat, cible_id)
    select a.saisi_le, a.auteur_id, v.action, 'accord', a.dossier_id from actes.acte a cross join (values ('actes.consigner'), ('actes.lire_dossier'), ('actes.lire_dossier')) v (action)`)
  await client.query('select observation.verser()')
  await client.query(`select graphile_worker.complete_jobs(array(select id from graphile_worker.jobs))`).catch(() => undefined)
}

if (import.meta.filename === process.argv[1]) await principal()
