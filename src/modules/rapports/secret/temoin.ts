import { type Grille, lire, MASQUEE, VISIBLE } from './grille.ts'

/**
 * Une preuve gardée : une ou deux autres tables possibles, en écarts (case, écart, case, écart…) à la vraie, connues jusqu'au
 * territoire `haut` ; au-dessus, elles se déduisent. Deux tables diffèrent entre elles, une seule diffère de la vraie.
 */
export type Temoin = { readonly haut: number; readonly tables: readonly Int32Array[] }

/** Ce que devient un témoin jusqu'au territoire `t` : `contraires`, les cases publiées qu'il ferait bouger ; `clos`, s'il ne touche pas à `t`. */
export type Prolongement = { readonly temoin: Temoin; readonly contraires: readonly number[]; readonly clos: boolean }

export function prolonger(g: Grille, { haut, tables }: Temoin, t: number): Prolongement {
  const contraires = new Set<number>()
  let clos = true
  const prolongees = tables.map((table) => {
    const ecarts = [...table]
    let ligne = [...paires(table)].filter(([cellule]) => cellule % g.n === haut)
    for (let a = haut; a !== t; ) {
      const parent = lire(g.parent, a)
      ligne = ligne.map(([cellule, ecart]) => [cellule - a + parent, ecart])
      for (const [cellule, ecart] of ligne) {
        ecarts.push(cellule, ecart)
        const publiee = lire(g.etat, cellule)
        if (publiee === VISIBLE || lire(g.valeur, cellule) + ecart < (publiee === MASQUEE ? 1 : 0)) contraires.add(cellule)
      }
      a = parent
    }
    if (ligne.length > 0) clos = false
    return Int32Array.from(ecarts)
  })
  return { temoin: { haut: t, tables: prolongees }, contraires: [...contraires], clos }
}

/** Les cases qu'un témoin protège : entre ses tables, elles diffèrent d'au moins l'intervalle. */
export function protegees({ tables }: Temoin, intervalle: number): number[] {
  const ecarts = new Map<number, number>()
  for (const [sens, table] of tables.entries())
    for (const [cellule, ecart] of paires(table)) ecarts.set(cellule, (ecarts.get(cellule) ?? 0) + (sens === 0 ? ecart : -ecart))
  return [...ecarts].filter(([, ecart]) => Math.abs(ecart) >= intervalle).map(([cellule]) => cellule)
}

export const touche = ({ tables }: Temoin, quoi: (cellule: number) => boolean): boolean =>
  tables.some((table) => table.some((x, i) => i % 2 === 0 && quoi(x)))

function* paires(table: Int32Array): Generator<readonly [number, number]> {
  for (let i = 0; i < table.length; i += 2) yield [lire(table, i), lire(table, i + 1)]
}
