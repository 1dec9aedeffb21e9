import type { CanalTransmission, SuiteIp, SuiteRetour } from '#modules/referentiels/index.ts'
import { echeanceRetour, estEnRetard } from '../echeance-retour.ts'
import {
  canalManquant,
  dejaAccusee,
  dejaRepondue,
  dejaTransmise,
  destinataireManquant,
  etapeAvantTransmission,
  etapeFuture,
  informationManquante,
  titulairesManquants,
  transmissionFuture,
} from './erreurs.ts'

/** À qui l'écrit est parti : copie figée, que le protocole change ensuite ou non. `protocole` nul : « sans protocole ». */
export type DestinataireFige = {
  readonly intitule: string
  readonly adresse: string | null
  readonly courriel: string | null
  readonly telephone: string | null
  readonly protocole: string | null
  readonly copies: readonly string[]
}

/**
 * Information préalable d'un titulaire de l'autorité parentale. Jours « AAAA-MM-JJ » ; `mode` et `motif` sont des codes.
 *
 * @source CASF L226-2-1 — « Sauf intérêt contraire de l'enfant, […] sont préalablement informés de cette transmission »
 */
export type StatutInformation =
  | { readonly statut: 'faite'; readonly le: string; readonly mode: string; readonly par: string; readonly reaction: string | null }
  | { readonly statut: 'non_faite'; readonly motif: string; readonly explication: string }

/** Les titulaires connus et leur statut (`null` : pas encore de choix) ; ou, s'il n'y en a aucun, pourquoi. */
export type InformationsPrealables = {
  readonly titulaires: ReadonlyMap<string, StatutInformation | null>
  readonly sansTitulaire: string | null
}

export type Brouillon = { readonly statut: 'brouillon'; readonly id: string; readonly informations: InformationsPrealables }

export type Envoi = { readonly destinataire: DestinataireFige | null; readonly canal: CanalTransmission | null; readonly transmiseLe: Date }

type Partie = {
  readonly id: string
  readonly informations: ReadonlyMap<string, StatutInformation>
  readonly destinataire: DestinataireFige
  readonly canal: CanalTransmission
  readonly transmiseLe: Date
  readonly retourAttenduLe: string
}
export type Transmise = Partie & { readonly statut: 'transmise' }
export type Accusee = Partie & { readonly statut: 'accusee'; readonly accuseeLe: string }
export type Repondue = Partie & {
  readonly statut: 'repondue'
  readonly accuseeLe: string | null
  readonly repondueLe: string
  readonly suite: SuiteReponse
}

/** Une information partie : transmise, accusée, répondue. On ne revient jamais au brouillon. */
export type Partante = Transmise | Accusee | Repondue
export type InformationPreoccupante = Brouillon | Partante

/** Les suites qui closent l'attente. « Qualifiée, évaluation en cours » n'en est pas une : la réponse reste due (choix d'Égide, ADR 0012). */
export const suitesReponse = ['NON_QUALIFIEE', 'CLASSEE', 'ADMIN', 'JUDICIAIRE', 'DEJA_SUIVI'] as const satisfies readonly SuiteRetour[]
export type SuiteReponse = (typeof suitesReponse)[number]

/**
 * Ce qui arrive après la transmission. La qualification, la relance, la conclusion de l'évaluation et le départ de la famille se
 * consignent sans changer l'état : la réponse reste due.
 *
 * @source CASF D226-2-7 — la conclusion, « unique et commune », de l'évaluation
 */
export type Etape =
  | { readonly nature: 'accuse' | 'qualification' | 'relance' | 'depart'; readonly le: string }
  | { readonly nature: 'evaluation'; readonly le: string; readonly conclusion: SuiteIp }
  | { readonly nature: 'reponse'; readonly le: string; readonly suite: SuiteReponse }
export type NatureEtape = Etape['nature']

export const naturesEtape = {
  accuse: 'Accusé de réception',
  qualification: 'Qualification (évaluation en cours)',
  evaluation: 'Conclusion de l’évaluation',
  depart: 'La famille change de département',
  relance: 'Relance envoyée',
  reponse: 'Réponse : les suites données',
} as const satisfies Record<NatureEtape, string>

/**
 * Transmet l'information préoccupante. Aucun chemin n'y mène sans destinataire, canal, date et heure, ni sans le statut
 * d'information préalable de chaque titulaire de l'autorité parentale.
 *
 * @throws ErreurMetier invalide, en nommant la règle
 * @source CASF L226-2-1
 * @lu 2026-11-21
 */
export function transmettre(brouillon: Brouillon, envoi: Envoi, maintenant: Date, delaiMois = 3): Transmise {
  const { id } = brouillon
  if (!envoi.destinataire || envoi.destinataire.intitule.trim() === '') throw destinataireManquant(id)
  if (!envoi.canal) throw canalManquant(id)
  if (Number.isNaN(envoi.transmiseLe.getTime()) || envoi.transmiseLe > maintenant) throw transmissionFuture(id)
  return {
    statut: 'transmise',
    id,
    informations: informationsEntieres(id, brouillon.informations),
    destinataire: envoi.destinataire,
    canal: envoi.canal,
    transmiseLe: envoi.transmiseLe,
    retourAttenduLe: echeanceRetour(envoi.transmiseLe, delaiMois),
  }
}

function informationsEntieres(id: string, { titulaires, sansTitulaire }: InformationsPrealables): ReadonlyMap<string, StatutInformation> {
  if (titulaires.size === 0 && !sansTitulaire?.trim()) throw titulairesManquants(id)
  const entieres = new Map<string, StatutInformation>()
  for (const [titulaireId, statut] of titulaires) {
    if (statut === null) throw informationManquante(id)
    entieres.set(titulaireId, statut)
  }
  return entieres
}

/** L'information transmise est seule à pouvoir avancer. @throws ErreurMetier conflit */
export function exigerBrouillon(information: InformationPreoccupante): Brouillon {
  if (information.statut !== 'brouillon') throw dejaTransmise(information.id)
  return information
}

/**
 * Consigne une étape, datée entre la transmission et aujourd'hui. Un seul accusé ; ni accusé, ni qualification, ni relance après
 * la réponse ; une seconde réponse complète ou rectifie la première, qui reste lisible. La conclusion de l'évaluation et le départ
 * de la famille se consignent quand on les apprend, réponse reçue ou non.
 *
 * @throws ErreurMetier
 * @source CASF L226-5 — la réponse due à l'émetteur
 */
export function avancer(ip: Partante, etape: Etape, jourTransmission: string, aujourdHui: string): Partante {
  if (etape.le > aujourdHui) throw etapeFuture(ip.id)
  if (etape.le < jourTransmission) throw etapeAvantTransmission(ip.id)
  const accuseeLe = ip.statut === 'transmise' ? null : ip.accuseeLe
  if (etape.nature === 'reponse') return { ...partieDe(ip), statut: 'repondue', accuseeLe, repondueLe: etape.le, suite: etape.suite }
  if (etape.nature === 'evaluation' || etape.nature === 'depart') return ip
  if (ip.statut === 'repondue') throw dejaRepondue(ip.id)
  if (etape.nature !== 'accuse') return ip
  if (ip.statut === 'accusee') throw dejaAccusee(ip.id)
  return { ...partieDe(ip), statut: 'accusee', accuseeLe: etape.le }
}

const partieDe = ({ id, informations, destinataire, canal, transmiseLe, retourAttenduLe }: Partie): Partie => ({
  id,
  informations,
  destinataire,
  canal,
  transmiseLe,
  retourAttenduLe,
})

/** L'attente d'une réponse, calculée ; « sans réponse à l'échéance » est un état qui se compte, jamais une sanction. */
export type Attente = 'en_attente' | 'en_retard' | 'repondue'

export function attenteDe(ip: { readonly retourAttenduLe: string; readonly repondueLe: string | null }, aujourdHui: string): Attente {
  if (ip.repondueLe !== null) return 'repondue'
  return estEnRetard(ip.retourAttenduLe, aujourdHui) ? 'en_retard' : 'en_attente'
}

/** Référence sans nom de personne, stable dès le brouillon : « IP-15-2026-3F9A12C4 ». */
export const referenceDe = (id: string, codeDepartement: string, annee: string): string =>
  `IP-${codeDepartement}-${annee}-${id.slice(0, 8).toUpperCase()}`
