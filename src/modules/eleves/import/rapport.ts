import type { NatureFichier } from '../lecture/enregistrement.ts'

/** D'où vient un fichier. */
export type GenreFichier = 'siecle' | 'onde'

export type RejetImport = { readonly ligne: number; readonly motif: string }

/**
 * Ce qu'un fichier a changé. `partis` : présents avant, absents du fichier ou sortis ; marqués, jamais supprimés.
 * `ecartes` : sortis jamais connus, inscrits ailleurs depuis, personnes sans lien avec un élève connu.
 */
export type Compteurs = {
  readonly crees: number
  readonly modifies: number
  readonly inchanges: number
  readonly partis: number
  readonly ecartes: number
  readonly rejetes: number
  /** Élèves qu'une personne doit rapprocher d'une fiche déjà connue. */
  readonly aConfirmer: number
}

export const AUCUN: Compteurs = { crees: 0, modifies: 0, inchanges: 0, partis: 0, ecartes: 0, rejetes: 0, aConfirmer: 0 }

/** Compte rendu d'un fichier ; aucun nom d'élève n'y figure, et `chemin` ne s'écrit pas en base. `refus` : rien n'a changé, et pourquoi. */
export type RapportImport = {
  readonly importId: string
  readonly chemin: string
  readonly nature: NatureFichier | null
  readonly etablissementId: string | null
  readonly compteurs: Compteurs
  readonly avertissements: readonly string[]
  /** Les mille premiers, par ligne ; `compteurs.rejetes` dit combien en tout. */
  readonly rejets: readonly RejetImport[]
  readonly refus: string | null
}

export const REJETS_GARDES = 1_000

/** Ordre dans lequel des fichiers déposés ensemble se suivent : les responsables supposent leurs élèves. */
export const ORDRE_NATURES: readonly NatureFichier[] = ['structures', 'eleves', 'onde_eleves', 'responsables', 'onde_responsables']

/** Année de rentrée d'un jour : l'année scolaire bascule au 1er août, quand SIECLE est préparé pour la rentrée. */
export const anneeScolaireDe = (jour: string): number => Number(jour.slice(0, 4)) - (jour.slice(5, 7) < '08' ? 1 : 0)
