/** À qui un enfant a pu raconter avant nous. Proposition d'Égide : aucune liste publiée n'a été trouvée. */
export const QUALITES = {
  police_gendarmerie: 'Police ou gendarmerie',
  crip: 'Cellule départementale (CRIP)',
  infirmiere: 'Infirmière ou infirmier',
  cpe: 'Conseiller principal d’éducation (CPE)',
  enseignant: 'Enseignant ou enseignante',
  parent: 'Parent',
  autre: 'Quelqu’un d’autre',
} as const satisfies Readonly<Record<string, string>>

export type Qualite = keyof typeof QUALITES
export const qualites = Object.keys(QUALITES) as [Qualite, ...Qualite[]]

/** Ce qui est chiffré d'un récit. */
export type ContenuRecit = { readonly precision: string | null; readonly commentSu: string | null }

/** L'enfant a raconté ailleurs, sans que ses mots soient connus. `le` nul : on ne sait pas quand. */
export type Recit = ContenuRecit & {
  readonly id: string
  readonly aQui: Qualite
  readonly le: string | null
  readonly saisiLe: Date
  readonly auteur: string
}

/** Une fois où l'enfant a raconté : paroles recueillies, ou récit fait ailleurs. */
export type Fois = { readonly a: string; readonly le: string | null }

/** Combien de fois, à qui, quand ; de la plus récente à la plus ancienne, les dates inconnues en dernier. */
export type Bilan = { readonly n: number; readonly fois: readonly Fois[] }

export const destinataireDe = ({ aQui, precision }: Pick<Recit, 'aQui' | 'precision'>): string =>
  precision === null ? QUALITES[aQui] : `${QUALITES[aQui]} (${precision})`

/** Des paroles consignées et un récit comptent chacun une fois. */
export function bilanDe(paroles: readonly Fois[], recits: readonly Pick<Recit, 'aQui' | 'precision' | 'le'>[]): Bilan {
  const fois = [...paroles.map(({ a, le }) => ({ a, le })), ...recits.map((r) => ({ a: destinataireDe(r), le: r.le }))]
  return { n: fois.length, fois: fois.toSorted((x, y) => (y.le ?? '').localeCompare(x.le ?? '')) }
}
