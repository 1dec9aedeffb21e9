import type { Agent, Fonction } from '#socle/agent.ts'
import { ACCORD, type Decision, refus } from '#socle/decision.ts'
import type { TerritoireVise } from './chiffres.ts'

/** Les fonctions qui lisent les chiffres d'un territoire. Aucune d'elles n'y gagne un droit sur le contenu d'un dossier. */
export const FONCTIONS_CHIFFRES = ['ctss_bassin', 'ctss_departement', 'ctss_academie', 'ctss_national'] as const satisfies readonly [
  Fonction,
  ...Fonction[],
]

const exerceSur = (agent: Agent, territoires: readonly string[]): boolean =>
  agent.affectations.some((a) => (FONCTIONS_CHIFFRES as readonly Fonction[]).includes(a.fonction) && territoires.includes(a.territoireId))

const HORS_PERIMETRE = refus('pilotage.hors_perimetre', 'Ces chiffres sont ceux d’un territoire dont vous n’avez pas la charge.')

/**
 * Lire les chiffres en cours d'un territoire : y exercer le conseil technique. Ni au-dessus ni au-dessous : un chiffre ne monte que validé,
 * dans un rapport, et ceux d'un territoire retranchés de ceux d'un autre diraient ce que chacun masque (ADR 0011).
 *
 * @source circulaire n° 2017-055 §2.2.2, §2.3, §2.4 — recueil et analyse des données à chaque niveau
 */
export const peutLireChiffres = (agent: Agent, territoire: Pick<TerritoireVise, 'id'>): Decision =>
  exerceSur(agent, [territoire.id]) ? ACCORD : HORS_PERIMETRE

/** Lire la couverture d'un territoire, qui n'est pas secrète : y exercer le conseil technique, ou au-dessus. */
export const peutLireCouverture = (agent: Agent, territoire: TerritoireVise): Decision =>
  exerceSur(agent, territoire.ancetres) ? ACCORD : HORS_PERIMETRE
