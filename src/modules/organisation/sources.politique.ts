import type { Agent } from '#socle/agent.ts'
import { ACCORD, type Decision, refus } from '#socle/decision.ts'

/**
 * Lire d'où viennent les données : tout agent qui exerce. Rien de nominatif n'y est.
 *
 * @source Licence Ouverte 2.0 — la mention de la source et de sa date accompagne toute réutilisation
 */
export function peutLireSources(agent: Agent): Decision {
  return agent.fonctions.size > 0 ? ACCORD : refus('organisation.sans_fonction', 'Aucune fonction ne vous est confiée aujourd’hui.')
}
