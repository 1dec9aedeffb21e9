import { ErreurMetier } from '#socle/erreur.ts'

/** Un avis, tel que le lit qui y a droit. `avis` nul : pas encore rendu. */
export type Avis = {
  readonly id: string
  readonly demandeur: string
  readonly conseiller: string
  readonly demandeLe: Date
  readonly extrait: string
  readonly rendu: { readonly le: Date; readonly texte: string } | null
}

export type Conseiller = { readonly id: string; readonly nom: string; readonly fonction: string }

export const avisIntrouvable = (avisId: string) =>
  new ErreurMetier('introuvable', 'protection.avis_introuvable', 'Cette page n’existe pas ou ne vous est pas accessible.', { avisId })
export const dejaRendu = (avisId: string) =>
  new ErreurMetier('conflit', 'protection.avis_rendu', 'Cet avis est déjà rendu : il ne change plus.', { avisId })

/** Ce qu'un avis est, et n'est pas ; dit à qui le demande comme à qui le rend. @source circulaire n° 2017-055, §2.2 — conseil technique */
export const REGLE_AVIS = {
  phrase: 'Un avis éclaire ; il n’autorise ni ne retient. L’assistant de service social reste l’auteur de l’écrit et de sa transmission.',
  source: 'CASF, art. L226-2-1',
} as const
