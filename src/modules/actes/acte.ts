import { type MotifIntervention, motifsIntervention, type OrigineDemande, type TypeActe } from '#modules/referentiels/index.ts'
import { libelleDe } from '#socle/nomenclature.ts'

/**
 * `dateActe` : jour civil « AAAA-MM-JJ », pas dans l'avenir. `rectifieId` : l'acte que celui-ci corrige. `precisionId` : ce que le
 * département précise du motif ; le motif reste l'item national, seul compté.
 */
export type ActeAInscrire = {
  readonly type: TypeActe
  readonly motif: MotifIntervention
  readonly precisionId?: string | null
  readonly motifsAssocies: readonly MotifIntervention[]
  readonly origine: OrigineDemande | null
  readonly dateActe: string
  readonly compteRendu: string | null
  readonly rectifieId?: string | null
}
/** Ce qu'une page montre d'un acte ; les textes sont déchiffrés le temps de la page. */
export type Acte = {
  readonly id: string
  readonly type: string
  readonly motif: string
  /** Précision locale du motif, si elle m'est visible. */
  readonly precision: string | null
  readonly motifsAssocies: readonly string[]
  readonly origine: string | null
  readonly dateActe: string
  readonly saisiLe: Date
  readonly auteurId: string
  readonly auteur: string
  readonly compteRendu: string | null
  /** Acte que celui-ci rectifie, et celui qui le rectifie. */
  readonly rectifieId: string | null
  readonly rectifieParId: string | null
  readonly notes: readonly Note[]
  readonly tiers: readonly Tiers[]
}

/** Note de travail : la mienne, les autres n'existent pas pour moi. */
export type Note = { readonly id: string; readonly texte: string; readonly ecriteLe: Date }

/** Information sur un tiers ; `contenu` est nul tant qu'on ne l'a pas ouverte. */
export type Tiers = { readonly id: string; readonly contenu: string | null }

export type Rappel = {
  readonly id: string
  readonly dossierId: string
  readonly echeance: string
  readonly objet: string
  readonly agentId: string
}

/** Au-delà, une date mérite d'être relue : ce n'est pas une erreur. */
export const estAncienne = (dateActe: string, aujourdHui: string): boolean =>
  dateActe < `${Number(aujourdHui.slice(0, 4)) - 1}${aujourdHui.slice(4)}`

/** « Mal-être, souffrance psychique, isolement » → « Mal-être » : ce qu'une pastille a la place de dire. */
export const libelleCourt = (libelle: string): string => (libelle.split(/[,(:/]/)[0] ?? libelle).trim()

/** « Mal-être », ou « Mal-être : précision locale ». */
export const motifEnClair = (motif: string, precision: string | null): string =>
  [libelleCourt(libelleDe(motifsIntervention, motif)), ...(precision === null ? [] : [precision])].join('\u00a0: ')

/** Le motif tel qu'un formulaire l'envoie : « FIN », ou « FIN:… » quand une précision locale est choisie. */
export const motifSaisi = (motif: string, precisionId: string | null): string => [motif, ...(precisionId ? [precisionId] : [])].join(':')
