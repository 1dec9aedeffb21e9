import type { AvertissementContact, Dossier, Identite } from '#modules/dossiers/index.ts'
import type { InformationPourCourrier } from '#modules/protection/index.ts'
import { ErreurMetier } from '#socle/erreur.ts'
import type { Contenu, Genre } from './modele.ts'

export type Courrier = {
  readonly id: string
  readonly genre: Genre
  readonly informationId: string | null
  readonly titulaireId: string | null
  readonly version: number
  readonly creeLe: Date
  readonly modifieLe: Date
  readonly modifiePar: string
  readonly contenu: Contenu
  readonly remise: { readonly le: Date; readonly signataire: string; readonly canal: string; readonly empreinte: string } | null
}

/** Un courrier et ce qu'il faut pour le montrer. */
export type CourrierLu = {
  readonly courrier: Courrier
  readonly dossier: Dossier
  readonly identite: Identite
  readonly information: InformationPourCourrier | null
  readonly avertissements: readonly AvertissementContact[]
  readonly peutEcrire: boolean
  readonly peutSigner: boolean
}

/** « COU-3F9A12C4 » : sans nom de personne. */
export const referenceDe = (id: string): string => `COU-${id.slice(0, 8).toUpperCase()}`

export const dejaRemis = (courrierId: string) =>
  new ErreurMetier(
    'conflit',
    'courriers.deja_remis',
    'Cette lettre est remise : elle ne change plus. Ce que vous avez écrit est gardé ci-dessous ; reprenez-le dans une nouvelle lettre.',
    { courrierId },
  )
export const versionPerimee = (courrierId: string) =>
  new ErreurMetier(
    'conflit',
    'courriers.version_perimee',
    'Quelqu’un a enregistré cette lettre depuis que vous l’avez ouverte. Votre texte est gardé ci-dessous : comparez, puis enregistrez de nouveau.',
    { courrierId },
  )
