import { finished } from 'node:stream/promises'
import pg from 'pg'
import { from as copierDepuis } from 'pg-copy-streams'
import { TABLES_LUES } from './lots.ts'

/**
 * Les tables temporaires d'un grand fichier et leurs tris tiennent en mémoire : ces connexions sont presque seules de leur genre. Une page prise au
 * hasard coûte à peine plus que la suivante : un petit fichier se cherche par les index, au lieu de parcourir les fiches de toute l'académie.
 */
const REGLAGES = `set temp_buffers = '64MB'; set work_mem = '64MB'; set random_page_cost = 1.1; set max_parallel_workers_per_gather = 0`

/** Ce que les fusions tirent des tables lues. */
const TABLES_FUSION = {
  cible: 'cle bytea, ligne int, id uuid, verdict text',
  deplace: 'id uuid, etablissement_id uuid, complement_chiffre bytea',
  arrive: 'id uuid, identite bytea',
  lien_vu: `${TABLES_LUES.lu_lien}, eleve_id uuid, homonymes bigint, personne_lue boolean`,
  lien: `${TABLES_LUES.lu_lien}, eleve_id uuid`,
  personne: 'cle bytea, contenu bytea, ancien_id uuid, ancien_contenu bytea',
  perime: 'cle_aveugle bytea',
  touche: 'cle bytea',
  protege: 'cle bytea, eleve bytea, chiffre bytea, contenu bytea',
  adresse_citee: 'cle bytea',
} as const

/** Vidées à la fin de chaque transaction : un fichier ne voit pas ce que le précédent a laissé. */
const TABLES = Object.entries({ ...TABLES_LUES, ...TABLES_FUSION }).map(
  ([nom, colonnes]) => `create temp table ${nom} (${colonnes}) on commit delete rows`,
)

/** PostgreSQL estime mal combien de liens un établissement a déjà, et relirait alors tous ceux du fichier pour chacun. */
const INDEX = 'create index on lien (cle)'

/**
 * Les connexions d'un dépôt, sous le rôle des tâches. Chacune sert à un fichier puis à un autre : l'ouvrir et y créer les tables où un
 * fichier se lit coûte autant que d'y verser un petit fichier.
 *
 * @source ADR 0023
 */
export class SessionsImport {
  readonly #pool: pg.Pool

  constructor(url: string, max: number) {
    this.#pool = new pg.Pool({
      connectionString: url,
      application_name: 'egide import',
      max,
      idleTimeoutMillis: 0,
      onConnect: (client) => client.query([REGLAGES, ...TABLES, INDEX].join('; ')),
    })
    // La perte du serveur échoue dans la requête en cours ; sans écouteur, elle tuerait le processus.
    this.#pool.on('error', () => undefined)
  }

  /** Une connexion qui a vu une panne ne ressert pas. */
  async prendre<R>(corps: (session: SessionImport) => Promise<R>): Promise<R> {
    const client = await this.#pool.connect()
    client.on('error', sansEffet)
    let sain = false
    try {
      const resultat = await corps(new SessionImport(client))
      sain = true
      return resultat
    } finally {
      client.off('error', sansEffet)
      client.release(!sain)
    }
  }

  fermer(): Promise<void> {
    return this.#pool.end()
  }
}

const sansEffet = () => undefined

/**
 * La connexion d'un import : une transaction par fichier, des tables temporaires, COPY.
 *
 * COPY tient la connexion nue de `pg`, que Kysely ne montre pas.
 */
export class SessionImport {
  readonly #client: pg.ClientBase

  constructor(client: pg.ClientBase) {
    this.#client = client
  }

  async lignes<R extends pg.QueryResultRow>(texte: string, valeurs: readonly unknown[] = []): Promise<R[]> {
    return (await this.#client.query<R>(texte, [...valeurs])).rows
  }

  /** Nombre de lignes touchées. */
  async executer(texte: string, valeurs: readonly unknown[] = []): Promise<number> {
    return (await this.#client.query(texte, [...valeurs])).rowCount ?? 0
  }

  /** Verse dans une table des lignes déjà au format binaire de COPY. */
  async copier(table: string, octets: Uint8Array): Promise<void> {
    await finished(this.#client.query(copierDepuis(`copy ${table} from stdin (format binary)`)).end(octets))
  }

  /** Tout ou rien : la transaction est défaite si `corps` échoue ou si le processus meurt. */
  async enTransaction<T>(corps: () => Promise<T>): Promise<T> {
    await this.executer('begin')
    try {
      const resultat = await corps()
      await this.executer('commit')
      return resultat
    } catch (erreur) {
      await this.executer('rollback').catch(() => undefined)
      throw erreur
    }
  }
}
