import type { Db, Tx } from '#socle/db.ts'
import type { NatureModele } from './protocole.ts'

/** Le modèle propre à une version du protocole, ou rien : le modèle national vaut. */
export async function findModele(tx: Db | Tx, protocoleId: string, nature: NatureModele): Promise<string | null> {
  const row = await tx
    .selectFrom('referentiels.protocole_modele')
    .select('source')
    .where('protocole_id', '=', protocoleId)
    .where('nature', '=', nature)
    .executeTakeFirst()
  return row?.source ?? null
}
