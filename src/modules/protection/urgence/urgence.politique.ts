import { type Dossier, peutLire } from '#modules/dossiers/index.ts'
import type { Agent } from '#socle/agent.ts'
import { ACCORD, type Decision, refus } from '#socle/decision.ts'

/** Les fonctions du service social, à qui la page d'urgence s'adresse. */
export const FONCTIONS_URGENCE = [
  'assistant_social',
  'stagiaire',
  'ctss_bassin',
  'ctss_departement',
  'ctss_academie',
  'ctss_national',
] as const

/** Lire les numéros d'urgence : tout le service social. Rien de nominatif n'y est. */
export function peutLireUrgence(agent: Agent): Decision {
  return FONCTIONS_URGENCE.some((f) => agent.fonctions.has(f))
    ? ACCORD
    : refus('protection.fonction', 'Cette page est celle du service social. En cas de danger immédiat, appelez le 17 ou le 119.')
}

type Vise = { readonly dossier: Pick<Dossier, 'etablissementId' | 'estAdmis'> }

/**
 * Noter une urgence, la relire, la compléter : qui lit le dossier, clos compris. Un dossier qu'un collègue clôt pendant qu'on écrit ne
 * doit pas faire perdre ce qui vient d'être tapé (ADR 0019).
 *
 * @source CASF L411-3 — le secret lie l'assistant de service social et l'étudiant
 * @lu 2026-11-26
 */
export const peutNoterUrgence = (agent: Agent, { dossier }: Vise): Decision => peutLire(agent, dossier)
