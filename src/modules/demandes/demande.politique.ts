import { type Dossier, peutLire } from '#modules/dossiers/index.ts'
import type { Agent } from '#socle/agent.ts'
import { type Decision, refus } from '#socle/decision.ts'

type Vise = { readonly dossier: Pick<Dossier, 'etablissementId' | 'statut' | 'estAdmis'> }

/** Lire une demande : qui lit le dossier. @source CASF L411-3 */
export const peutLireDemande = (agent: Agent, { dossier }: Vise): Decision => peutLire(agent, dossier)

/**
 * Enregistrer une demande, y répondre ou la refuser : l'assistant de service social de l'établissement, dossier clos compris. Le
 * secret est le sien ; un stagiaire ne le lève pas.
 *
 * @source code pénal 226-13 ; CASF L411-3
 */
export function peutRepondre(agent: Agent, { dossier }: Vise): Decision {
  const lecture = peutLire(agent, dossier)
  if (!lecture.permis || agent.etablissementsSuivis.has(dossier.etablissementId)) return lecture
  return refus(
    'demandes.fonction',
    'Une demande venue du dehors se reçoit et se traite par l’assistant de service social de l’établissement.',
    'CASF L411-3',
  )
}
