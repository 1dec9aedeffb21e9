import type { Contexte } from '#socle/cas-usage.ts'
import { sql } from '#socle/db.ts'

/** Mes actes du mois en cours, par type ; un acte rectifié ne compte qu'une fois. Pour l'accueil. */
export async function compterMonMois({ tx, aujourdHui }: Contexte): Promise<readonly { readonly type: string; readonly nombre: number }[]> {
  const { rows } = await sql<{ type: string; nombre: number }>`
    select type, nombre
      from actes.compter_mon_activite(date_trunc('month', ${aujourdHui}::date)::date, (date_trunc('month', ${aujourdHui}::date) + interval '1 month')::date)`.execute(
    tx,
  )
  return rows
}
