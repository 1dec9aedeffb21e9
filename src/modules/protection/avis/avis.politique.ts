import { type Dossier, peutEcrire } from '#modules/dossiers/index.ts'
import type { Agent } from '#socle/agent.ts'
import { ACCORD, type Decision, refus } from '#socle/decision.ts'

/** Les fonctions à qui un avis peut se demander. */
export const CONSEIL_PROCHE = ['ctss_bassin', 'ctss_departement'] as const

/** Demander un avis : qui rédige dans le dossier. @source circulaire n° 2017-055, §2.2 — conseil technique aux assistants */
export const peutDemanderAvis = (
  agent: Agent,
  { dossier }: { readonly dossier: Pick<Dossier, 'etablissementId' | 'statut' | 'estAdmis'> },
): Decision => peutEcrire(agent, dossier)

/** Lire et rendre les avis qu'on nous demande. */
export const peutLireSesAvis = (agent: Agent): Decision =>
  CONSEIL_PROCHE.some((f) => agent.fonctions.has(f))
    ? ACCORD
    : refus('protection.avis_fonction', 'Les avis se demandent aux conseillers techniques.')

/** Rendre cet avis : à qui il est demandé, et à nul autre. */
export const peutRendreAvis = (agent: Agent, { conseillerId }: { readonly conseillerId: string }): Decision =>
  agent.id === conseillerId ? peutLireSesAvis(agent) : refus('protection.avis_autrui', 'Cet avis est demandé à quelqu’un d’autre.')
