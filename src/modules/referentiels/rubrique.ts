import type { Fiabilite, Nomenclature } from '#socle/nomenclature.ts'

/** D'où viennent les valeurs d'une rubrique : d'une liste de codes offerte aux formulaires, ou d'un calcul qu'une phrase décrit. */
export type Dimension<N extends Nomenclature = Nomenclature> =
  | { readonly genre: 'nomenclature'; readonly nomenclature: N }
  | { readonly genre: 'calcul'; readonly regle: string }

/** Les chapitres du rapport annuel, dans l'ordre où il se lit. */
export const chapitres = {
  cadre: 'Cadre : période, lieu, public',
  activite: 'Activité du service',
  dossiers: 'Dossiers',
  protection: 'Protection de l’enfance',
} as const
export type Chapitre = keyof typeof chapitres

/**
 * Une rubrique du rapport annuel. Une ventilation répartit (par motif, par niveau) ; une mesure compte ou rapporte.
 *
 * `colonne` est son nom dans les faits d'observation et dans les exports ; `definition` et `denominateur` s'affichent à côté de
 * tout chiffre ; `denominateur` est `null` pour un simple compte.
 */
export type Rubrique<D extends Dimension = Dimension> = {
  readonly chapitre: Chapitre
  readonly nature: 'ventilation' | 'mesure'
  readonly libelle: string
  readonly definition: string
  readonly denominateur: string | null
  readonly dimension: D
  readonly colonne: string
  readonly source: string
  readonly certitude: Fiabilite
}

type Textes = Pick<Rubrique, 'chapitre' | 'libelle' | 'definition' | 'colonne'>

/** Ventilation par une nomenclature : la source et la certitude sont les siennes. */
export function parNomenclature<const N extends Nomenclature>(
  nomenclature: N,
  textes: Textes,
): Rubrique<{ genre: 'nomenclature'; nomenclature: N }> {
  const { source, fiabilite: certitude } = nomenclature
  return { ...textes, nature: 'ventilation', denominateur: null, dimension: { genre: 'nomenclature', nomenclature }, source, certitude }
}

const PROPOSITION = 'Indicateur proposé par Égide : la grille de l’enquête nationale n’est pas publiée. À valider par le métier.'

/** Ventilation calculée : la période, le lieu, l'éducation prioritaire. */
export function parCalcul(regle: string, textes: Textes): Rubrique<{ genre: 'calcul'; regle: string }> {
  const dimension = { genre: 'calcul', regle } as const
  return { ...textes, nature: 'ventilation', denominateur: null, dimension, source: PROPOSITION, certitude: 'proposition_egide' }
}

/** Un compte, ou un rapport quand il a un dénominateur. */
export function mesure(
  regle: string,
  textes: Textes & Partial<Pick<Rubrique, 'denominateur' | 'source' | 'certitude'>>,
): Rubrique<{ genre: 'calcul'; regle: string }> {
  const dimension = { genre: 'calcul', regle } as const
  return { denominateur: null, source: PROPOSITION, certitude: 'proposition_egide', ...textes, nature: 'mesure', dimension }
}
