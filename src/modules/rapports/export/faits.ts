import type { FigeSitue } from '../contenu-fige.ts'
import type { Colonne } from '../contexte.ts'
import { auMoinsDe, type CaseComptee, noteDuType, rangerEnTables, type Table, TYPES, totaux } from '../table.ts'

type Note = ReturnType<typeof noteDuType>

/** Ce qu'un rapport dit d'un type de faits : son total, et ses répartitions. `total` : null si masqué, au moins `auMoins` s'il se sait. */
export type FaitExporte = {
  readonly type: string
  readonly note: Note
  readonly total: number | null
  readonly auMoins: number | null
  readonly tables: readonly Table[]
}

/** Tous les types de faits, dans l'ordre du rapport ; un type sans aucun fait vaut zéro et n'a pas de répartition. */
export function faitsDe(cases: readonly CaseComptee[]): FaitExporte[] {
  const [tables, parType] = [rangerEnTables(cases), totaux(cases)]
  return Object.keys(TYPES).map((type) => ({
    type,
    note: noteDuType(type),
    total: parType.get(type) ?? null,
    auMoins: auMoinsDe(cases, type),
    tables: tables.filter((t) => t.type === type),
  }))
}

/** Le territoire du rapport, puis ceux qui le contiennent, chacun avec le numéro du rapport cité. */
export const colonnesDe = ({ territoire, instantane, cases, situations }: FigeSitue): (Colonne & { readonly numero: number })[] => [
  { libelle: territoire.libelle, numero: instantane.numero, perimetre: instantane.perimetre, cases },
  ...situations,
]
