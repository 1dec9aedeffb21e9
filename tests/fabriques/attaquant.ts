import type { Highs, ModelData } from 'highs'
import * as moduleHighs from 'highs'
import { type CleCase, estPrimaire, type Masque, type Tables, tableTue } from '#modules/rapports/secret/index.ts'

/** Ce que tout le monde peut lire : l'arbre, et pour chaque territoire publié ses cases, un nombre ou rien. */
export type Publie = {
  readonly parents: ReadonlyMap<string, string | null>
  /** Ceux qui somment d'autres territoires que leurs enfants : ainsi deux rapports qui comptent les mêmes établissements. */
  readonly sommes?: ReadonlyMap<string, readonly string[]>
  readonly cases: ReadonlyMap<string, ReadonlyMap<CleCase, number | null>>
  /** Les petits comptes des tables tues : rien ne s'en lit, pas même qu'ils ne sont pas nuls ; on les attaque comme les autres. */
  readonly tues: ReadonlyMap<string, ReadonlySet<CleCase>>
  /** Toutes les cases qu'un territoire publierait ; les dimensions à réponses multiples, à part. */
  readonly cles: readonly CleCase[]
  readonly reponsesMultiples: ReadonlySet<string>
}

export type Decouverte = { readonly territoire: string; readonly cle: CleCase; readonly min: number; readonly max: number }

// Le paquet déclare du CommonJS et sert un module : TypeScript croit l’export par défaut un cran plus bas.
const charger = moduleHighs.default as unknown as () => Promise<Highs>

const PLAFOND = 10_000
const dimensionDe = (cle: CleCase) => cle.split('/')[0] as string

/** Ce que publient ces masques : les zéros et les autres cases se lisent, les masquées se taisent. */
export function casesPubliees(tables: Tables, masque: Masque): Map<CleCase, number | null> {
  const cases: [CleCase, number][] = [['total', tables.total]]
  for (const [d, codes] of Object.entries(tables.dimensions)) for (const [code, n] of Object.entries(codes)) cases.push([`${d}/${code}`, n])
  const tue = (cle: CleCase) => masque.has(tableTue(dimensionDe(cle)))
  return new Map(cases.filter(([cle]) => !tue(cle)).map(([cle, n]) => [cle, masque.has(cle) ? null : n]))
}

/** Les petits comptes que ces masques taisent avec leur table. Un plus grand peut être une somme de cases publiées : il n'est pas secret. */
export const casesTues = ({ dimensions }: Tables, masque: Masque, seuil: number): Set<CleCase> =>
  new Set(
    Object.entries(dimensions)
      .filter(([d]) => masque.has(tableTue(d)))
      .flatMap(([d, codes]) => Object.entries(codes).flatMap(([code, n]): CleCase[] => (estPrimaire(n, seuil) ? [`${d}/${code}`] : []))),
  )

/**
 * L'attaquant : il connaît l'arbre, tout ce qui est publié, le seuil et la règle (une case masquée vaut au moins 1), et résout des
 * programmes linéaires. Il ne partage rien avec le code qui masque.
 */
export class Attaquant {
  readonly #highs: Highs
  resolutions = 0

  private constructor(highs: Highs) {
    this.#highs = highs
  }

  static async recruter(): Promise<Attaquant> {
    return new Attaquant(await charger())
  }

  /** Les cases masquées, ou tues, dont l'attaquant ramène l'effectif à un intervalle plus court que `ecart` ; la première seulement, si demandé. */
  attaquer(publie: Publie, ecart: number, { premiere = false } = {}): Decouverte[] {
    const { modele, masquees } = this.#modele(publie)
    if (masquees.length === 0) return []
    return this.#highs.withModel(modele, (m) => {
      m.options.set({ output_flag: false })
      const { maximize, minimize } = this.#highs.constants.objectiveSense
      const bas = new Float64Array(modele.numCols).fill(Number.POSITIVE_INFINITY)
      const haut = new Float64Array(modele.numCols).fill(Number.NEGATIVE_INFINITY)
      const resoudre = (colonnes: readonly number[], sens: typeof maximize | typeof minimize) => {
        m.changeColsCost(
          { kind: 'set', indices: colonnes },
          Float64Array.from(colonnes, () => 1),
        )
        m.changeObjectiveSense(sens)
        m.run()
        this.resolutions += 1
        if (m.getModelStatus() !== this.#highs.constants.modelStatus.optimal) throw new Error('l’attaquant n’a pas résolu son programme')
        for (const [i, v] of (m.getSolution().colValue ?? []).entries()) {
          bas[i] = Math.min(bas[i] as number, v)
          haut[i] = Math.max(haut[i] as number, v)
        }
        m.changeColsCost(
          { kind: 'set', indices: colonnes },
          Float64Array.from(colonnes, () => 0),
        )
      }
      const court = ({ colonne }: { colonne: number }) => (haut[colonne] as number) - (bas[colonne] as number) < ecart - 1e-6
      for (let tour = 0, restent = masquees; tour < 3 && restent.length > 0; tour++) {
        const colonnes = restent.map((c) => c.colonne).sort((a, b) => a - b)
        resoudre(colonnes, maximize)
        resoudre(colonnes, minimize)
        const suivants = masquees.filter(court)
        if (suivants.length === restent.length) break
        restent = suivants
      }
      const decouvertes: Decouverte[] = []
      for (const c of masquees) {
        if (court(c)) resoudre([c.colonne], maximize)
        if (court(c)) resoudre([c.colonne], minimize)
        if (court(c))
          decouvertes.push({ territoire: c.territoire, cle: c.cle, min: bas[c.colonne] as number, max: haut[c.colonne] as number })
        if (premiere && decouvertes.length > 0) break
      }
      return decouvertes
    })
  }

  #modele({ parents, sommes, cases, tues, cles, reponsesMultiples }: Publie) {
    const territoires = [...parents.keys()]
    const colonne = new Map(territoires.flatMap((t, i) => cles.map((cle, j) => [`${t} ${cle}`, i * cles.length + j] as const)))
    const col = (t: string, cle: CleCase) => colonne.get(`${t} ${cle}`) as number
    const numCols = territoires.length * cles.length
    const colLower = new Float64Array(numCols)
    const colUpper = new Float64Array(numCols).fill(PLAFOND)
    const masquees: { territoire: string; cle: CleCase; colonne: number }[] = []
    for (const [territoire, siennes] of cases)
      for (const [cle, nombre] of siennes) {
        const c = col(territoire, cle)
        colLower[c] = nombre ?? 1
        if (nombre !== null) colUpper[c] = nombre
        else masquees.push({ territoire, cle, colonne: c })
      }
    for (const [territoire, siennes] of tues) for (const cle of siennes) masquees.push({ territoire, cle, colonne: col(territoire, cle) })
    const lignes: { indices: number[]; values: number[]; exacte: boolean }[] = []
    const enfants = Map.groupBy(territoires, (t) => parents.get(t) ?? null)
    for (const t of territoires) {
      for (const cle of cles) {
        const siens = sommes?.get(t) ?? enfants.get(t) ?? []
        if (siens.length > 0)
          lignes.push({ indices: [col(t, cle), ...siens.map((s) => col(s, cle))], values: [-1, ...siens.map(() => 1)], exacte: true })
      }
      for (const [d, codes] of Map.groupBy(
        cles.filter((cle) => cle !== 'total'),
        dimensionDe,
      ))
        if (reponsesMultiples.has(d))
          for (const cle of codes) lignes.push({ indices: [col(t, 'total'), col(t, cle)], values: [-1, 1], exacte: false })
        else
          lignes.push({ indices: [col(t, 'total'), ...codes.map((cle) => col(t, cle))], values: [-1, ...codes.map(() => 1)], exacte: true })
    }
    const starts = [0]
    for (const l of lignes) starts.push((starts.at(-1) as number) + l.indices.length)
    const modele: ModelData = {
      numCols,
      numRows: lignes.length,
      colCost: new Float64Array(numCols),
      colLower,
      colUpper,
      rowLower: Float64Array.from(lignes, (l) => (l.exacte ? 0 : -this.#highs.infinity)),
      rowUpper: new Float64Array(lignes.length),
      matrix: {
        format: 'csr',
        numRows: lignes.length,
        numCols,
        starts,
        indices: lignes.flatMap((l) => l.indices),
        values: lignes.flatMap((l) => l.values),
      },
    }
    return { modele, masquees }
  }
}
