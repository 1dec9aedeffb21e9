import { type Dossier, peutEcrire, peutLire } from '#modules/dossiers/index.ts'
import type { Agent } from '#socle/agent.ts'
import type { Decision } from '#socle/decision.ts'

type Vise = { readonly dossier: Pick<Dossier, 'etablissementId' | 'statut' | 'estAdmis'> }

/** Lire les paroles consignées, et à qui l'enfant a déjà raconté : qui lit le dossier. @source CASF L411-3 */
export const peutLireParoles = (agent: Agent, { dossier }: Vise): Decision => peutLire(agent, dossier)

/**
 * Sceller des paroles, les annoter, consigner un récit fait ailleurs : qui écrit dans le dossier, stagiaire compris ; dossier
 * clos, personne.
 *
 * @source CASF L411-3 — le secret lie l'assistant de service social et l'étudiant
 */
export const peutConsignerParoles = (agent: Agent, { dossier }: Vise): Decision => peutEcrire(agent, dossier)
