import {
  instances,
  motifsIntervention,
  niveauxScolaires,
  originesDemande,
  themesActionCollective,
  typesActe,
} from '#modules/referentiels/index.ts'
import { libelleDe } from '#socle/nomenclature.ts'
import { moisEnClair } from '#ui/dates.ts'

/** Une case d'une répartition ; `nombre` est null quand le secret statistique la masque. */
export type Case = { readonly code: string; readonly nombre: number | null }

/** Le territoire demandé et ses ancêtres, lui compris. */
export type TerritoireVise = { readonly id: string; readonly ancetres: readonly string[] }

export type TypeFait = 'acte' | 'ouverture' | 'ip' | 'conseil' | 'instance' | 'action_collective'
export type DimensionChiffres = 'mois' | 'motif' | 'niveau' | 'type_acte' | 'origine' | 'instance' | 'theme'

/** Les chiffres d'un territoire pour une année scolaire. `totaux` : null si masqué. */
export type Chiffres = {
  readonly territoireId: string
  readonly territoire: string
  readonly annee: number
  readonly seuil: number
  readonly totaux: Readonly<Record<TypeFait, number | null>>
  readonly repartitions: Readonly<Record<DimensionChiffres, readonly Case[]>>
}

/** Ce que chaque répartition répartit : des actes, ou ce qui ne nomme personne. */
export const TYPE_REPARTI = {
  mois: 'acte',
  motif: 'acte',
  niveau: 'acte',
  type_acte: 'acte',
  origine: 'acte',
  instance: 'instance',
  theme: 'action_collective',
} as const satisfies Record<DimensionChiffres, TypeFait>

const NOMENCLATURES = {
  motif: motifsIntervention,
  niveau: niveauxScolaires,
  type_acte: typesActe,
  origine: originesDemande,
  instance: instances,
  theme: themesActionCollective,
} as const

/** Ce qu'on lit à la place du code. */
export function libelleCase(dimension: DimensionChiffres, code: string): string {
  return dimension === 'mois' ? moisEnClair(code) : libelleDe(NOMENCLATURES[dimension], code)
}

/** Les mois se suivent, les niveaux suivent la scolarité, le reste va du plus fréquent au plus rare, le masqué à la fin. */
export function ordonner(dimension: DimensionChiffres, cases: readonly Case[]): Case[] {
  const suivis = dimension === 'mois' || dimension === 'niveau'
  return [...cases].sort((a, b) =>
    suivis ? a.code.localeCompare(b.code) : (b.nombre ?? -1) - (a.nombre ?? -1) || a.code.localeCompare(b.code),
  )
}
