import { type Dossier, peutEcrire, peutOuvrir } from '#modules/dossiers/index.ts'
import type { Agent } from '#socle/agent.ts'
import { ACCORD, type Decision, refus } from '#socle/decision.ts'
import type { Acte } from './acte.ts'

/** Où l'acte se consigne : un dossier, ou un élève dont le dossier s'ouvrira du même geste. */
export type CibleActe =
  | { readonly genre: 'dossier'; readonly dossier: Dossier }
  | { readonly genre: 'eleve'; readonly eleve: { readonly etablissementId: string } }

/**
 * Consigner un acte : qui écrit dans le dossier ; s'il n'existe pas encore, qui peut l'ouvrir.
 *
 * @source CASF L411-3 ; circulaire n° 2017-055 du 22 mars 2017, §1.3
 */
export const peutConsigner = (agent: Agent, cible: CibleActe): Decision =>
  cible.genre === 'dossier' ? peutEcrire(agent, cible.dossier) : peutOuvrir(agent, cible.eleve)

/**
 * Rectifier un acte : son auteur, ou l'assistant de service social de l'établissement, tant qu'ils écrivent dans le dossier.
 * Le stagiaire ne corrige pas sa tutrice.
 *
 * @source CASF L411-3 ; circulaire n° 2017-055 du 22 mars 2017, §1 — le stagiaire travaille sous la responsabilité de son tuteur
 */
export function peutRectifier(
  agent: Agent,
  { dossier, acte }: { readonly dossier: Dossier; readonly acte: Pick<Acte, 'auteurId'> },
): Decision {
  const ecriture = peutEcrire(agent, dossier)
  if (!ecriture.permis || acte.auteurId === agent.id || agent.etablissementsSuivis.has(dossier.etablissementId)) return ecriture
  return refus(
    'actes.acte_d_autrui',
    'On ne rectifie que ses propres actes : parlez-en à leur auteur, ou à l’assistant de service social de l’établissement.',
    'CASF L411-3',
  )
}

/** Détruire une note de travail : son auteur, quand il veut, dossier clos ou non. */
export const peutDetruireNote = (agent: Agent, note: { readonly auteurId: string }): Decision =>
  note.auteurId === agent.id ? ACCORD : refus('actes.note_d_autrui', 'Cette page n’existe pas ou ne vous est pas accessible.')

/** Voir ses propres chiffres : qui consigne des actes. Personne ne voit ceux d'un autre. @source CNIL, délibération n° 2005-038 */
export function peutVoirSonActivite(agent: Agent): Decision {
  if (agent.fonctions.has('assistant_social') || agent.fonctions.has('stagiaire')) return ACCORD
  return refus('actes.fonction', 'Votre fonction ne consigne pas d’actes.')
}
