import type { Agent } from '#socle/agent.ts'
import { ACCORD, type Decision, refus } from '#socle/decision.ts'

/**
 * Chercher un élève : l'assistant de service social, dans les établissements qu'il suit ; la base n'en rend pas d'autres.
 *
 * @source CASF L411-3 — le secret suit la profession, non la hiérarchie
 */
export function peutChercher(agent: Agent): Decision {
  if (!agent.fonctions.has('assistant_social'))
    return refus('eleves.fonction', 'La recherche d’élèves est réservée aux assistants de service social.', 'CASF L411-3')
  return ACCORD
}

/**
 * Lire, créer ou compléter la fiche d'un élève : l'assistant de service social qui suit son établissement.
 *
 * @source CASF L411-3
 */
export function peutTenirFiche(agent: Agent, { etablissementId }: { readonly etablissementId: string }): Decision {
  const metier = peutChercher(agent)
  if (!metier.permis) return metier
  if (!agent.etablissementsSuivis.has(etablissementId))
    return refus('eleves.hors_secteur', 'Cet établissement n’est pas l’un des vôtres.', 'CASF L411-3')
  return ACCORD
}

/** Déposer un fichier : l'assistant pour les établissements qu'il suit, l'administrateur pour tous, sans jamais voir un nom. */
export function peutImporter(agent: Agent, { etablissementId }: { readonly etablissementId: string | null }): Decision {
  if (agent.fonctions.has('administrateur')) return ACCORD
  if (!agent.fonctions.has('assistant_social'))
    return refus('eleves.fonction', 'L’import est réservé aux assistants de service social et aux administrateurs.')
  if (etablissementId !== null && !agent.etablissementsSuivis.has(etablissementId))
    return refus('eleves.hors_secteur', 'Cet établissement n’est pas l’un des vôtres.')
  return ACCORD
}
