import { type Grille, lire } from './grille.ts'
import { NON_PROUVEE, POUR_TOUJOURS, type Publication } from './publication.ts'
import type { Temoin } from './temoin.ts'

/**
 * Ce qui prouve les cases cachées d'un rapport et de tout ce qu'il consolide, tel qu'on l'a trouvé quand il a paru : le rapport d'au-dessus le
 * prolonge, au lieu de tout prouver de nouveau sans être sûr d'y parvenir. Une case absente de `cases` est prouvée pour toujours.
 *
 * `rapports` : lui et tous ceux qu'il consolide. Une colonne « !dimension/code » est le « non » d'une réponse multiple. Par triplets : dans `cases`,
 * un rapport, une colonne, un témoin ; dans chaque table d'un témoin, un rapport, une colonne, un écart.
 */
export type PreuvesGardees = {
  readonly seuil: number
  readonly rapports: readonly string[]
  readonly colonnes: readonly string[]
  readonly temoins: readonly (readonly (readonly number[])[])[]
  readonly cases: readonly number[]
}

/** Les preuves d'une ligne qui vient de paraître, et de toutes celles de dessous ; rien s'il en manque une. */
export function garderPreuves(p: Publication, t: number): PreuvesGardees | undefined {
  const { g } = p
  const territoires = p.descendants(t)
  const rangs = new Map(territoires.map((s, rang) => [s, rang]))
  const triplet = (cellule: number, valeur: number): number[] => [rangs.get(cellule % g.n) as number, Math.floor(cellule / g.n), valeur]
  const temoins = new Map<Temoin, number>()
  const cases: number[] = []
  for (const cellule of p.cachees(territoires, false)) {
    const temoin = p.temoins.get(cellule)
    if (temoin === undefined) return undefined
    const numero = temoins.get(temoin) ?? temoins.size
    temoins.set(temoin, numero)
    cases.push(...triplet(cellule, numero))
  }
  return {
    seuil: p.seuil,
    rapports: territoires.map((s) => g.ids[s] as string),
    colonnes: nommerColonnes(g),
    temoins: [...temoins.keys()].map(({ tables }) =>
      tables.map((table) => [...table.keys()].filter((i) => i % 2 === 0).flatMap((i) => triplet(lire(table, i), lire(table, i + 1)))),
    ),
    cases,
  }
}

/** Rend à une ligne parue ses preuves. Faux, et rien n'est fait, si elles ne sont pas celles de ces rapports-ci, de ce seuil, de ces dimensions. */
export function reconnaitre(p: Publication, t: number, gardees: PreuvesGardees): boolean {
  const { g } = p
  const territoires = p.descendants(t)
  const rangs = gardees.rapports.map((id) => g.rangs.get(id) ?? -1)
  const dedans = new Set(territoires)
  if (gardees.seuil !== p.seuil || rangs.length !== territoires.length || !rangs.every((s) => dedans.has(s))) return false
  const numeros = new Map(nommerColonnes(g).map((nom, c) => [nom, c]))
  const colonnes = gardees.colonnes.map((nom) => numeros.get(nom) ?? -1)
  const connues = new Set(gardees.colonnes)
  // Une dimension qui sommait peut ne plus sommer, avec d'autres rapports : ses « non » sont alors des colonnes de plus.
  const memesDimensions = gardees.colonnes.every((nom) => connues.has(non(nom)) === numeros.has(non(nom)))
  if (colonnes.includes(-1) || !memesDimensions) return false

  const cellule = (triplets: readonly number[], i: number) =>
    lireA(colonnes, lireA(triplets, i + 1)) * g.n + lireA(rangs, lireA(triplets, i))
  const temoins = gardees.temoins.map(
    (tables): Temoin => ({
      haut: t,
      tables: tables.map((table) => {
        const ecarts = new Int32Array((table.length / 3) * 2)
        for (let i = 0; i < table.length; i += 3) ecarts.set([cellule(table, i), lireA(table, i + 2)], (i / 3) * 2)
        return ecarts
      }),
    }),
  )
  for (const x of p.cachees(territoires, false)) p.preuves[x] = POUR_TOUJOURS
  for (let i = 0; i < gardees.cases.length; i += 3) {
    const x = cellule(gardees.cases, i)
    p.preuves[x] = NON_PROUVEE
    p.temoins.set(x, temoins[lireA(gardees.cases, i + 2)] as Temoin)
  }
  return true
}

const lireA = (liste: readonly number[], i: number): number => liste[i] as number
const non = (nom: string): string => `!${nom}`
const nommerColonnes = (g: Grille): string[] => g.cles.map((cle, c) => cle ?? non(g.cles[c - 1] as string))
