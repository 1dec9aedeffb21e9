import { Kysely, sql, type Transaction } from 'kysely'
import pg from 'pg'
import { compterSql } from './mesures.ts'
import { DialectePreparant } from './requetes-preparees.ts'
import type { DB } from './schema-base.ts'

export type Db = Kysely<DB>
export type Tx = Transaction<DB>
export { sql }

// Un jour civil reste un texte « AAAA-MM-JJ » : le Date de `pg` le décalerait selon le fuseau du serveur.
pg.types.setTypeParser(pg.types.builtins.DATE, (jour) => jour)
pg.types.setTypeParser(pg.types.builtins.INT8, Number)
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number)

/** `generique` : un plan par requête et par connexion, dressé une fois, sans essayer d'abord ceux de cinq jeux de valeurs. */
export type OptionsBase = { readonly max?: number; readonly nom?: string; readonly generique?: boolean }

/**
 * Ouvre une réserve de connexions. La perte du serveur ne tue pas le processus : la requête en cours échoue, la suivante
 * rouvre une connexion.
 */
export function ouvrirBase(url: string, { max = 10, nom = 'egide', generique = false }: OptionsBase = {}): Db {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    application_name: nom,
    options: `-c TimeZone=Europe/Paris${generique ? ' -c plan_cache_mode=force_generic_plan' : ''}`,
    // Des lectures indépendantes partent ensemble (`Promise.all`), sans attendre la réponse de la précédente.
    pipeline: true,
    // Une connexion garde ses plans : la refermer après dix secondes d'inactivité les ferait tous redresser à la prochaine affluence.
    idleTimeoutMillis: 0,
  })
  pool.on('error', () => undefined)
  return new Kysely<DB>({
    dialect: new DialectePreparant(pool),
    log: (evenement) => compterSql(evenement.queryDurationMillis),
  })
}

/** Sans identité portée, les politiques de ligne ne montrent rien. L'identité meurt avec la transaction. */
export async function porterIdentite(tx: Tx, agentId: string): Promise<void> {
  await sql`select set_config('egide.agent_id', ${agentId}, true)`.execute(tx)
}
