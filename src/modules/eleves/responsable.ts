import type { Responsable } from './eleve.ts'

/** Ce que chiffre la fiche d'une personne responsable. */
export type FicheResponsable = Omit<Responsable, 'adresse' | 'niveauResponsabilite' | 'codeParente' | 'heberge' | 'protege'> & {
  readonly adresseCle: string | null
}
/** Ce que chiffre un lien. */
export type FicheLien = Pick<Responsable, 'niveauResponsabilite' | 'codeParente' | 'heberge'>
