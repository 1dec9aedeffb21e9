import type { Contexte } from './contexte.ts'

/**
 * Ce que vise un acte. Un élève n'entre au journal que par son empreinte : deux lignes voisines, l'une nommant l'élève et
 * l'autre son dossier, suffiraient à dire qui est suivi.
 */
export type Sujet = { readonly cibleId?: string | undefined; readonly eleveId?: string | undefined }

/** Ajoute une ligne au journal dans la transaction courante ; `refus` est le code stable du motif. */
export async function ecrireJournal({ tx, agent, coffre }: Contexte, action: string, sujet: Sujet, refus?: string): Promise<void> {
  await tx
    .insertInto('socle.journal')
    .values({
      agent_id: agent.id,
      action,
      resultat: refus === undefined ? 'accord' : 'refus',
      motif: refus ?? null,
      cible_id: sujet.cibleId ?? null,
      cible_aveugle: sujet.eleveId === undefined ? null : coffre.empreinte('journal.eleve', sujet.eleveId),
    })
    .execute()
}
