import type { Agent } from '#socle/agent.ts'
import { ACCORD, type Decision, refus } from '#socle/decision.ts'

type Corrigible = { readonly auteurId: string; readonly etablissementId: string }

/**
 * Consigner une action sans nom : l'assistant de service social, dans un de ses établissements ; nul : il ne l'a pas encore choisi.
 *
 * @source circulaire n° 2017-055 du 22 mars 2017, §1.3 — conseil technique, participation aux instances, actions collectives
 */
export function peutConsignerSansNom(agent: Agent, { etablissementId }: { readonly etablissementId: string | null }): Decision {
  if (!agent.fonctions.has('assistant_social'))
    return refus(
      'actions_collectives.fonction',
      'Seul un assistant de service social consigne ces actions.',
      'circulaire n° 2017-055, §1.3',
    )
  if (etablissementId !== null && !agent.etablissementsSuivis.has(etablissementId))
    return refus('actions_collectives.hors_secteur', 'Cet établissement n’est pas l’un des vôtres.')
  return ACCORD
}

/**
 * Corriger ou annuler une action sans nom : son auteur, tant que l'établissement est l'un des siens.
 *
 * @source CNIL, délibération n° 2005-038 — aucun chiffre par agent au-dessus de l'agent : personne d'autre ne la lit ni ne la corrige
 */
export function peutCorriger(agent: Agent, action: Corrigible): Decision {
  if (action.auteurId !== agent.id) return refus('actions_collectives.d_autrui', 'Cette page n’existe pas ou ne vous est pas accessible.')
  return peutConsignerSansNom(agent, action)
}

/** Remplacer une action par une autre : qui peut corriger la première, et consigner la seconde là où elle se passe. */
export function peutRemplacer(
  agent: Agent,
  { ancienne, etablissementId }: { readonly ancienne: Corrigible; readonly etablissementId: string },
) {
  const correction = peutCorriger(agent, ancienne)
  return correction.permis ? peutConsignerSansNom(agent, { etablissementId }) : correction
}
