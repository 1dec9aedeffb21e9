import type { Eleve } from './eleve.ts'

/** Ce qu'une liste montre d'un élève. */
export type EleveTrouve = Pick<
  Eleve,
  'id' | 'nomFamille' | 'nomUsage' | 'prenom' | 'dateNaissance' | 'classe' | 'etablissement' | 'etablissementId' | 'present'
> & {
  readonly age: number
}

/** `total` : combien ressemblent, au plus 40 ; `davantage` : il y en a sans doute plus. */
export type ResultatRecherche = { readonly eleves: readonly EleveTrouve[]; readonly total: number; readonly davantage: boolean }

/** `dossierId` : le dossier ouvert que je peux lire ; null : aucun. */
export type Trouve = EleveTrouve & { readonly dossierId: string | null }

/** `preuve` est nulle tant que rien n'a été cherché : on ne crée pas un élève sans l'avoir cherché. */
export type Recherche = {
  readonly q: string
  readonly eleves: readonly Trouve[]
  readonly total: number
  readonly davantage: boolean
  readonly preuve: string | null
}

/** Nombre de lettres à partir duquel on cherche. */
export const LETTRES_MIN = 2
