import { z } from 'zod'
import { codesDe, libelleDe } from '#socle/nomenclature.ts'
import { cles } from '#socle/saisie.ts'
import { type CanalTransmission, canauxTransmission } from './nomenclatures/canal-transmission.ts'
import { type MesureProtection, mesuresProtection } from './nomenclatures/mesure-protection.ts'

/** Nature d'un destinataire du protocole, et son nom affiché. */
export const naturesDestinataire = {
  crip: 'Cellule départementale de recueil des informations préoccupantes (CRIP)',
  parquet: 'Procureur de la République',
  dsden: 'Direction des services départementaux de l’éducation nationale',
  autre: 'Autre destinataire',
} as const
export type NatureDestinataire = keyof typeof naturesDestinataire

/** Ce qu'un destinataire reçoit. Liste fermée, tenue aussi par la base. @source application proposition Égide (ADR 0028) */
export const envois = {
  information: 'L’information préoccupante',
  copie_information: 'La copie de l’information préoccupante',
  signalement: 'Le signalement au parquet',
  copie_signalement: 'La copie du signalement',
  relance: 'La relance restée sans réponse',
} as const
export type Envoi = keyof typeof envois

/** Par où passe l'écrit ; ce que le protocole ne dit pas se dit aussi. */
export const voies = {
  hierarchique: 'Par la voie hiérarchique, avant la cellule départementale',
  directe: 'Directement du rédacteur à la cellule départementale',
  non_precise: 'Le protocole ne le précise pas',
} as const
export type Voie = keyof typeof voies

/** D'où court un délai convenu localement ; « autre » ne se calcule pas. */
export const originesDelai = {
  transmission: 'de la transmission',
  reception: 'de l’accusé de réception',
  autre: 'd’un autre jour, que le protocole précise',
} as const
export type OrigineDelai = keyof typeof originesDelai
export const unitesDelai = { jours: 'jours', mois: 'mois' } as const
export type UniteDelai = keyof typeof unitesDelai

const schemaContact = z.object({
  qui: z.string(),
  telephone: z.string().nullable(),
  courriel: z.string().nullable(),
  quand: z.string().nullable(),
})
/** Qui joindre, et quand : une permanence, un référent. */
export type ContactProtocole = Readonly<z.infer<typeof schemaContact>>

const schemaDelai = z.object({
  quoi: z.string(),
  nombre: z.number().int().positive(),
  unite: z.enum(cles(unitesDelai)),
  origine: z.enum(cles(originesDelai)),
})
/** Un délai convenu localement : il rappelle, il ne bloque ni ne remplace celui de la loi. */
export type DelaiProtocole = Readonly<z.infer<typeof schemaDelai>>

/** Ce que le protocole organise : par où, les pas dans l'ordre, qui joindre, les délais convenus. */
export const schemaCircuit = z.object({
  voie: z.enum(cles(voies)).catch('non_precise'),
  etapes: z.array(z.object({ qui: z.string().trim().min(1), quoi: z.string().trim().min(1) })),
  contacts: z.array(schemaContact).default([]),
  delais: z.array(schemaDelai).default([]),
})
export type Circuit = z.infer<typeof schemaCircuit>

/** Le nom que le département donne à des mesures, par code national. */
export type AliasMesures = Readonly<Partial<Record<MesureProtection, string>>>
export const schemaAliasMesures = z.partialRecord(z.enum(codesDe(mesuresProtection)), z.string())

/** À qui l'on transmet et par quelles voies, de la préférée au dernier recours. `recoit` vide : le protocole ne le dit pas. */
export type DestinataireProtocole = {
  readonly ordre: number
  readonly nature: NatureDestinataire
  readonly intitule: string
  readonly adresse: string | null
  readonly courriel: string | null
  readonly telephone: string | null
  readonly canaux: readonly CanalTransmission[]
  readonly principal: boolean
  readonly recoit: readonly Envoi[]
}

/**
 * Le protocole d'un département à un jour donné. Jours « AAAA-MM-JJ », `enVigueurAu` exclu ; `delaiLocalJours` en jours, `null` si
 * le département n'en annonce pas d'autre que la loi.
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
  readonly destinataires: readonly DestinataireProtocole[]
  readonly aliasMesures: AliasMesures
}

/** Lit les canaux d'un destinataire ; un code fermé depuis reste lisible, un code inconnu est une erreur de données. */
export const schemaCanaux = z.array(z.enum(codesDe(canauxTransmission)))
export const schemaNatureDestinataire = z.enum(cles(naturesDestinataire))
export const schemaRecoit = z.array(z.enum(cles(envois)))

/** Les écrits dont un département peut ranger les parties à sa façon, et leur nom affiché. */
export const naturesModele = { information: 'Information préoccupante', signalement: 'Signalement au procureur de la République' } as const
export type NatureModele = keyof typeof naturesModele
export const schemaNatureModele = z.enum(cles(naturesModele))

/** Les destinataires que le protocole désigne pour cet envoi. */
export const quiRecoit = (protocole: Pick<Protocole, 'destinataires'> | null, envoi: Envoi): readonly DestinataireProtocole[] =>
  protocole?.destinataires.filter((d) => d.recoit.includes(envoi)) ?? []

/** Le libellé national, puis le nom local s'il y en a un : l'un sans l'autre perdrait le texte, ou le lecteur. */
export function nommerMesure(type: MesureProtection, alias: AliasMesures): string {
  const local = alias[type]
  const national = libelleDe(mesuresProtection, type)
  return local === undefined ? national : `${national} (ici : «\u00a0${local}\u00a0»)`
}

/** Tous les délais convenus localement, celui du retour d'abord. */
export const delaisLocaux = ({ delaiLocalJours, circuit }: Pick<Protocole, 'delaiLocalJours' | 'circuit'>): readonly DelaiProtocole[] => [
  ...(delaiLocalJours === null ? [] : [{ quoi: 'Retour', nombre: delaiLocalJours, unite: 'jours', origine: 'transmission' } as const]),
  ...circuit.delais,
]

/** « Accusé de réception : 8 jours à compter de la transmission ». */
export const delaiEnClair = ({ quoi, nombre, unite, origine }: DelaiProtocole): string =>
  `${quoi}\u00a0: ${nombre} ${nombre === 1 && unite === 'jours' ? 'jour' : unitesDelai[unite]} à compter ${originesDelai[origine]}`
