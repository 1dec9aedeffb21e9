import type { Fiabilite } from '#socle/nomenclature.ts'

/** Ce que vaut une source, en toutes lettres. */
export const CERTITUDES: Readonly<Record<Fiabilite, string>> = {
  officiel_en_vigueur: 'Officiel, en vigueur',
  officiel_version_anterieure: 'Officiel, version antérieure',
  source_publique: 'Source publique',
  proposition_egide: 'Proposition Égide, à valider par le métier',
}

/** Un réglage, avec sa valeur du moment. */
export type ParametreLu = {
  readonly cle: string
  readonly libelle: string
  readonly valeur: number
  readonly source: string
  readonly certitude: Fiabilite
}

/** Combien d'établissements chaque jeu de données a apportés. */
export type Provenance = { readonly source: string; readonly nombre: number }
