import { type Dossier, peutEcrire, peutLire, peutOrganiser } from '#modules/dossiers/index.ts'
import type { Agent } from '#socle/agent.ts'
import { ACCORD, type Decision, refus } from '#socle/decision.ts'

type Vise = { readonly dossier: Pick<Dossier, 'etablissementId' | 'statut' | 'estAdmis'> }

/** Lire un signalement : qui lit le dossier. Ni l'encadrement, ni l'administration. @source CASF L411-3 */
export const peutLireSignalement = (agent: Agent, { dossier }: Vise): Decision => peutLire(agent, dossier)

/** Rédiger : qui écrit dans le dossier, stagiaire compris. @source CASF L411-3 */
export const peutRedigerSignalement = (agent: Agent, { dossier }: Vise): Decision => peutEcrire(agent, dossier)

/**
 * Transmettre : l'assistant de service social de l'établissement. Le stagiaire prépare.
 *
 * @source CPP art. 40 ; circulaire n° 2017-055 du 22 mars 2017, §1
 */
export function peutTransmettreSignalement(agent: Agent, { dossier }: Vise): Decision {
  const decision = peutOrganiser(agent, dossier)
  if (decision.permis || decision.motif !== 'dossiers.stagiaire') return decision
  return refus(
    'protection.stagiaire',
    'Transmettre revient à l’assistant de service social de l’établissement. Votre brouillon l’attend.',
    'CPP art. 40',
  )
}

/** Consigner copie, accusé, suites : l'assistant de service social de l'établissement, dossier clos compris. @source CASF L226-4 II */
export function peutSuivreSignalement(agent: Agent, { dossier }: Vise): Decision {
  const lecture = peutLire(agent, dossier)
  if (!lecture.permis) return lecture
  if (agent.fonctions.has('assistant_social') && agent.etablissementsSuivis.has(dossier.etablissementId)) return ACCORD
  return refus(
    'protection.suivi',
    'Le suivi d’un signalement revient à l’assistant de service social de l’établissement.',
    'CASF L226-4 II',
  )
}
