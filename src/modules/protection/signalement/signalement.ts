import type { CanalTransmission } from '#modules/referentiels/index.ts'
import {
  accuseApresSuites,
  canalManquant,
  dejaAccuse,
  dejaCopie,
  destinataireManquant,
  etapeAnterieure,
  etapeFuture,
  parentsAConfirmer,
  pasEncoreTransmis,
  transmissionFuture,
} from './erreurs.ts'

/** À qui l'écrit est parti : copie figée. `protocole` nul : « sans protocole ». */
export type Parquet = {
  readonly intitule: string
  readonly adresse: string | null
  readonly courriel: string | null
  readonly telephone: string | null
  readonly protocole: string | null
}

export type Brouillon = {
  readonly statut: 'brouillon'
  readonly id: string
  readonly parentsInformes: boolean
  readonly infractionFamille: boolean
}
export type Envoi = {
  readonly destinataire: Parquet | null
  readonly canal: CanalTransmission | null
  readonly transmisLe: Date
  readonly parentsConfirmes: boolean
}

type Parti = {
  readonly id: string
  readonly destinataire: Parquet
  readonly canal: CanalTransmission
  readonly transmisLe: Date
  /** Jour de la copie au président du conseil départemental ; nul : encore due. */
  readonly copieLe: string | null
}
export type Transmis = Parti & { readonly statut: 'transmis' }
export type Accuse = Parti & { readonly statut: 'accuse'; readonly accuseLe: string }
export type Suivi = Parti & { readonly statut: 'suivi'; readonly accuseLe: string | null; readonly suiteLe: string }
export type Partant = Transmis | Accuse | Suivi
export type Signalement = Brouillon | Partant

/** Ce qui suit la transmission, jour à Paris « AAAA-MM-JJ ». */
export type Etape = { readonly nature: NatureEtape; readonly le: string }
export const naturesEtape = {
  copie: 'Copie au président du conseil départemental',
  accuse: 'Accusé de réception du parquet',
  suite: 'Suites données par le parquet',
} as const
export type NatureEtape = keyof typeof naturesEtape

/**
 * L'arrêt qui demande une confirmation, jamais un refus : parents informés alors qu'une infraction dans la famille est décrite.
 *
 * @source pratique (certitude : secondaire) ; CPP art. 11, secret de l'enquête
 * @lu 2026-11-26
 */
export const demandeConfirmation = (b: Pick<Brouillon, 'parentsInformes' | 'infractionFamille'>): boolean =>
  b.parentsInformes && b.infractionFamille

/**
 * Transmet : un parquet, une voie, une date et une heure. La copie au département ne retient pas la transmission.
 *
 * @throws ErreurMetier invalide, en nommant la règle
 * @source CASF L226-4 II ; CPP art. 40
 * @lu 2026-11-26
 */
export function transmettre(brouillon: Brouillon, envoi: Envoi, maintenant: Date): Transmis {
  const { id } = brouillon
  if (!envoi.destinataire || envoi.destinataire.intitule.trim() === '') throw destinataireManquant(id)
  if (!envoi.canal) throw canalManquant(id)
  if (Number.isNaN(envoi.transmisLe.getTime()) || envoi.transmisLe > maintenant) throw transmissionFuture(id)
  if (demandeConfirmation(brouillon) && !envoi.parentsConfirmes) throw parentsAConfirmer(id)
  return { statut: 'transmis', id, destinataire: envoi.destinataire, canal: envoi.canal, transmisLe: envoi.transmisLe, copieLe: null }
}

/**
 * Consigne une étape, datée entre la transmission et aujourd'hui. Une copie, un accusé ; des suites autant qu'il en vient. La copie
 * reste consignable après les suites : elle est due tant qu'elle n'est pas faite.
 *
 * @throws ErreurMetier
 * @source CASF L226-4 II — la copie au président du conseil départemental ; CPP art. 40-1 et 40-2 — les suites
 * @lu 2026-11-26
 */
export function avancer(s: Signalement, etape: Etape, jourTransmission: string, aujourdHui: string): Partant {
  if (s.statut === 'brouillon') throw pasEncoreTransmis(s.id)
  if (etape.le > aujourdHui) throw etapeFuture(s.id)
  if (etape.le < jourTransmission) throw etapeAnterieure(s.id)
  if (etape.nature === 'copie') {
    if (s.copieLe !== null) throw dejaCopie(s.id)
    return { ...s, copieLe: etape.le }
  }
  const { id, destinataire, canal, transmisLe, copieLe } = s
  const parti = { id, destinataire, canal, transmisLe, copieLe }
  if (etape.nature === 'suite')
    return { ...parti, statut: 'suivi', accuseLe: s.statut === 'transmis' ? null : s.accuseLe, suiteLe: etape.le }
  if (s.statut === 'suivi') throw accuseApresSuites(s.id)
  if (s.statut === 'accuse') throw dejaAccuse(s.id)
  return { ...parti, statut: 'accuse', accuseLe: etape.le }
}

/** L'état où mènent les étapes consignées, l'une après l'autre. */
export const rejouer = (depart: Signalement, etapes: readonly Etape[], jourTransmission: string, aujourdHui: string): Signalement =>
  etapes.reduce<Signalement>((s, etape) => avancer(s, etape, jourTransmission, aujourdHui), depart)

/** Référence sans nom de personne : « SIG-15-2026-3F9A12C4 ». */
export const referenceDe = (id: string, codeDepartement: string, annee: string): string =>
  `SIG-${codeDepartement}-${annee}-${id.slice(0, 8).toUpperCase()}`
