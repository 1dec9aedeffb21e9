import type { Dossier, Identite } from '#modules/dossiers/index.ts'
import type { AliasMesures, MesureProtection } from '#modules/referentiels/index.ts'
import { ajouterJours, ajouterMois } from '#socle/calendrier.ts'

/** Ce qu'on sait d'une mesure, et de qui on le tient ; sous la clé du dossier. */
export type ContenuMesure = {
  readonly ditPar: string
  readonly ditLe: string | null
  readonly decideePar: string | null
  readonly service: string | null
  readonly referent: string | null
  readonly coordonnees: string | null
  readonly accueil: string | null
  readonly scolarite: string | null
  readonly precision: string | null
}

/** `du`, `echeance` nuls : ne sait pas. `finieLe` : prise fin ce jour-là. Jours civils « AAAA-MM-JJ ». */
export type Mesure = ContenuMesure & {
  readonly id: string
  readonly type: MesureProtection
  readonly du: string | null
  readonly echeance: string | null
  readonly finieLe: string | null
  readonly remplaceeParId: string | null
  readonly auteur: string
  readonly saisieLe: Date
}

export type MesuresLues = {
  readonly dossier: Dossier
  readonly identite: Identite
  readonly mesures: readonly Mesure[]
  readonly revueLe: string | null
  readonly majeurLe: string
  readonly revueAFaire: boolean
  readonly peutEcrire: boolean
  /** Les noms locaux du protocole en vigueur : à côté du libellé national, jamais à sa place. */
  readonly alias: AliasMesures
}

/** L'enfant vit ailleurs que chez ses parents, sur décision ou accord. */
const HORS_DU_FOYER = new Set<MesureProtection>([
  'AP',
  'A72',
  'A5J',
  'ADB',
  'OPP_JE',
  'OPP_PR',
  'PLAC_PARENT',
  'PLAC_TDC',
  'PLAC_ASE',
  'PLAC_DIRECT',
  'PLAC_SANITAIRE',
  'TUTELLE',
  'PUPILLE',
])
export const estHorsDuFoyer = (type: MesureProtection): boolean => HORS_DU_FOYER.has(type)

/** L'exercice de l'autorité parentale n'y est plus, ou plus seulement, celui des parents : la décision le dit. */
const AUTORITE_DEPLACEE = new Set<MesureProtection>(['DAP', 'TUTELLE', 'PUPILLE'])
export const deplaceAutorite = (type: MesureProtection): boolean => AUTORITE_DEPLACEE.has(type)

type Duree = { readonly mois?: number; readonly jours?: number; readonly source: string }

/**
 * Les durées maximales que les textes relevés donnent ; les autres mesures n'en ont pas ici.
 *
 * @source C. civ. 375 (deux ans), 375-2 (un an pour l'AEMO renforcée), 375-9-1 (deux ans) ; CASF L223-2 (72 heures, cinq jours)
 * @lu 2026-11-26
 */
const DUREES: Partial<Readonly<Record<MesureProtection, Duree>>> = {
  AEMO: { mois: 24, source: 'C. civ., art. 375' },
  AEMO_R: { mois: 12, source: 'C. civ., art. 375-2' },
  MJAGBF: { mois: 24, source: 'C. civ., art. 375-9-1' },
  A72: { jours: 3, source: 'CASF, art. L223-2' },
  A5J: { jours: 5, source: 'CASF, art. L223-2' },
}

/** Au plus tard quand la mesure s'arrête ou se renouvelle, si un texte le dit et que son début est connu. */
export function termeLegal({ type, du }: Pick<Mesure, 'type' | 'du'>): { readonly jour: string; readonly source: string } | null {
  const duree = DUREES[type]
  if (duree === undefined || du === null) return null
  return { jour: duree.mois === undefined ? ajouterJours(du, duree.jours ?? 0) : ajouterMois(du, duree.mois), source: duree.source }
}

/** Le terme à surveiller : celui qu'on a dit, à défaut celui du texte. */
export const termeDe = (m: Pick<Mesure, 'type' | 'du' | 'echeance'>): string | null => m.echeance ?? termeLegal(m)?.jour ?? null

export const estActive = (m: Pick<Mesure, 'finieLe' | 'remplaceeParId'>): boolean => m.finieLe === null && m.remplaceeParId === null

/** Une mesure active dont le terme approche ou est passé. */
export function expireAvant(m: Mesure, jour: string): boolean {
  const terme = termeDe(m)
  return estActive(m) && terme !== null && terme <= jour
}

/**
 * Le jour des dix-huit ans. Né un 29 février, le 28 février de cette année-là : choix d'Égide, le texte ne le dit pas.
 *
 * @source C. civ. 371-1 — l'autorité parentale appartient aux parents jusqu'à la majorité ou l'émancipation
 */
export const jourDeMajorite = (neLe: string): string => ajouterMois(neLe, 18 * 12)

/** La revue se rappelle à l'approche des dix-huit ans, puis tant qu'elle n'est pas faite. */
export const revueDue = (majeurLe: string, revueLe: string | null, aujourdHui: string, avanceMois: number): boolean =>
  revueLe === null && ajouterMois(majeurLe, -avanceMois) <= aujourdHui
