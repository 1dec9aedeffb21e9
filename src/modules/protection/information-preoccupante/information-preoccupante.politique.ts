import { type Dossier, peutEcrire, peutLire, peutLister, peutOrganiser } from '#modules/dossiers/index.ts'
import type { Agent } from '#socle/agent.ts'
import { ACCORD, type Decision, refus } from '#socle/decision.ts'

type Vise = { readonly dossier: Pick<Dossier, 'etablissementId' | 'statut' | 'estAdmis'> }

/** Lire une information préoccupante : qui lit le dossier. Ni l'encadrement, ni l'administration. @source CASF L411-3 */
export const peutLireInformation = (agent: Agent, { dossier }: Vise): Decision => peutLire(agent, dossier)

/**
 * Rédiger, et dire l'information préalable des titulaires : qui écrit dans le dossier, stagiaire compris, auteur du brouillon ou
 * non : un brouillon commencé par l'une s'achève par sa remplaçante.
 *
 * @source CASF L411-3 — le secret lie l'assistant de service social et l'étudiant
 */
export const peutRediger = (agent: Agent, { dossier }: Vise): Decision => peutEcrire(agent, dossier)

/**
 * Transmettre : l'assistant de service social de l'établissement, qui signe. Le stagiaire prépare, il n'engage pas le service.
 *
 * @source CASF L226-2-1 — les personnes qui concourent à la protection de l'enfance transmettent sans délai
 * @source circulaire n° 2017-055 du 22 mars 2017, §1 — le stagiaire travaille sous la responsabilité de son tuteur
 */
export function peutTransmettre(agent: Agent, { dossier }: Vise): Decision {
  const decision = peutOrganiser(agent, dossier)
  if (decision.permis || decision.motif !== 'dossiers.stagiaire') return decision
  return refus(
    'protection.stagiaire',
    'Transmettre et signer reviennent à l’assistant de service social de l’établissement. Votre brouillon l’attend.',
    'CASF L226-2-1',
  )
}

/**
 * Consigner ce qui revient (accusé, qualification, relance, réponse) : l'assistant de service social de l'établissement, dossier
 * clos compris, car la réponse due arrive quand elle arrive.
 *
 * @source CASF L226-5
 */
export function peutConsignerEtape(agent: Agent, { dossier }: Vise): Decision {
  const lecture = peutLire(agent, dossier)
  if (!lecture.permis) return lecture
  if (agent.fonctions.has('assistant_social') && agent.etablissementsSuivis.has(dossier.etablissementId)) return ACCORD
  return refus(
    'protection.suivi',
    'Le suivi d’une information transmise revient à l’assistant de service social de l’établissement.',
    'CASF L226-5',
  )
}

/** Lister les informations préoccupantes de ses dossiers. */
export const peutListerInformations = (agent: Agent): Decision => peutLister(agent)
