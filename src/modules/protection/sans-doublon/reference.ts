/** Les applications où le fait se saisit, et non ici. */
export const applications = {
  faits_etablissement: 'Faits établissement',
  phare: 'pHARe, harcèlement',
} as const
export type Application = keyof typeof applications

/** Niveaux de l'application Faits établissement. @source sne-csen.net (2025) ; ddec85 ; académie de Besançon — sources publiques secondaires */
export const niveaux = {
  '1': '1, fait préoccupant ne nécessitant pas de transmission',
  '2': '2, fait grave, transmis au DASEN et au recteur',
  '3': '3, fait d’une extrême gravité, transmis au DASEN et au recteur',
} as const
export type Niveau = keyof typeof niveaux

export type Reference = {
  readonly id: string
  readonly application: Application
  readonly niveau: Niveau | null
  readonly le: string
  readonly reference: string
  readonly auteur: string
}

/** Ce que ces applications ne sont pas. @source formulaire de Faits établissement, repris par les académies */
export const AVERTISSEMENT =
  'Ni une information préoccupante, ni un signalement, ni une plainte : un fait saisi là-bas ne prévient ni le département, ni le procureur.'
