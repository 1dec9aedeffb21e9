import type { Db, Tx } from '#socle/db.ts'
import { type NatureModele, schemaNatureModele } from './protocole.ts'

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

/** Les écrits qui ont leur modèle dans une version. */
export async function listModeles(tx: Db | Tx, protocoleId: string): Promise<NatureModele[]> {
  const rows = await tx
    .selectFrom('referentiels.protocole_modele')
    .select('nature')
    .where('protocole_id', '=', protocoleId)
    .orderBy('nature')
    .execute()
  return rows.map((row) => schemaNatureModele.parse(row.nature))
}
