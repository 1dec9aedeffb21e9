import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import {
  type CompiledQuery,
  type DatabaseConnection,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely'
import pg from 'pg'
import { from as copierDepuis } from 'pg-copy-streams'
import type { Valeur } from '#modules/eleves/import/lignes-copie.ts'
import type { Tx } from '#socle/db.ts'
import type { DB } from '#socle/schema-base.ts'

type Tampon = { readonly table: string; readonly colonnes: string; lignes: string[]; octets: number }
const PLEIN = 8 * 1024 * 1024

/** Accumule des lignes par table et les verse par COPY, en superutilisateur, sans vérifier les clés étrangères (justes par construction). */
export class Copie {
  readonly #client: pg.Client
  readonly #tampons = new Map<string, Tampon>()

  private constructor(client: pg.Client) {
    this.#client = client
  }

  static async ouvrir(url: string): Promise<Copie> {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    await client.query('set role none')
    await client.query('set session_replication_role = replica')
    return new Copie(client)
  }

  ajouter(table: string, colonnes: string, valeurs: readonly Valeur[]): void {
    const cle = `${table} ${colonnes}`
    const t = this.#tampons.get(cle) ?? { table, colonnes, lignes: [], octets: 0 }
    this.#tampons.set(cle, t)
    const ligne = ligneDeCopie(valeurs)
    t.lignes.push(ligne)
    t.octets += ligne.length
  }

  /** Verse ce qui déborde ; tout, si `tout`. */
  async verser(tout = false): Promise<void> {
    for (const t of this.#tampons.values()) {
      if (t.lignes.length === 0 || (!tout && t.octets < PLEIN)) continue
      const lignes = t.lignes
      Object.assign(t, { lignes: [], octets: 0 })
      const morceaux = Array.from({ length: Math.ceil(lignes.length / 500) }, (_, i) => lignes.slice(i * 500, (i + 1) * 500).join(''))
      await pipeline(Readable.from(morceaux), this.#client.query(copierDepuis(`copy ${t.table} (${t.colonnes}) from stdin`)))
    }
  }

  fermer(): Promise<void> {
    return this.#client.end()
  }
}

/** Une ligne du format texte de COPY, colonnes dans l'ordre de la table. */
function ligneDeCopie(valeurs: readonly Valeur[]): string {
  return `${valeurs.map(ecrire).join('\t')}\n`
}

function ecrire(v: Valeur): string {
  if (v === null) return '\\N'
  if (Buffer.isBuffer(v)) return `\\\\x${v.toString('hex')}`
  if (typeof v === 'string') return v.replace(/[\\\t\n\r]/g, (c) => ({ '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' })[c] ?? c)
  if (typeof v === 'object') return `{${v.join(',')}}`
  return String(v)
}

/**
 * Une transaction qui n'exécute rien : chaque INSERT que lui confient les fonctions d'écriture des modules devient une ligne à
 * copier. Elles servent ainsi telles quelles, chiffrement compris.
 */
export function txVersCopie(copie: Copie): Tx {
  const formes = new Map<string, Forme>()
  const executer = async <R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> => {
    const forme = formes.get(sql) ?? formeDe(sql)
    formes.set(sql, forme)
    const { table, colonnes } = forme
    for (let i = 0; i < parameters.length; i += colonnes.length)
      copie.ajouter(table, colonnes.join(', '), parameters.slice(i, i + colonnes.length).map(enValeur))
    return { rows: [], numAffectedRows: BigInt(parameters.length / colonnes.length) }
  }
  const connexion: DatabaseConnection = {
    executeQuery: executer,
    // biome-ignore lint/correctness/useYield: aucune lecture en flux n'est possible ici.
    async *streamQuery() {
      throw new Error('lecture impossible')
    },
  }
  const rien = async () => undefined
  const db = new Kysely<DB>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createIntrospector: (d) => new PostgresIntrospector(d),
      createQueryCompiler: () => new PostgresQueryCompiler(),
      createDriver: () => ({
        init: rien,
        acquireConnection: async () => connexion,
        beginTransaction: rien,
        commitTransaction: rien,
        rollbackTransaction: rien,
        releaseConnection: rien,
        destroy: rien,
      }),
    },
  })
  return db as unknown as Tx
}

type Forme = { readonly table: string; readonly colonnes: readonly string[] }

function formeDe(sql: string): Forme {
  const lu = /^insert into ((?:"\w+"\.)?"\w+") \(([^)]*)\) values/.exec(sql)
  if (!lu) throw new Error(`ce banc ne sait copier qu’un INSERT : ${sql}`)
  return { table: lu[1] ?? '', colonnes: (lu[2] ?? '').split(', ') }
}

function enValeur(v: unknown): Valeur {
  if (v instanceof Date) return v.toISOString()
  if (v === null || v === undefined) return null
  if (Buffer.isBuffer(v) || typeof v === 'string' || typeof v === 'number' || typeof v === 'boolean') return v
  // Des codes, jamais de virgule.
  if (Array.isArray(v)) return `{${v.join(',')}}`
  throw new Error(`valeur imprévue : ${typeof v}`)
}
