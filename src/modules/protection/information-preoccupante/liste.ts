/** Ce qu'une ligne de liste montre ; `eleve` est déchiffré pour l'agent, ou null s'il ne peut l'être. */
export type LigneInformation = {
  readonly id: string
  readonly dossierId: string
  readonly statut: 'brouillon' | 'transmise'
  readonly eleve: string | null
  readonly etablissement: string
  readonly auteur: string
  readonly modifieeLe: Date
  readonly transmiseLe: Date | null
  readonly retourAttenduLe: string | null
  readonly accuseeLe: string | null
  readonly repondueLe: string | null
  readonly relanceeLe: string | null
  readonly suite: string | null
}

/** Les trois vues de la liste, et ce qu'on lit quand elles sont vides. */
export const vuesListe = {
  attente: { titre: 'En attente de réponse', vide: 'Aucune information transmise n’attend de réponse.' },
  brouillons: {
    titre: 'Brouillons',
    vide: 'Aucun brouillon. Une information préoccupante se commence depuis le dossier de l’élève, par « Protéger ».',
  },
  repondues: { titre: 'Répondues', vide: 'Aucune réponse consignée pour l’instant.' },
} as const
export type EtatListe = keyof typeof vuesListe
export const ETATS_LISTE = Object.keys(vuesListe) as [EtatListe, ...EtatListe[]]

export const PAR_PAGE = 25
