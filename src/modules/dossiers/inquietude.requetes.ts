import { type ClasseDelai, classeDelai } from '#modules/pilotage/index.ts'
import type { Contexte } from '#socle/cas-usage.ts'
import { sql } from '#socle/db.ts'
import { MOTIFS_D_INQUIETUDE } from './inquietude.ts'

/**
 * Le temps écoulé entre la première inquiétude que le dossier porte et le jour `au`, en classes ; null : il n'en porte aucune à la date de
 * l'écrit. La première en date de : paroles scellées de l'enfant, urgence notée, acte non rectifié ou ouverture d'un motif d'inquiétude.
 * Ce que l'agent ne peut pas lire du dossier ne compte pas. Aucune source ne définit la « première inquiétude » : proposition Égide (ADR 0035).
 *
 * @param ecritLe jour de l'IP, du signalement ou de la clôture, « AAAA-MM-JJ » : ce qui est arrivé après n'a pas pu l'inquiéter
 */
export async function delaiInquietude(
  { tx }: Pick<Contexte, 'tx'>,
  dossierId: string,
  ecritLe: string,
  au: string = ecritLe,
): Promise<ClasseDelai | null> {
  const { rows } = await sql<{ le: string | null }>`
    select dossiers.premiere_inquietude(${dossierId}, ${[...MOTIFS_D_INQUIETUDE]}, ${ecritLe}) as le`.execute(tx)
  const le = rows[0]?.le ?? null
  return le === null ? null : classeDelai(le, au)
}
