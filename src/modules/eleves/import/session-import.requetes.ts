import { finished } from 'node:stream/promises'
import pg from 'pg'
import { from as copierDepuis } from 'pg-copy-streams'

/**
 * La connexion d'un import, sous le rôle des tâches : une transaction par fichier, des tables temporaires, COPY.
 *
 * COPY tient la connexion nue de `pg`, que Kysely ne montre pas.
 */
export class SessionImport {
  readonly #client: pg.Client

  private constructor(client: pg.Client) {
    this.#client = client
  }

  static async ouvrir(url: string): Promise<SessionImport> {
    const client = new pg.Client({ connectionString: url, application_name: 'egide import' })
    // La perte du serveur échoue dans la requête en cours ; sans écouteur, elle tuerait le processus.
    client.on('error', () => undefined)
    await client.connect()
    // Les tables temporaires d'un grand fichier, leurs tris et leurs index tiennent en mémoire : cette connexion est presque seule de son genre.
    await client.query(`set temp_buffers = '64MB'; set work_mem = '64MB'; set maintenance_work_mem = '64MB'`)
    return new SessionImport(client)
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

  async fermer(): Promise<void> {
    await this.#client.end().catch(() => undefined)
  }
}
