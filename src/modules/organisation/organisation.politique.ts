import type { Agent, Fonction } from '#socle/agent.ts'
import { ACCORD, type Decision, refus } from '#socle/decision.ts'
import type { DepartementVise } from './departement.ts'

/** Qui lit le protocole : ceux qui transmettent et ceux qui les conseillent. */
export const LECTEURS = [
  'assistant_social',
  'stagiaire',
  'ctss_bassin',
  'ctss_departement',
  'ctss_academie',
  'ctss_national',
] as const satisfies readonly [Fonction, ...Fonction[]]

/** Qui organise le service du département. */
export const ORGANISATEURS = ['ctss_departement'] as const satisfies readonly [Fonction, ...Fonction[]]

const parmi = (fonctions: readonly Fonction[], fonction: Fonction) => fonctions.includes(fonction)

/**
 * Lire le protocole d'un département : y exercer, ou en avoir la charge au-dessus.
 *
 * @source CASF L226-3 — les services publics et les établissements participent au dispositif départemental
 */
export function peutLireProtocole(agent: Agent, departement: DepartementVise): Decision {
  const exerce = agent.affectations.some((a) => parmi(LECTEURS, a.fonction) && departement.apparentes.includes(a.territoireId))
  return exerce ? ACCORD : refus('organisation.autre_departement', 'Ce protocole est celui d’un département où vous n’exercez pas.')
}

/**
 * Organiser le service d'un département (protocole, bassins, secteurs) : son conseiller technique départemental, lui seul.
 *
 * @source circulaire n° 2017-055 du 22 mars 2017, §2.2.1 et §2.2.2 — organiser le service et ses secteurs ; des adjoints le suppléent
 */
export function peutOrganiser(agent: Agent, departement: DepartementVise): Decision {
  const responsable = agent.affectations.some((a) => parmi(ORGANISATEURS, a.fonction) && departement.ancetres.includes(a.territoireId))
  return responsable
    ? ACCORD
    : refus(
        'organisation.autre_departement',
        'Seul le conseiller technique de ce département organise son service.',
        'circulaire n° 2017-055, §2.2.2',
      )
}
