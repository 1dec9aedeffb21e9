import type { Agent, Fonction } from '#socle/agent.ts'
import { ACCORD, type Decision, refus } from '#socle/decision.ts'
import { FONCTIONS_DE_L_EQUIPE, FONCTIONS_DU_SECRET } from './comptes.ts'

type CompteVise = { readonly id: string; readonly fermeLe: Date | null; readonly demonstration: boolean }
/** `ancetres` : le territoire de l'affectation et tous ceux qui le contiennent. */
export type AffectationVisee = { readonly agentId: string; readonly fonction: Fonction; readonly ancetres: readonly string[] }

/** Chacun gère son compte, ses sessions, ses secrets. */
export const peutGererSonCompte = (): Decision => ACCORD

/** Un compte de démonstration est partagé : qui en changerait les secrets le fermerait aux autres. */
export function peutChangerSesSecrets(_agent: Agent, compte: { readonly demonstration: boolean }): Decision {
  return compte.demonstration
    ? refus('securite.compte_partage', 'Ce compte de démonstration est partagé : son mot de passe et sa vérification ne se changent pas.')
    : ACCORD
}

/** Comptes : l'administrateur technique. Cela ne lui donne aucun droit sur un contenu. @source ADR 0008 */
export function peutAdministrerComptes(agent: Agent): Decision {
  return agent.fonctions.has('administrateur')
    ? ACCORD
    : refus('securite.administrateur', 'Les comptes se gèrent par l’administrateur technique.')
}

/** Réinitialiser ou fermer : jamais son propre compte, ni un compte clos, ni un compte de démonstration. */
export function peutReinitialiser(agent: Agent, compte: CompteVise): Decision {
  const admise = peutAdministrerComptes(agent)
  if (!admise.permis) return admise
  if (compte.id === agent.id)
    return refus('securite.soi_meme', 'Un administrateur ne réinitialise ni ne ferme son propre compte : demandez à un autre.')
  if (compte.fermeLe !== null) return refus('securite.compte_ferme', 'Ce compte est fermé.')
  if (compte.demonstration) return refus('securite.compte_partage', 'Ce compte de démonstration est partagé : il ne se réinitialise pas.')
  return ACCORD
}

/** Voir l'équipe et la fiche d'un agent : qui organise le service. Les lignes visibles suivent le territoire. */
export function peutVoirComptes(agent: Agent): Decision {
  return (['administrateur', 'ctss_departement', 'ctss_bassin'] as const).some((f) => agent.fonctions.has(f))
    ? ACCORD
    : refus('securite.organiser', 'Les affectations se lisent par ceux qui organisent le service.')
}

const encadre = (agent: Agent, ancetres: readonly string[]): boolean =>
  agent.affectations.some((a) => (a.fonction === 'ctss_departement' || a.fonction === 'ctss_bassin') && ancetres.includes(a.territoireId))

function peutOrganiser(agent: Agent, vise: AffectationVisee): Decision {
  if (vise.agentId === agent.id)
    return refus('securite.soi_meme', 'Personne ne change ses propres affectations : demandez à un autre responsable.')
  if (agent.fonctions.has('administrateur')) return ACCORD
  if (!FONCTIONS_DE_L_EQUIPE.includes(vise.fonction))
    return refus('securite.fonction_hors_equipe', 'Cette fonction se donne par l’administrateur technique.')
  return encadre(agent, vise.ancetres) ? ACCORD : refus('securite.hors_territoire', 'Cet établissement n’est pas sur votre territoire.')
}

/**
 * Affecter : le conseiller sur son territoire ; l'administrateur, sauf les fonctions qui ouvrent des dossiers. Celui qui crée les
 * comptes ne doit pas pouvoir, seul, en créer un qui lise.
 *
 * @source ADR 0008
 */
export function peutAffecter(agent: Agent, vise: AffectationVisee & { readonly ferme: boolean }): Decision {
  if (vise.ferme) return refus('securite.compte_ferme', 'Ce compte est fermé.')
  const organise = peutOrganiser(agent, vise)
  if (!organise.permis || !FONCTIONS_DU_SECRET.includes(vise.fonction) || encadre(agent, vise.ancetres)) return organise
  return refus(
    'securite.fonction_du_secret',
    'Cette fonction ouvre des dossiers : elle se donne par le conseiller technique du territoire, non par l’administrateur.',
  )
}

/** Clore une affectation retire des droits : les mêmes, et l'administrateur pour toutes. */
export const peutClore = (agent: Agent, visee: AffectationVisee): Decision => peutOrganiser(agent, visee)
