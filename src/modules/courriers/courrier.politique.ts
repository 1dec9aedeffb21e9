import { type Dossier, peutLire } from '#modules/dossiers/index.ts'
import type { Agent } from '#socle/agent.ts'
import { type Decision, refus } from '#socle/decision.ts'

type Vise = { readonly dossier: Pick<Dossier, 'etablissementId' | 'statut' | 'estAdmis'> }

/** Lire et rédiger une lettre : qui lit le dossier, clos compris (une réponse tardive se relance). @source CASF L411-3 */
export const peutRedigerCourrier = (agent: Agent, { dossier }: Vise): Decision => peutLire(agent, dossier)

/** Signer et figer : l'assistant de service social de l'établissement. @source circulaire n° 2017-055, §1 */
export function peutSigner(agent: Agent, { dossier }: Vise): Decision {
  const lecture = peutLire(agent, dossier)
  if (!lecture.permis || agent.etablissementsSuivis.has(dossier.etablissementId)) return lecture
  return refus(
    'courriers.signature',
    'Signer revient à l’assistant de service social de l’établissement. Votre brouillon l’attend.',
    'CASF L411-3',
  )
}
