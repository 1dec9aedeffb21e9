import { z } from 'zod'
import { codesDe } from '#socle/nomenclature.ts'
import { type CanalTransmission, canauxTransmission } from './nomenclatures/canal-transmission.ts'

/** Nature d'un destinataire du protocole, et son nom affiché. */
export const naturesDestinataire = {
  crip: 'Cellule départementale de recueil des informations préoccupantes (CRIP)',
  parquet: 'Procureur de la République',
  dsden: 'Direction des services départementaux de l’éducation nationale',
  autre: 'Autre destinataire',
} as const
export type NatureDestinataire = keyof typeof naturesDestinataire

/** Les pas du circuit, dans l'ordre : qui fait quoi. */
export const schemaCircuit = z.object({
  etapes: z.array(z.object({ qui: z.string().trim().min(1), quoi: z.string().trim().min(1) })),
})
export type Circuit = z.infer<typeof schemaCircuit>

/** À qui l'on transmet et par quelles voies, de la préférée au dernier recours. */
export type DestinataireProtocole = {
  readonly ordre: number
  readonly nature: NatureDestinataire
  readonly intitule: string
  readonly adresse: string | null
  readonly courriel: string | null
  readonly telephone: string | null
  readonly canaux: readonly CanalTransmission[]
  readonly principal: boolean
}

/**
 * Le protocole d'un département à un jour donné. Jours « AAAA-MM-JJ », `enVigueurAu` exclu ; `delaiLocalJours` en jours, `null` si
 * le département n'en annonce pas d'autre que la loi ; `gabarit` nomme le modèle de document.
 */
export type Protocole = {
  readonly id: string
  readonly departementId: string
  readonly version: number
  readonly enVigueurDu: string
  readonly enVigueurAu: string | null
  readonly publieLe: Date
  readonly definitionIp: string
  readonly circuit: Circuit
  readonly delaiLocalJours: number | null
  readonly gabarit: string
  readonly destinataires: readonly DestinataireProtocole[]
}

/** Lit les canaux d'un destinataire ; un code fermé depuis reste lisible, un code inconnu est une erreur de données. */
export const schemaCanaux = z.array(z.enum(codesDe(canauxTransmission)))
export const schemaNatureDestinataire = z.enum(Object.keys(naturesDestinataire) as [NatureDestinataire, ...NatureDestinataire[]])

/** Les écrits dont un département peut ranger les parties à sa façon, et leur nom affiché. */
export const naturesModele = { information: 'Information préoccupante', signalement: 'Signalement au procureur de la République' } as const
export type NatureModele = keyof typeof naturesModele
export const schemaNatureModele = z.enum(Object.keys(naturesModele) as [NatureModele, ...NatureModele[]])
