import type { Contexte } from '#socle/cas-usage.ts'
import type { Dossier } from './dossier.ts'

/** Étape qu'un autre module ajoute à la chronologie d'un dossier. `jour` : « AAAA-MM-JJ ». */
export type EtapeExterne = {
  readonly jour: string
  readonly titre: string
  readonly precision?: string | undefined
  readonly auteur?: string | undefined
  readonly lien?: { readonly href: string; readonly libelle: string } | undefined
  /** Attend quelque chose ou est en retard : se voit. */
  readonly presse?: boolean | undefined
}

/** Ce qu'un autre module rappelle à qui s'apprête à recevoir l'élève. Ne bloque jamais. */
export type RappelExterne = {
  readonly titre: string
  readonly introduction: string
  /** `jour` nul : inconnu ; absent : la ligne n'en a pas. `texte` peut nommer quelqu'un : il se masque. */
  readonly lignes: readonly { readonly texte: string; readonly jour?: string | null }[]
  readonly regles: readonly { readonly phrase: string; readonly source: string; readonly certitude?: string }[]
  readonly lien?: { readonly href: string; readonly libelle: string } | undefined
}

type Apport = {
  readonly etapes: readonly EtapeExterne[]
  /** Boutons de la page ; vide quand l'agent n'en a pas le droit ou que le dossier est clos. */
  readonly actions: readonly { readonly libelle: string; readonly href: string }[]
}

/** Ce qu'un module qui dépend des dossiers apporte à leur page, sans qu'ils le connaissent ; la composition l'assemble. */
export type ContributionDossier = {
  readonly apporter: (contexte: Contexte, dossier: Dossier) => Promise<Apport>
  /** À dire avant de consigner un nouvel entretien. */
  readonly rappels?: (contexte: Contexte, dossier: Dossier) => Promise<readonly RappelExterne[]>
}
