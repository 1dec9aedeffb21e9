import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Logger, runMigrations } from 'graphile-worker'
import pg from 'pg'
import { CLE_SYSTEME_ID, enveloppeSysteme } from './coffre.ts'
import { ErreurMetier } from './erreur.ts'

/** graphile-worker ne parle que par nos propres événements. */
export const LOGGER_MUET = new Logger(() => () => undefined)

export type OptionsMigration = {
  /** Connexion d'un rôle qui peut créer des rôles ; les migrations tournent sous `egide_proprietaire`. */
  readonly url: string
  /** Dossier `db/`, qui contient roles.sql et migrations/. */
  readonly dossier: string
  readonly cleMaitresse: Buffer
  readonly signaler?: (phrase: string) => void
  /** Après les migrations, dans la même connexion : référentiels, nomenclatures. */
  readonly ensuite?: (client: pg.Client) => Promise<void>
}

/**
 * Met la base à jour : rôles, file des tâches, migrations SQL en avant seulement, clé du système. Sans effet si tout y est.
 *
 * @throws ErreurMetier si une migration déjà passée a changé depuis, ou si PostgreSQL est antérieur à 15
 */
export async function migrer(o: OptionsMigration): Promise<void> {
  const client = new pg.Client({ connectionString: o.url, options: '-c TimeZone=Europe/Paris -c client_min_messages=warning' })
  await client.connect()
  try {
    await exigerVersion(client)
    // Deux processus qui démarrent ensemble migrent l'un après l'autre.
    await client.query(`select pg_advisory_lock(hashtext('egide.migrer'))`)
    await client.query(readFileSync(join(o.dossier, 'roles.sql'), 'utf8'))
    await client.query(
      `do $$ begin execute format('grant create, connect on database %I to egide_proprietaire', current_database()); end $$`,
    )
    await client.query('set role egide_proprietaire')
    await migrerFile(o.url)
    await passerMigrations(client, join(o.dossier, 'migrations'), o.signaler)
    await client.query('insert into coffre.cle (id, nature, enveloppe) values ($1, $2, $3) on conflict (id) do nothing', [
      CLE_SYSTEME_ID,
      'systeme',
      enveloppeSysteme(o.cleMaitresse),
    ])
    await o.ensuite?.(client)
  } finally {
    await client.end()
  }
}

async function exigerVersion(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ v: string }>(`select current_setting('server_version_num') as v`)
  if (Number(rows[0]?.v) < 150_000)
    throw new ErreurMetier(
      'invalide',
      'base.version',
      'Cette base PostgreSQL est trop ancienne : Égide demande la version 15 ou une version plus récente.',
    )
}

/** La file de graphile-worker appartient au propriétaire, comme le reste. */
async function migrerFile(url: string): Promise<void> {
  const pgPool = new pg.Pool({ connectionString: url, max: 1, options: '-c role=egide_proprietaire -c client_min_messages=warning' })
  pgPool.on('error', () => undefined)
  pgPool.on('connect', (connexion) => connexion.on('error', () => undefined))
  try {
    await runMigrations({ pgPool, logger: LOGGER_MUET })
  } finally {
    await pgPool.end()
  }
}

async function passerMigrations(client: pg.Client, dossier: string, signaler: OptionsMigration['signaler']): Promise<void> {
  await client.query('create schema if not exists socle')
  await client.query(
    'create table if not exists socle.migration (nom text primary key, empreinte text not null, passee_le timestamptz not null default now())',
  )
  await client.query('alter table socle.migration enable row level security')
  const { rows } = await client.query<{ nom: string; empreinte: string }>('select nom, empreinte from socle.migration')
  const passees = new Map(rows.map((r) => [r.nom, r.empreinte]))
  for (const nom of readdirSync(dossier)
    .filter((f) => f.endsWith('.sql'))
    .sort()) {
    const sql = readFileSync(join(dossier, nom), 'utf8')
    const empreinte = createHash('sha256').update(sql).digest('hex')
    const deja = passees.get(nom)
    if (deja === empreinte) continue
    if (deja)
      throw new ErreurMetier(
        'conflit',
        'base.migration_changee',
        `La migration ${nom} a changé depuis qu’elle est passée. Rétablissez son texte et écrivez une migration nouvelle.`,
      )
    signaler?.(nom)
    await client.query('begin')
    try {
      await client.query(sql)
      await client.query('insert into socle.migration (nom, empreinte) values ($1, $2)', [nom, empreinte])
      await client.query('commit')
    } catch (erreur) {
      await client.query('rollback')
      throw erreur
    }
  }
}
