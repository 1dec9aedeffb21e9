import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import pg from 'pg'
import { chargerReferentiels, synchroniserNomenclatures } from '#modules/referentiels/index.ts'
import { CLE_SYSTEME_ID, type Coffre, ouvrirCoffre } from '#socle/coffre.ts'
import type { Config } from '#socle/config.ts'
import { type Db, ouvrirBase } from '#socle/db.ts'
import { ErreurMetier } from '#socle/erreur.ts'
import { migrer } from '#socle/migrer.ts'
import { demarrerPostgres } from '#socle/postgres/lanceur.ts'
import { RACINE } from './racine.ts'

/** Égide en état de servir : base à jour, coffre ouvert, une connexion par rôle. */
export type Installation = {
  readonly config: Config
  readonly app: Db
  readonly tache: Db
  readonly coffre: Coffre
  /** Rôle d'installation : migrations, file des tâches, premier compte. Jamais une requête d'agent. */
  readonly urlProprietaire: string
  /** Rôle des tâches : COPY demande sa propre connexion. */
  readonly urlTache: string
  readonly base: 'embarquee' | 'externe'
  readonly fermer: () => Promise<void>
}

type Adresses = {
  readonly migration: string
  readonly proprietaire: string
  readonly app: string
  readonly tache: string
  readonly arreter: () => Promise<void>
}

/**
 * Ouvre la base (embarquée, ou celle de DATABASE_URL), la met à jour, ouvre le coffre.
 *
 * @param signaler reçoit les étapes, en phrases, pour l'écran
 * @throws ErreurMetier une phrase qui dit quoi corriger
 */
export async function installer(config: Config, signaler: (phrase: string) => void): Promise<Installation> {
  mkdirSync(config.donnees, { recursive: true, mode: 0o700 })
  const adresses = config.databaseUrl ? externe(config.databaseUrl, config) : await embarquee(config, signaler)
  try {
    const cleMaitresse = lireCleMaitresse(config)
    signaler('Mise à jour de la base…')
    await migrer({
      url: adresses.migration,
      dossier: resolve(RACINE, 'db'),
      cleMaitresse,
      signaler: (nom) => signaler(`  ${nom}`),
      ensuite: async (client) => {
        await synchroniserNomenclatures(client)
        await chargerReferentiels(client)
      },
    })
    const app = ouvrirBase(adresses.app, { max: config.connexions, nom: 'egide web', generique: true })
    const tache = ouvrirBase(adresses.tache, { max: 4, nom: 'egide taches' })
    const fermerBases = async () => {
      await Promise.all([app.destroy(), tache.destroy()])
      await adresses.arreter()
    }
    const { enveloppe } = await app.selectFrom('coffre.cle').select('enveloppe').where('id', '=', CLE_SYSTEME_ID).executeTakeFirstOrThrow()
    const coffre = ouvrirCoffre(cleMaitresse, enveloppe ?? Buffer.of())
    return {
      config,
      app,
      tache,
      coffre,
      urlProprietaire: adresses.proprietaire,
      urlTache: adresses.tache,
      base: config.databaseUrl ? 'externe' : 'embarquee',
      fermer: fermerBases,
    }
  } catch (erreur) {
    await adresses.arreter()
    throw erreur
  }
}

/** Une académie entière tient à l'aise ; les valeurs d'origine de PostgreSQL sont celles d'une très petite machine. La nation reçoit trente académies. */
const REGLAGES_EMBARQUEE = {
  shared_buffers: '256MB',
  max_wal_size: '2GB',
  max_logical_replication_workers: '40',
  max_active_replication_origins: '40',
  max_worker_processes: '48',
}

async function embarquee(config: Config, signaler: (phrase: string) => void): Promise<Adresses> {
  signaler('Démarrage de la base embarquée…')
  const grappe = await demarrerPostgres({
    dossier: config.chemins.base,
    reglages: { ...REGLAGES_EMBARQUEE, max_connections: String(config.connexions + 30) },
  })
  const client = new pg.Client({ connectionString: grappe.url('postgres') })
  await client.connect()
  const { rowCount } = await client.query(`select 1 from pg_database where datname = 'egide'`)
  if (!rowCount) await client.query('create database egide')
  await client.end()
  return {
    migration: grappe.url('egide'),
    proprietaire: sousRole(grappe.url('egide'), 'egide_proprietaire'),
    app: grappe.url('egide', 'egide_app'),
    tache: grappe.url('egide', 'egide_tache'),
    arreter: () => grappe.arreter(),
  }
}

/** Sans adresse propre à chaque rôle, la même connexion prend le rôle restreint dès l'ouverture. */
function externe(url: string, config: Config): Adresses {
  return {
    migration: url,
    proprietaire: sousRole(url, 'egide_proprietaire'),
    app: config.databaseUrlApp ?? sousRole(url, 'egide_app'),
    tache: config.databaseUrlTache ?? sousRole(url, 'egide_tache'),
    arreter: async () => undefined,
  }
}

function sousRole(url: string, role: string): string {
  const u = new URL(url)
  u.searchParams.set('options', `-c role=${role} -c TimeZone=Europe/Paris`)
  return u.toString()
}

/**
 * La clé maîtresse vit hors de la base : dans l'environnement, sinon dans un fichier du dossier de données, créé au premier
 * démarrage, lisible de son seul propriétaire. La perdre, c'est perdre tous les dossiers.
 */
function lireCleMaitresse({ cleMaitresse, chemins }: Config): Buffer {
  if (cleMaitresse) return Buffer.from(cleMaitresse, 'hex')
  if (!existsSync(chemins.cleMaitresse)) {
    mkdirSync(dirname(chemins.cleMaitresse), { recursive: true, mode: 0o700 })
    writeFileSync(chemins.cleMaitresse, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' })
  }
  const lue = readFileSync(chemins.cleMaitresse, 'utf8').trim()
  if (!/^[0-9a-f]{64}$/.test(lue))
    throw new ErreurMetier(
      'invalide',
      'coffre.cle_illisible',
      `Le fichier ${chemins.cleMaitresse} ne contient pas une clé maîtresse : rétablissez-le depuis sa sauvegarde.`,
    )
  return Buffer.from(lue, 'hex')
}
