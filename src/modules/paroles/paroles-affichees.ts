import type { Dossier, Identite } from '#modules/dossiers/index.ts'
import type { Parole } from './parole.ts'
import type { Bilan, Recit } from './recit.ts'

type DossierNomme = { readonly dossier: Dossier; readonly identite: Identite }

export type ParolesLues = DossierNomme & {
  readonly paroles: readonly Parole[]
  readonly recits: readonly Recit[]
  readonly bilan: Bilan
  readonly peutConsigner: boolean
}

/** `agent` : qui consigne, celui qui a entendu sauf mention contraire. */
export type PreparationParoles = DossierNomme & { readonly bilan: Bilan; readonly agent: string }

export type PreparationAnnotation = DossierNomme & { readonly parole: Parole }
