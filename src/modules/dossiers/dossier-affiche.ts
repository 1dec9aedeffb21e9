import type { Eleve } from '#modules/eleves/index.ts'
import type { Dossier, Identite, Membre } from './dossier.ts'
import type { LienFamilial, Titulaire } from './famille.ts'

/** Le dossier et le nom de l'élève, pour les pages qui agissent sur le dossier. */
export type DossierNomme = { readonly dossier: Dossier; readonly identite: Identite }

/** Ce qu'il faut pour ouvrir : l'élève, et le dossier déjà ouvert ici s'il y en a un. */
export type PreparationOuverture = { readonly eleve: Eleve; readonly dossierOuvert: string | null; readonly dejaClos: boolean }

export type FiltreDossiers = {
  readonly statut: 'ouvert' | 'clos' | 'tous'
  readonly etablissementId?: string | null | undefined
  readonly apres?: string | null | undefined
}
export type LigneDossier = { readonly dossier: Dossier; readonly identite: Identite | null }
export type PageDossiers = {
  readonly lignes: readonly LigneDossier[]
  readonly total: number
  /** Curseur de la page suivante ; null à la dernière. */
  readonly suite: string | null
  readonly filtre: FiltreDossiers
}

export type Admissible = { readonly agentId: string; readonly nom: string }
export type PreparationMembres = DossierNomme & { readonly membres: readonly Membre[]; readonly admissibles: readonly Admissible[] }

export type Famille = DossierNomme & {
  readonly titulaires: readonly Titulaire[]
  readonly liens: readonly LienFamilial[]
  /** Titulaire que le formulaire remplace : fermé quand le nouveau est enregistré. */
  readonly remplace: Titulaire | null
}
