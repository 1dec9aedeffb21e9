import type { Db, Tx } from '#socle/db.ts'
import { type CleParametre, parametres } from './parametres.ts'

/** La valeur d'un réglage ; celle de départ tant que la base n'en a pas. */
export async function lireParametre(tx: Db | Tx, cle: CleParametre): Promise<number> {
  const row = await tx.selectFrom('referentiels.parametre').select('valeur').where('cle', '=', cle).executeTakeFirst()
  return typeof row?.valeur === 'number' ? row.valeur : parametres[cle].valeur
}
