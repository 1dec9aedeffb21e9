import { ceQuiSeDeduit } from './deduction.ts'
import type { Etage, Rapport } from './secret/emboiter.ts'
import { type CleCase, type Masque, type Tables, tableTue } from './secret/grille.ts'
import type { AMasquer as Famille, Masques } from './secret/masquer.ts'
import { masquerTout } from './secret/masquer-tout.ts'
import { QUANTITES } from './table.ts'

/** Une case comptée ; `masque` : null tant que rien n'en est publié. */
export type LigneComptee = {
  readonly instantaneId: string
  readonly type: string
  readonly dimension: string
  readonly code: string
  readonly nombre: number
  readonly masque: boolean | null
}

/**
 * Un rapport à masquer et ceux, déjà figés, dont il se rapproche. `arbre` : leurs places (`emboiter`) ; sans, ils n'en font pas un.
 * `precedentId` : le rapport du même territoire qu'il remplace.
 */
export type AMasquer = {
  readonly seuil: number
  readonly instantaneId: string
  readonly precedentId: string | null
  readonly arbre: readonly Etage[] | undefined
  readonly rapports: readonly (Rapport & { readonly retenus: readonly string[] })[]
  readonly lignes: readonly LigneComptee[]
}

/**
 * Les cases à masquer ; les types (« acte ») et les tables (« acte/motif ») retenus, dont rien ne se publie, pas même un zéro. `deduit` : le
 * rapport ne dit que ce qui se lisait déjà ailleurs.
 */
export type Choix = {
  readonly masques: readonly Pick<LigneComptee, 'type' | 'dimension' | 'code'>[]
  readonly retenus: readonly string[]
  readonly deduit: boolean
}

/** Choisit les masques d'un rapport, une famille de comptes à la fois : d'une famille à l'autre, rien ne se rapproche. */
export async function choisirMasques(
  a: AMasquer,
  masquerFamilles: (familles: readonly Famille[]) => Promise<Masques[]> = masquerTout,
): Promise<Choix> {
  const { seuil, instantaneId, precedentId, arbre, rapports, lignes } = a
  if (arbre === undefined) return ceQuiSeDeduit(a)
  const figes = arbre.filter((e) => e.id !== instantaneId)
  const retenusDe = new Map(rapports.map((r) => [r.id, r.retenus]))
  const places = new Set(arbre.map((e) => e.id))
  // Sommés de leurs enfants, et de rien d'autre : tout le monde sait combien de rapports un rapport consolide.
  const parents = new Set(arbre.map((e) => e.parentId))
  const remplace = arbre.some((e) => e.id === precedentId && e.entier) ? null : precedentId
  const precedentes = lignes.filter((l) => l.instantaneId === remplace)
  const placees = lignes.filter((l) => places.has(l.instantaneId))
  const familles = [...Map.groupBy(placees, familleDe)].map(([famille, siennes]) => {
    const parInstantane = Map.groupBy(siennes, (l) => l.instantaneId)
    return { famille, parInstantane, nouvelles: parInstantane.get(instantaneId) ?? [] }
  })
  const choix = await masquerFamilles(
    familles.map(({ famille, parInstantane, nouvelles }) => {
      const tables = new Map([...parInstantane].map(([id, l]) => [id, enTables(l)]))
      const anciennes = precedentes.filter((l) => familleDe(l) === famille)
      return {
        seuil,
        territoires: arbre.map(({ id, parentId }) => ({ id, parentId, ...(!parents.has(id) && { tables: tables.get(id) ?? VIDES }) })),
        reponsesMultiples: dimensionsSansSomme([...tables.values()]),
        tablesTues: true,
        presumes: arbre.some((e) => !e.entier),
        dejaPublie: new Map(figes.flatMap(({ id }) => dejaPublie(id, retenusDe.get(id) ?? [], famille, parInstantane.get(id) ?? []))),
        aPublier: new Set([instantaneId]),
        imposees: new Map([[instantaneId, imposees(anciennes, nouvelles, seuil)]]),
      }
    }),
  )
  const masques: Choix['masques'][number][] = []
  const retenus = new Set<string>()
  for (const [rang, { famille, nouvelles }] of familles.entries()) {
    const retenu = choix[rang]?.retenus.has(instantaneId) ?? true
    const masquees: Masque = choix[rang]?.masques.get(instantaneId) ?? new Set()
    for (const cle of masquees) if (cle.endsWith(TUE)) retenus.add(`${famille}/${cle.slice(0, -TUE.length)}`)
    for (const l of nouvelles)
      if (retenu) retenus.add(l.type)
      else if (masquees.has(cleDe(l))) masques.push({ type: l.type, dimension: l.dimension, code: l.code })
  }
  return { masques, retenus: [...retenus], deduit: false }
}

/** Une quantité (le public d'une action) est une famille à elle seule : elle ne fait somme avec rien d'autre. */
const familleDe = ({ type, dimension, code }: LigneComptee): string => (QUANTITES.has(dimension) ? `${type} ${dimension} ${code}` : type)
const estTotal = ({ dimension }: Pick<LigneComptee, 'dimension'>): boolean => dimension === 'total' || QUANTITES.has(dimension)

const VIDES: Tables = { total: 0, dimensions: {} }

const cleDe = (l: Pick<LigneComptee, 'dimension' | 'code'>): CleCase => (estTotal(l) ? 'total' : `${l.dimension}/${l.code}`)

function enTables(lignes: readonly LigneComptee[]): Tables {
  const parDimension = Map.groupBy(
    lignes.filter((l) => !estTotal(l)),
    (l) => l.dimension,
  )
  return {
    total: lignes.find(estTotal)?.nombre ?? 0,
    dimensions: Object.fromEntries([...parDimension].map(([d, l]) => [d, Object.fromEntries(l.map((x) => [x.code, x.nombre]))])),
  }
}

/** Les dimensions qui ne font pas le tour : plusieurs réponses (motifs associés), ou une question qui ne se pose qu'à certains faits. */
function dimensionsSansSomme(tables: readonly Tables[]): Set<string> {
  const toutes = new Set(tables.flatMap((t) => Object.keys(t.dimensions)))
  const somme = (t: Tables, d: string) => Object.values(t.dimensions[d] ?? {}).reduce((a, b) => a + b, 0)
  return new Set([...toutes].filter((d) => tables.some((t) => somme(t, d) !== t.total)))
}

const TUE = '/*'

/** Un type retenu n'a rien publié ; une table tue garde sa clé, même d'un territoire où elle n'a aucune case. */
function dejaPublie(id: string, retenus: readonly string[], famille: string, lignes: readonly LigneComptee[]): [string, Masque][] {
  if (retenus.includes(famille.split(' ', 1)[0] ?? '')) return []
  const tues = retenus.filter((r) => r.startsWith(`${famille}/`)).map((r) => tableTue(r.slice(famille.length + 1)))
  return [[id, new Set([...tues, ...lignes.filter((l) => l.masque).map(cleDe)])]]
}

/**
 * Ce que le rapport remplacé masquait le reste ; et une case dont le compte n'a bougé que de 1 à seuil − 1 se masque aussi : l'écart des
 * deux rapports serait lui-même un petit nombre.
 */
function imposees(anciennes: readonly LigneComptee[], nouvelles: readonly LigneComptee[], seuil: number): Masque {
  const avant = new Map(anciennes.map((l) => [cleDe(l), l]))
  return new Set(
    nouvelles.flatMap((l) => {
      const ancienne = avant.get(cleDe(l))
      if (anciennes.length === 0) return []
      const ecart = Math.abs(l.nombre - (ancienne?.nombre ?? 0))
      return ancienne?.masque || (ecart > 0 && ecart < seuil) ? [cleDe(l)] : []
    }),
  )
}
