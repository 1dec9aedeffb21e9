import type { Agent } from '#socle/agent.ts'
import { ACCORD, type Decision, refus } from '#socle/decision.ts'
import type { Dossier } from './dossier.ts'

type Situe = Pick<Dossier, 'etablissementId' | 'estAdmis'>
type Suivi = Situe & Pick<Dossier, 'statut'>

const HORS_PERIMETRE = 'Ce dossier n’existe pas ou ne vous est pas accessible.'
const SECRET = 'CASF L411-3'

/**
 * Lire un dossier : l'assistant de service social affecté à l'établissement, ou le stagiaire qui y est admis. Ni la
 * hiérarchie, ni l'administration.
 *
 * @source CASF L411-3 — secret professionnel de l'assistant de service social et de l'étudiant
 * @source code pénal 226-13
 */
export function peutLire(agent: Agent, dossier: Situe): Decision {
  if (agent.fonctions.has('assistant_social') && agent.etablissementsSuivis.has(dossier.etablissementId)) return ACCORD
  if (agent.fonctions.has('stagiaire') && dossier.estAdmis) return ACCORD
  return refus('dossiers.hors_perimetre', HORS_PERIMETRE, SECRET)
}

/** Écrire dans un dossier : qui le lit, tant qu'il est ouvert. */
export function peutEcrire(agent: Agent, dossier: Suivi): Decision {
  const lecture = peutLire(agent, dossier)
  if (!lecture.permis) return lecture
  if (dossier.statut === 'clos')
    return refus(
      'dossiers.clos',
      'Ce dossier est clos : il se lit encore, mais plus rien ne s’y écrit. Ouvrez un nouveau dossier, qui renverra à celui-ci.',
    )
  return ACCORD
}

/**
 * Organiser un dossier (admettre un stagiaire, clore, dire la famille) : l'assistant de service social de l'établissement.
 *
 * @source circulaire n° 2017-055 du 22 mars 2017, §1 — le stagiaire travaille sous la responsabilité de son tuteur
 */
export function peutOrganiser(agent: Agent, dossier: Suivi): Decision {
  const ecriture = peutEcrire(agent, dossier)
  if (!ecriture.permis) return ecriture
  if (!agent.etablissementsSuivis.has(dossier.etablissementId))
    return refus(
      'dossiers.stagiaire',
      'Cela revient à l’assistant de service social de l’établissement, qui vous a admis dans ce dossier.',
      SECRET,
    )
  return ACCORD
}

/** Ouvrir un dossier : l'assistant de service social de l'établissement de l'élève. */
export function peutOuvrir(agent: Agent, eleve: { readonly etablissementId: string }): Decision {
  if (agent.fonctions.has('assistant_social') && agent.etablissementsSuivis.has(eleve.etablissementId)) return ACCORD
  return refus('dossiers.hors_secteur', 'Cet élève n’existe pas ou n’est pas dans vos établissements.', SECRET)
}

/** Voir la liste de ses dossiers : les seules fonctions qui peuvent en avoir. */
export function peutLister(agent: Agent): Decision {
  if (agent.fonctions.has('assistant_social') || agent.fonctions.has('stagiaire')) return ACCORD
  return refus('dossiers.fonction', 'Votre fonction n’ouvre aucun dossier.', SECRET)
}
