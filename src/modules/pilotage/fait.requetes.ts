import type { Contexte } from '#socle/cas-usage.ts'
import { planifier } from '#socle/tache.ts'
import { type Fait, trancheAge } from './fait.ts'
import { verserFaits } from './verser-faits.tache.ts'

/** Délai avant versement : assez long pour que plusieurs actes partent mêlés, assez court pour que les chiffres vivent. */
const DELAI_VERSEMENT_MS = 60_000

/**
 * Dépose un fait dans la transaction de l'acte. Il n'est plus lisible d'ici, et part mélangé aux autres.
 *
 * @source ADR 0011 — observation sans clé
 */
export async function deposerFait({ tx, maintenant }: Contexte, fait: Fait): Promise<void> {
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
    })
    .execute()
  await planifier(tx, verserFaits, {}, { cleUnique: verserFaits.nom, pasAvant: new Date(maintenant.getTime() + DELAI_VERSEMENT_MS) })
}
