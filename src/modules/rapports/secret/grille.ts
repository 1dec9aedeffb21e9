/** Une case : « total », ou « dimension/code ». */
export type CleCase = 'total' | `${string}/${string}`
/**
 * Les cases masquées d'un territoire ; les autres se publient, zéros compris. « dimension/* » : la table est tue, rien n'en paraît, pas
 * même quels codes sont à zéro.
 */
export type Masque = ReadonlySet<CleCase>

/** Ce qu'un territoire compte pour un type de faits. Les codes d'une dimension somment au total, sauf réponses multiples. */
export type Tables = { readonly total: number; readonly dimensions: Readonly<Record<string, Readonly<Record<string, number>>>> }

/**
 * Un territoire et son parent. Sans `tables`, ses comptes sont la somme de ses enfants ; avec, ce sont les siens, même d'une autre somme :
 * d'une version à l'autre d'un rapport, ce qui bouge bouge d'autant, quels que soient les comptes (`versions.ts`).
 */
export type Territoire = { readonly id: string; readonly parentId: string | null; readonly tables?: Tables }

export const TUE = 0
export const VISIBLE = 1
export const MASQUEE = 2

/** Une dimension : ses colonnes, de `debut` à `fin` exclue. `reste` : la dernière ne se publie jamais. */
type Dimension = { readonly nom: string; readonly debut: number; readonly fin: number; readonly reste: boolean }

/**
 * Les tables d'un type de faits, tous territoires ensemble. La case (territoire t, colonne c) est l'indice c × n + t ; la colonne 0 est
 * le total. Les enfants d'un territoire se suivent. Une dimension à réponses multiples devient autant de dimensions oui / non, dont
 * le « non » ne se publie pas.
 */
export type Grille = {
  readonly n: number
  readonly ids: readonly string[]
  readonly rangs: ReadonlyMap<string, number>
  readonly parent: Int32Array
  readonly profondeur: Int32Array
  readonly premierEnfant: Int32Array
  readonly dernierEnfant: Int32Array
  readonly dimensions: readonly Dimension[]
  readonly dimensionDe: Int32Array
  readonly cles: readonly (CleCase | null)[]
  readonly valeur: Int32Array
  readonly etat: Uint8Array
}

type Noeud = { id: string; parent: number; tables: Tables | undefined }

/** Valeur d'un tableau typé à un indice que l'appelant sait dans ses bornes. */
export const lire = (tableau: Int32Array | Uint8Array, i: number): number => tableau[i] as number

/** Range les territoires, étage par étage, et vérifie que tout somme. Une table qui ne somme pas est refusée : rien ne se prouverait. */
export function dresserGrille(territoires: readonly Territoire[], reponsesMultiples: ReadonlySet<string>): Grille {
  const noeuds = ranger(territoires)
  const n = noeuds.length
  const rangs = new Map(noeuds.map((x, i) => [x.id, i]))
  const { dimensions, cles, colonneDe } = colonnes(territoires, reponsesMultiples)
  const g: Grille = {
    n,
    ids: noeuds.map((x) => x.id),
    rangs,
    parent: Int32Array.from(noeuds, (x) => x.parent),
    profondeur: new Int32Array(n),
    premierEnfant: new Int32Array(n),
    dernierEnfant: new Int32Array(n),
    dimensions,
    dimensionDe: new Int32Array(cles.length).fill(-1),
    cles,
    valeur: new Int32Array(n * cles.length),
    etat: new Uint8Array(n * cles.length),
  }
  for (const [d, { debut, fin }] of dimensions.entries()) g.dimensionDe.fill(d, debut, fin)
  for (let t = 0; t < n; t++) {
    const p = lire(g.parent, t)
    if (p < 0) continue
    g.profondeur[t] = lire(g.profondeur, p) + 1
    if (lire(g.dernierEnfant, p) === 0) g.premierEnfant[p] = t
    g.dernierEnfant[p] = t + 1
  }
  for (let t = n - 1; t >= 0; t--) remplir(g, t, noeuds[t] as Noeud, colonneDe)
  return g
}

/** La clé d'une table tue. */
export const tableTue = (dimension: string): CleCase => `${dimension}/*`

export const estFeuille = (g: Grille, t: number): boolean => lire(g.dernierEnfant, t) === 0

/** Les territoires, parents d'abord, enfants d'un même parent à la suite. */
function ranger(territoires: readonly Territoire[]): Noeud[] {
  const enfants = Map.groupBy(territoires, (t) => t.parentId)
  const connus = new Set(territoires.map((t) => t.id))
  const racines = territoires.filter((t) => t.parentId === null || !connus.has(t.parentId))
  const noeuds: Noeud[] = racines.map((t) => ({ id: t.id, parent: -1, tables: t.tables }))
  for (let i = 0; i < noeuds.length; i++) {
    const { id } = noeuds[i] as Noeud
    for (const t of enfants.get(id) ?? []) noeuds.push({ id: t.id, parent: i, tables: t.tables })
  }
  if (noeuds.length < territoires.length) throw new Error('secret statistique : l’arbre des territoires a un cycle ou un doublon')
  return noeuds
}

type Colonnes = { dimensions: Dimension[]; cles: (CleCase | null)[]; colonneDe: (dimension: string, code: string) => number }

function colonnes(territoires: readonly Territoire[], reponsesMultiples: ReadonlySet<string>): Colonnes {
  const codes = new Map<string, Set<string>>()
  for (const { tables } of territoires)
    for (const [nom, cases] of Object.entries(tables?.dimensions ?? {})) {
      const siens = codes.get(nom) ?? new Set()
      codes.set(nom, siens)
      for (const code of Object.keys(cases)) siens.add(code)
    }
  const dimensions: Dimension[] = []
  const cles: (CleCase | null)[] = ['total']
  const rang = new Map<CleCase, number>()
  const ajouter = (nom: string, groupe: readonly CleCase[], reste: boolean) => {
    const debut = cles.length
    for (const cle of groupe) rang.set(cle, cles.push(cle) - 1)
    if (reste) cles.push(null)
    dimensions.push({ nom, debut, fin: cles.length, reste })
  }
  for (const [nom, siens] of codes) {
    const groupe = [...siens].sort().map((code) => `${nom}/${code}` as const)
    if (reponsesMultiples.has(nom)) for (const cle of groupe) ajouter(nom, [cle], true)
    else if (groupe.length > 0) ajouter(nom, groupe, false)
  }
  return { dimensions, cles, colonneDe: (nom, code) => rang.get(`${nom}/${code}`) as number }
}

/** Les comptes d'un territoire : les siens, sinon la somme de ceux de ses enfants. */
function remplir(g: Grille, t: number, { tables }: Noeud, colonneDe: Colonnes['colonneDe']): void {
  const { n, valeur } = g
  if (tables === undefined)
    for (let c = 0; c < g.cles.length; c++)
      for (let s = lire(g.premierEnfant, t); s < lire(g.dernierEnfant, t); s++)
        valeur[c * n + t] = lire(valeur, c * n + t) + lire(valeur, c * n + s)
  else {
    valeur[t] = tables.total
    for (const [nom, cases] of Object.entries(tables.dimensions))
      for (const [code, nombre] of Object.entries(cases)) valeur[colonneDe(nom, code) * n + t] = nombre
    for (const { fin, debut, reste } of g.dimensions) if (reste) valeur[(fin - 1) * n + t] = tables.total - lire(valeur, debut * n + t)
  }
  verifier(g, t)
}

function verifier(g: Grille, t: number): void {
  const refuser = (cle: string) => {
    throw new Error(`secret statistique : les comptes de ${g.ids[t]} ne somment pas (${cle})`)
  }
  for (const { debut, fin } of g.dimensions) {
    let somme = 0
    for (let c = debut; c < fin; c++) {
      const v = lire(g.valeur, c * g.n + t)
      if (v < 0 || !Number.isSafeInteger(v)) refuser(g.cles[c] ?? g.cles[c - 1] ?? '')
      somme += v
    }
    if (somme !== lire(g.valeur, t)) refuser(g.cles[debut] ?? '')
  }
}
