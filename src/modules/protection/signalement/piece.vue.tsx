import type { Dossier, Identite } from '#modules/dossiers/index.ts'
import type { Protocole } from '#modules/referentiels/index.ts'
import { FilAriane, Masque } from '#ui/index.ts'
import type { Contenu } from './contenu.ts'
import type { NatureEtape, Parquet } from './signalement.ts'

/** Ce que les écrans d'un signalement montrent. */
export type SignalementAffiche = {
  readonly dossier: Dossier
  readonly signalement: {
    readonly id: string
    readonly creeLe: Date
    readonly auteur: string
    readonly version: number
    readonly modifieLe: Date
    readonly modifiePar: string
    readonly contenu: Contenu
    readonly transmission: {
      readonly signataire: string
      readonly canal: string
      readonly destinataire: Parquet
      readonly transmisLe: Date
    } | null
  }
  readonly identite: Identite
  readonly etapes: readonly {
    readonly rang: number
    readonly nature: NatureEtape
    readonly le: string
    readonly copieeLe: Date | null
    readonly canal: string | null
    readonly aQui: string | null
    readonly texte: string | null
    readonly auteur: string
  }[]
  readonly lieu: { readonly etablissement: { readonly nom: string; readonly departement: string } }
  readonly protocole: Protocole | null
}

export const adresseDe = (id: string): string => `/signalements/${id}`

export const Fil = ({ donnees, page }: { readonly donnees: SignalementAffiche; readonly page?: string }) => (
  <FilAriane
    liens={[
      { libelle: 'Dossier', href: `/dossiers/${donnees.dossier.id}` },
      ...(page === undefined ? [] : [{ libelle: 'Signalement', href: adresseDe(donnees.signalement.id) }]),
    ]}
    courant={page ?? 'Signalement'}
  />
)

export const Eleve = ({ donnees: { identite, lieu, signalement } }: { readonly donnees: SignalementAffiche }) => (
  <>
    <Masque>
      {identite.prenom} {identite.nomUsage ?? identite.nomFamille}
    </Masque>
    {`, ${lieu.etablissement.nom}. Commencé par ${signalement.auteur}.`}
  </>
)
