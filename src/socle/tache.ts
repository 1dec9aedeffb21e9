import type { z } from 'zod'
import type { Coffre } from './coffre.ts'
import { type Db, sql, type Tx } from './db.ts'

/** Ce dont une tâche dispose. Elle ouvre elle-même ses transactions, sous le rôle `egide_tache`. */
export type ContexteTache = {
  readonly db: Db
  readonly coffre: Coffre
  readonly maintenant: () => Date
  readonly identifiant: () => string
  readonly signal: AbortSignal
}

/** Une tâche peut être rejouée : `executer` doit donner le même état qu'on la lance une ou deux fois. */
export type Tache<Charge extends z.ZodType = z.ZodType> = {
  readonly nom: `${string}.${string}`
  readonly charge: Charge
  readonly executer: (contexte: ContexteTache, charge: z.output<Charge>) => Promise<void>
  /** Heure de lancement périodique, au format cron de graphile-worker (UTC). */
  readonly cron?: string
}

export function tache<Charge extends z.ZodType>(definition: Tache<Charge>): Tache<Charge> {
  return definition
}

/** Inscrite dans la transaction du cas d'usage : ni tâche orpheline, ni effet perdu. La charge ne porte ni nom ni texte. */
export async function planifier<Charge extends z.ZodType>(
  tx: Tx,
  t: Tache<Charge>,
  charge: z.input<Charge>,
  { cleUnique }: { readonly cleUnique?: string } = {},
): Promise<void> {
  await sql`select socle.planifier(${t.nom}, ${JSON.stringify(charge)}::json, ${cleUnique ?? null})`.execute(tx)
}
