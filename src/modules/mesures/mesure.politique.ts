import { type Dossier, peutEcrire, peutLire } from '#modules/dossiers/index.ts'
import type { Agent } from '#socle/agent.ts'
import type { Decision } from '#socle/decision.ts'

type Vise = { readonly dossier: Pick<Dossier, 'etablissementId' | 'statut' | 'estAdmis'> }

/** Lire les mesures d'un enfant : qui lit son dossier. @source CASF L411-3 */
export const peutLireMesures = (agent: Agent, { dossier }: Vise): Decision => peutLire(agent, dossier)

/** Inscrire une mesure, sa fin, la revue de majorité : qui écrit dans le dossier. @source CASF L411-3 */
export const peutInscrireMesure = (agent: Agent, { dossier }: Vise): Decision => peutEcrire(agent, dossier)
