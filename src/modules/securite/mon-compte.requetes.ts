import { sql, type Tx } from '#socle/db.ts'

export type MonCompte = {
  readonly identifiant: string
  readonly nomAffiche: string
  readonly demonstration: boolean
  readonly totpConfirmeLe: Date | null
  readonly codesRestants: number
}

/** Le compte de l'agent courant ; jamais son mot de passe ni ses secrets. */
export function findMonCompte(tx: Tx, agentId: string): Promise<MonCompte> {
  return tx
    .selectFrom('securite.agent as a')
    .innerJoin('securite.identification as i', 'i.agent_id', 'a.id')
    .select(['a.identifiant', 'a.nom_affiche as nomAffiche', 'a.demonstration', 'i.totp_confirme_le as totpConfirmeLe'])
    .select(
      sql<number>`(select count(*) from securite.code_secours c where c.agent_id = a.id and c.utilise_le is null)`.as('codesRestants'),
    )
    .where('a.id', '=', agentId)
    .executeTakeFirstOrThrow()
}

export type LigneDeMonJournal = { readonly survenuLe: Date; readonly action: string; readonly resultat: 'accord' | 'refus' }
export const JOURNAL_MAX = 200

/** Mes actes, le plus récent d'abord, sans ce qu'ils visent. */
export async function listMonJournal(tx: Tx): Promise<LigneDeMonJournal[]> {
  const { rows } = await sql<LigneDeMonJournal>`
    select survenu_le as "survenuLe", action, resultat from securite.mon_journal(${JOURNAL_MAX})`.execute(tx)
  return rows
}
