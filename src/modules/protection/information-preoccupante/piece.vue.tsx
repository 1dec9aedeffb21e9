import type { AvertissementContact, Dossier, Identite } from '#modules/dossiers/index.ts'
import type { Protocole } from '#modules/referentiels/index.ts'
import { FilAriane, Instant, Masque } from '#ui/index.ts'
import type { Avis } from '../avis/avis.ts'
import type { Contenu } from './contenu.ts'
import type { EtablissementFiche, TitulaireFiche } from './fiche.ts'
import type { DestinataireFige, NatureEtape, naturesEtape } from './information-preoccupante.ts'

/** Ce que les écrans d'une information montrent. */
export type InformationAffichee = {
  readonly dossier: Dossier
  readonly ip: {
    readonly id: string
    readonly dossierId: string
    readonly creeLe: Date
    readonly auteur: string
    readonly version: number
    readonly modifieeLe: Date
    readonly modifieePar: string
    readonly ecrit: { readonly contenu: Contenu; readonly sansTitulaire: string | null }
    readonly transmission: {
      readonly signataire: string
      readonly canal: string
      readonly destinataire: DestinataireFige
      readonly transmiseLe: Date
      readonly retourAttenduLe: string
    } | null
  }
  readonly identite: Identite
  readonly avis: readonly Avis[]
  /** Les autres informations transmises pour cet enfant. */
  readonly autres: readonly { readonly id: string; readonly transmiseLe: Date }[]
  readonly titulaires: readonly (TitulaireFiche & {
    readonly id: string
    readonly precision: string | null
    readonly avertissements: readonly AvertissementContact[]
  })[]
  readonly etapes: readonly {
    readonly rang: number
    readonly nature: NatureEtape
    readonly le: string
    readonly suite: string | null
    readonly conclusion: string | null
    readonly texte: string | null
    readonly auteur: string
  }[]
  readonly lieu: { readonly etablissement: EtablissementFiche; readonly codeDepartement: string }
  readonly protocole: Protocole | null
}

export const adresseDe = (id: string): string => `/informations-preoccupantes/${id}`

export const Fil = ({ donnees, page }: { readonly donnees: InformationAffichee; readonly page?: string }) => (
  <FilAriane
    liens={[
      { libelle: 'Dossier', href: `/dossiers/${donnees.dossier.id}` },
      ...(page === undefined ? [] : [{ libelle: 'Information préoccupante', href: adresseDe(donnees.ip.id) }]),
    ]}
    courant={page ?? 'Information préoccupante'}
  />
)

/** La dernière étape de cette nature, s'il y en a une. */
export const derniere = (donnees: InformationAffichee, nature: keyof typeof naturesEtape) =>
  donnees.etapes.findLast((e) => e.nature === nature) ?? null

/** Ce qui a déjà été transmis pour le même enfant ; rien s'il n'y en a pas. */
export function AutresInformations({ donnees: { autres } }: { readonly donnees: InformationAffichee }) {
  if (autres.length === 0) return null
  return (
    <p>
      {'Déjà transmis pour cet enfant : '}
      {autres.map((a, rang) => (
        <>
          {rang > 0 && ', '}
          <a href={adresseDe(a.id)}>
            le <Instant instant={a.transmiseLe} />
          </a>
        </>
      ))}
      .
    </p>
  )
}

/** De qui il s'agit : nom masquable, naissance, établissement. */
export const Eleve = ({ donnees: { identite, lieu, ip } }: { readonly donnees: InformationAffichee }) => (
  <>
    <Masque>
      {identite.prenom} {identite.nomUsage ?? identite.nomFamille}
    </Masque>
    {`, ${lieu.etablissement.nom}. Commencée par ${ip.auteur}.`}
  </>
)
