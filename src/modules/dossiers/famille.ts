/**
 * Titulaire de l'autorité parentale. Aucun rang : les titulaires se lisent côte à côte, dans l'ordre de leur nom.
 *
 * `lien` est un code CODE_PARENTE, `decision` un code DECAP ; les dates sont « AAAA-MM-JJ », `au` exclu.
 *
 * @source C. civ. 371-1, 372, 373-2 et 373-2-1 : la séparation est sans incidence sur l'exercice de l'autorité parentale
 */
export type Titulaire = {
  readonly id: string
  readonly nom: string
  readonly prenom: string
  readonly lien: string | null
  readonly decision: string | null
  readonly decisionLe: string | null
  readonly precision: string | null
  /** Ce que la décision change à ses droits ; nul : il exerce l'autorité parentale. Absent d'une ligne ancienne. */
  readonly effet?: EffetDecision | null
  /** Jour où la décision cesse, s'il est connu. */
  readonly decisionJusquAu?: string | null
  readonly adresseSecrete: boolean
  readonly du: string | null
  readonly au: string | null
}
export type ContenuTitulaire = Omit<Titulaire, 'id' | 'du' | 'au'>

/** Ce qu'une décision change aux droits d'un titulaire. Liste proposée par Égide, chaque entrée sous son article. */
export const effetsDecision = {
  INFORME: 'N’exerce pas l’autorité parentale ; reste informé des choix importants',
  RETRAIT: 'N’a plus l’autorité parentale',
  SANS_CONTACT: 'Ne doit pas être contacté',
} as const
export type EffetDecision = keyof typeof effetsDecision

/** Membre du foyer ou de la fratrie, à des dates. `lien` se dit en clair (« sœur, au lycée »). */
export type LienFamilial = {
  readonly id: string
  readonly nature: NatureLien
  readonly nom: string
  readonly lien: string | null
  readonly du: string | null
  readonly au: string | null
}
export type NatureLien = 'foyer' | 'fratrie'
export type ContenuLien = Pick<LienFamilial, 'nom' | 'lien'>

export const LIBELLES_NATURE: Readonly<Record<NatureLien, string>> = { foyer: 'Foyer', fratrie: 'Fratrie' }

const ordre = new Intl.Collator('fr')

/** L'ordre alphabétique est le seul qui ne range personne. */
export const sansRang = <P extends { readonly nom: string; readonly prenom?: string }>(personnes: readonly P[]): P[] =>
  personnes.toSorted((a, b) => ordre.compare(`${a.nom} ${a.prenom ?? ''}`, `${b.nom} ${b.prenom ?? ''}`))
