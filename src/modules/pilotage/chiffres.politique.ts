import type { Agent, Fonction } from '#socle/agent.ts'
import { ACCORD, type Decision, refus } from '#socle/decision.ts'
import type { TerritoireVise } from './chiffres.ts'

/** Les fonctions qui lisent les chiffres d'un territoire. Aucune d'elles n'y gagne un droit sur le contenu d'un dossier. */
export const FONCTIONS_CHIFFRES = ['ctss_bassin', 'ctss_departement', 'ctss_academie', 'ctss_national'] as const satisfies readonly [
  Fonction,
  ...Fonction[],
]

/**
 * Lire les chiffres d'un territoire : y exercer, ou au-dessus, une fonction de conseil technique.
 *
 * @source circulaire n° 2017-055 §2.2.2, §2.3, §2.4 — recueil et analyse des données à chaque niveau
 */
export function peutLireChiffres(agent: Agent, territoire: TerritoireVise): Decision {
  const couvre = agent.affectations.some(
    (a) => (FONCTIONS_CHIFFRES as readonly Fonction[]).includes(a.fonction) && territoire.ancetres.includes(a.territoireId),
  )
  return couvre ? ACCORD : refus('pilotage.hors_perimetre', 'Ces chiffres sont ceux d’un territoire dont vous n’avez pas la charge.')
}
