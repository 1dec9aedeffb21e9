import type { MesActions } from '#modules/actions-collectives/index.ts'
import type {
  Dossier,
  EtapeExterne,
  Identite,
  LienFamilial,
  LigneDossier,
  Membre,
  RappelExterne,
  Titulaire,
} from '#modules/dossiers/index.ts'
import type { Eleve, EleveTrouve } from '#modules/eleves/index.ts'
import type { PrecisionOfferte } from '#modules/referentiels/index.ts'
import type { Acte, ActeAInscrire, Rappel } from './acte.ts'

export type Tiroir = 'tout' | 'notes' | 'tiers'
export type Filtre = { readonly type: string | null; readonly tiroir: Tiroir; readonly page: number }

export type Action = { readonly libelle: string; readonly href: string }

export type DossierLu = {
  readonly dossier: Dossier
  readonly identite: Identite
  /** La fiche de la base élèves, si elle m'est lisible : la classe y change chaque année. */
  readonly eleve: Eleve | null
  readonly membres: readonly Membre[]
  readonly titulaires: readonly Titulaire[]
  readonly liens: readonly LienFamilial[]
  readonly rappels: readonly Rappel[]
  readonly actes: readonly Acte[]
  readonly etapes: readonly EtapeExterne[]
  readonly actions: readonly Action[]
  readonly total: number
  readonly pages: number
  readonly filtre: Filtre
  readonly peutEcrire: boolean
  readonly peutOrganiser: boolean
  /** Le dossier clos qu'il reprend, celui qui le reprend, s'ils me sont visibles. */
  readonly avant: string | null
  readonly apres: string | null
}

/** Élève trouvé ; `dossierId` : son dossier ouvert, s'il m'est visible. */
export type Trouve = EleveTrouve & { readonly dossierId: string | null }

/** De qui l'on parle : un dossier, un élève sans dossier ouvert ici, ou personne encore (on cherche). */
export type SujetConsigner =
  | {
      readonly genre: 'dossier'
      readonly dossier: Dossier
      readonly identite: Identite
      readonly classe: string | null
      /** Ce que d'autres modules rappellent avant un nouvel entretien. */
      readonly rappels: readonly RappelExterne[]
      readonly precisions: readonly PrecisionOfferte[]
    }
  | { readonly genre: 'eleve'; readonly eleve: Eleve; readonly precisions: readonly PrecisionOfferte[] }
  | { readonly genre: 'choisir'; readonly q: string; readonly trouves: readonly Trouve[]; readonly recents: readonly LigneDossier[] }

export type PreparationRectification = {
  readonly dossier: Dossier
  readonly identite: Identite
  readonly acte: ActeAInscrire
  readonly precisions: readonly PrecisionOfferte[]
}

/** Répartition : code → nombre d'actes. */
export type Repartition = ReadonlyMap<string, number>
export type MonActivite = {
  /** Année de la rentrée. */
  readonly annee: number
  readonly total: number
  readonly mois: Repartition
  readonly type: Repartition
  readonly motif: Repartition
  /** « Motif : précision locale » → nombre d'actes. Nulle part ailleurs une précision ne se compte. */
  readonly precision: Repartition
  readonly origine: Repartition
  readonly niveau: Repartition
  /** Null pour qui n'en consigne pas. */
  readonly sansNom: MesActions | null
}
