import type { Dossier, Identite } from '#modules/dossiers/index.ts'
import { ErreurMetier } from '#socle/erreur.ts'

/** Qui demande. Liste proposée par Égide : aucune n'est publiée. */
export const demandeurs = {
  crip: 'Cellule départementale de recueil (CRIP)',
  snated: '119, service national d’accueil téléphonique',
  ase: 'Service de l’aide sociale à l’enfance',
  juge_enfants: 'Juge des enfants',
  procureur: 'Procureur de la République',
  enqueteurs: 'Police ou gendarmerie',
  service: 'Autre service social, médico-social ou de santé',
  autre: 'Autre',
} as const
export type Demandeur = keyof typeof demandeurs

/** Demandeurs à qui une réponse peut être imposée par une réquisition ou une ordonnance, règle qu'Égide n'a pas relue. */
export const JUDICIAIRES: readonly Demandeur[] = ['juge_enfants', 'procureur', 'enqueteurs']

export const natures = {
  renseignement: 'Un renseignement sur l’élève',
  evaluation: 'Participer à une évaluation',
} as const
export type Nature = keyof typeof natures

export const issues = {
  repondue: 'Répondue',
  refusee: 'Refusée',
  reorientee: 'Réorientée',
  sans_objet: 'Sans objet',
} as const
export type Issue = keyof typeof issues

/** Ce qui est dit de la demande, sous la clé du dossier. */
export type ContenuDemande = { readonly intitule: string; readonly coordonnees: string | null; readonly question: string }

export type Demande = ContenuDemande & {
  readonly id: string
  readonly nature: Nature
  readonly demandeur: Demandeur
  readonly canal: string
  readonly recueLe: string
  readonly attendueLe: string | null
  readonly auteur: string
  readonly suite: Suite | null
}

export type Suite = {
  readonly issue: Issue
  readonly fondement: string | null
  readonly le: Date
  readonly auteur: string
  readonly empreinte: string
}

/** Une page de demande : la demande, son dossier, l'élève. */
export type DemandeLue = {
  readonly demande: Demande
  readonly dossier: Dossier
  readonly identite: Identite
  readonly actesDeLAgent: number
}

/** Une demande ne reçoit qu'une suite. */
export const dejaClose = (demandeId: string) =>
  new ErreurMetier(
    'conflit',
    'demandes.deja_close',
    'Cette demande a déjà sa suite : relisez-la. Une question nouvelle s’enregistre à part.',
    { demandeId },
  )
