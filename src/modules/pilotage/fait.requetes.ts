import type { Contexte } from '#socle/cas-usage.ts'
import { type Fait, trancheAge } from './fait.ts'

/**
 * Dépose un fait dans la transaction de l'acte. Il n'est plus lisible d'ici, et part mélangé aux autres.
 *
 * @source ADR 0011 — observation sans clé
 */
export async function deposerFait({ tx }: Pick<Contexte, 'tx'>, fait: Fait): Promise<void> {
  await tx
    .insertInto('observation.depot')
    .values({
      mois: `${fait.le.slice(0, 7)}-01`,
      etablissement_id: fait.etablissementId,
      type: fait.type,
      type_acte: fait.typeActe ?? null,
      motif: fait.motif ?? null,
      motifs_associes: [...(fait.motifsAssocies ?? [])],
      origine: fait.origine ?? null,
      niveau: fait.niveau ?? null,
      sexe: fait.sexe ?? null,
      tranche_age: trancheAge(fait.age),
      issue: fait.issue ?? null,
      delai: fait.delai ?? null,
      delai_inquietude: fait.delaiInquietude ?? null,
      sens: fait.sens ?? 1,
      regime: fait.regime ?? null,
      theme: fait.theme ?? null,
      instance: fait.instance ?? null,
      role: fait.role ?? null,
      classes: fait.classes ?? null,
      eleves: fait.eleves ?? null,
      parents: fait.parents ?? null,
      inconnus: [...(fait.inconnus ?? [])],
      partenaires: [...(fait.partenaires ?? [])],
    })
    .execute()
}
