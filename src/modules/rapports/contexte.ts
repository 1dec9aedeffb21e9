import { anneeEnClair } from '#modules/pilotage/index.ts'
import type { AnneeDeSerie, Perimetre } from './rapport.ts'
import { type CaseComptee, libelleDuCode, noteDeLaDimension, noteDuType, part, partsDe, totaux } from './table.ts'

/** Un territoire qu'on compare : celui du rapport d'abord, puis ceux qui le contiennent, jusqu'au plus large. */
export type Colonne = { readonly libelle: string; readonly cases: readonly CaseComptee[]; readonly perimetre: Perimetre }

/** Une valeur par colonne ; null : masquée, ou inconnue. */
export type LigneComparee = { readonly code: string; readonly libelle: string; readonly valeurs: readonly (number | null)[] }
export type PartsComparees = {
  readonly dimension: string
  readonly note: ReturnType<typeof noteDeLaDimension>
  readonly lignes: readonly LigneComparee[]
}

const COMPAREES = ['motif', 'type_acte', 'origine', 'niveau'] as const
const RAPPORTES = ['acte', 'ouverture', 'cloture', 'ip', 'signalement'] as const

export const TAUX = {
  terme: 'Pour 100 élèves',
  definition: 'Ce qui est compté dans le rapport, rapporté aux élèves des établissements dont le rapport y est compté.',
  perimetre: 'Les rapports figés ; un territoire n’y est comparé qu’à ceux qui le contiennent.',
  denominateur: 'Les effectifs connus de ces établissements.',
  source: 'Annuaire de l’éducation nationale, Licence Ouverte. Taux proposé par Égide.',
} as const

export const PARTS = { perimetre: 'Les actes comptés dans chaque rapport figé.', denominateur: 'Tous les actes du même rapport.' } as const

/** Ce qu'on compte pour cent élèves, dans chaque territoire. */
export function tauxCompares(colonnes: readonly Colonne[]): LigneComparee[] {
  const comptes = colonnes.map(({ cases, perimetre }) => ({ totaux: totaux(cases), eleves: perimetre.elevesComptes }))
  return RAPPORTES.map((type) => ({
    code: type,
    libelle: noteDuType(type).libelle,
    valeurs: comptes.map((c) => part(c.totaux.get(type), c.eleves)),
  }))
}

/** Comment les actes se répartissent dans chaque territoire, dans l'ordre du plus large ; ce qui est masqué partout ne se montre pas. */
export function partsComparees(colonnes: readonly Colonne[]): PartsComparees[] {
  return COMPAREES.map((dimension) => {
    const lues = colonnes.map(({ cases }) => ({
      parts: partsDe(cases, dimension),
      // Une case absente vaut zéro, sauf quand tous les actes sont tus.
      absente: totaux(cases).get('acte') === null ? null : 0,
    }))
    return {
      dimension,
      note: noteDeLaDimension(dimension),
      lignes: [...(lues.at(-1)?.parts.keys() ?? [])]
        .filter((code) => lues.some(({ parts }) => (parts.get(code) ?? null) !== null))
        .map((code) => ({
          code,
          libelle: libelleDuCode(dimension, code),
          valeurs: lues.map(({ parts, absente }) => (parts.has(code) ? (parts.get(code) ?? null) : absente)),
        })),
    }
  })
}

const SUIVIS = ['acte', 'ouverture', 'ip'] as const

export const SERIE = {
  perimetre: 'Le dernier rapport figé de chaque année. Le nombre de rapports reçus varie : comparez avec les taux.',
  denominateur: 'Aucun : c’est un compte.',
} as const

/** Ce qui se suit d'année en année ; null : masqué. */
export const anneesSuivies = (serie: readonly AnneeDeSerie[]) =>
  SUIVIS.map((type) => ({
    note: noteDuType(type),
    annees: serie.map((a) => ({
      annee: a.annee,
      nombre: a.retenus.includes(type) ? null : a.totaux[type] === undefined ? 0 : a.totaux[type],
    })),
  }))

/** Une phrase par année où la grille change. */
export const rupturesDe = (serie: readonly AnneeDeSerie[]): string[] =>
  serie
    .filter((a, rang) => rang > 0 && a.grille !== serie[rang - 1]?.grille)
    .map(
      (a) =>
        `La grille a changé en ${anneeEnClair(a.annee)} (version ${a.grille}) : la série est rompue cette année-là pour les rubriques modifiées.`,
    )
