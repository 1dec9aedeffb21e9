import { ceQuiSeDeduit } from './deduction.ts'
import { type Etage, emboiter, type Rapport } from './secret/emboiter.ts'
import type { PreuvesGardees } from './secret/gardees.ts'
import { type CleCase, type Masque, type Tables, tableTue } from './secret/grille.ts'
import { type AMasquer as Famille, type Masques, masquer } from './secret/masquer.ts'
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

/** Un rapport à masquer et tous ceux, figés, dont il se rapproche. `precedentId` : celui du même territoire qu'il remplace. */
export type RapportAMasquer = {
  readonly seuil: number
  readonly instantaneId: string
  readonly precedentId: string | null
  readonly rapports: readonly (Rapport & { readonly retenus: readonly string[] })[]
}

/** Le même, et ses cases : toutes, ou celles d'un type de faits. */
export type AMasquer = RapportAMasquer & {
  readonly lignes: readonly LigneComptee[]
  /** Ce qu'ont prouvé les rapports déjà figés, par famille de comptes puis par rapport. */
  readonly preuves?: ReadonlyMap<string, ReadonlyMap<string, PreuvesGardees>>
}

/**
 * Les cases à masquer ; les types (« acte ») et les tables (« acte/motif ») retenus, dont rien ne se publie, pas même un zéro. `deduits` : les
 * types dont le rapport ne dit que ce qui se lisait déjà ailleurs.
 */
export type Choix = {
  readonly masques: readonly Pick<LigneComptee, 'type' | 'dimension' | 'code'>[]
  readonly retenus: readonly string[]
  readonly deduits: readonly string[]
  /** Par famille de comptes, ce qui prouve le rapport : pour ceux qui le consolideront. */
  readonly preuves: ReadonlyMap<string, PreuvesGardees>
}

/**
 * Choisit les masques d'un rapport, une famille de comptes à la fois : d'une famille à l'autre, rien ne se rapproche. Les types dont ces
 * rapports ne font pas un arbre, ou dont une case ne se prouve plus, se déduisent.
 */
export async function choisirMasques(
  a: AMasquer,
  masquerFamille: (famille: Famille) => Promise<Masques> | Masques = masquer,
): Promise<Choix> {
  const deduits = new Set<string>()
  const demandes = [...Map.groupBy(a.lignes, familleDe)].flatMap(([famille, lignes]) => {
    const type = typeDe(famille)
    const demande = demander(a, type, famille, lignes)
    if (demande === undefined) deduits.add(type)
    return demande ? [{ famille, type, lignes: lignes.filter((l) => l.instantaneId === a.instantaneId), demande }] : []
  })
  const choix: Masques[] = []
  for (const { demande } of demandes) choix.push(await masquerFamille(demande))
  for (const [rang, { type }] of demandes.entries()) if (choix[rang]?.retenus.has(a.instantaneId) ?? true) deduits.add(type)

  const masques: Choix['masques'][number][] = []
  const preuves = new Map<string, PreuvesGardees>()
  const retenus = new Set<string>()
  for (const [rang, { famille, type, lignes }] of demandes.entries()) {
    if (deduits.has(type)) continue
    const gardees = choix[rang]?.preuves.get(a.instantaneId)
    if (gardees) preuves.set(famille, gardees)
    const masquees: Masque = choix[rang]?.masques.get(a.instantaneId) ?? new Set()
    for (const cle of masquees) if (cle.endsWith(TUE)) retenus.add(`${famille}/${cle.slice(0, -TUE.length)}`)
    for (const l of lignes) if (masquees.has(cleDe(l))) masques.push({ type: l.type, dimension: l.dimension, code: l.code })
  }
  for (const type of deduits) {
    const deduction = ceQuiSeDeduit(a, type)
    masques.push(...deduction.masques)
    for (const r of deduction.retenus) retenus.add(r)
  }
  return { masques, retenus: [...retenus], deduits: [...deduits], preuves }
}

/** Ce qu'il faut masquer d'une famille ; rien si les rapports qui la comptent ne font pas un arbre. */
function demander(a: AMasquer, type: string, famille: string, lignes: readonly LigneComptee[]): Famille | undefined {
  const { seuil, instantaneId, precedentId, rapports, preuves } = a
  const arbre = emboiter(rapports, instantaneId, type)
  if (arbre === undefined) return undefined
  const revalides = arbre.some((e) => !e.entier)
  const versions = revalides ? emboiter(rapports, instantaneId, type, true) : undefined
  if (revalides && versions === undefined) return undefined

  const retenusDe = new Map(rapports.map((r) => [r.id, r.retenus]))
  const parInstantane = Map.groupBy(lignes, (l) => l.instantaneId)
  const lignesDe = (id: string) => parInstantane.get(id) ?? []
  const placees = [...arbre, ...(versions ?? [])].map(({ id }) => [id, enTables(lignesDe(id))] as const)
  const tables = new Map(placees)
  const reponsesMultiples = dimensionsSansSomme([...tables.values()])
  const parus = (etages: readonly Etage[]) =>
    new Map(
      etages.filter(({ id }) => id !== instantaneId).flatMap(({ id }) => dejaPublie(id, retenusDe.get(id) ?? [], famille, lignesDe(id))),
    )
  // Sommés de leurs enfants, et de rien d'autre : tout le monde sait combien de rapports un rapport consolide.
  const parents = new Set(arbre.map((e) => e.parentId))
  const anciennes = precedentId === null || arbre.some((e) => e.id === precedentId && e.entier) ? [] : lignesDe(precedentId)
  return {
    seuil,
    territoires: arbre.map(({ id, parentId }) => ({ id, parentId, ...(!parents.has(id) && { tables: tables.get(id) ?? VIDES }) })),
    reponsesMultiples,
    tablesTues: true,
    ...(versions && {
      versions: {
        territoires: versions.map(({ id, parentId }) => ({ id, parentId, tables: tables.get(id) ?? VIDES })),
        dejaPublie: parus(versions),
      },
    }),
    dejaPublie: parus(arbre),
    aPublier: new Set([instantaneId]),
    preuves: preuves?.get(famille) ?? new Map(),
    imposees: new Map([[instantaneId, imposees(anciennes, lignesDe(instantaneId), seuil)]]),
  }
}

const typeDe = (famille: string): string => famille.split(' ', 1)[0] as string

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
  if (retenus.includes(typeDe(famille))) return []
  const tues = retenus.filter((r) => r.startsWith(`${famille}/`)).map((r) => tableTue(r.slice(famille.length + 1)))
  return [[id, new Set([...tues, ...lignes.filter((l) => l.masque).map(cleDe)])]]
}

/**
 * Ce que le rapport remplacé masquait le reste, et sa table se tait s'il n'en reste rien : un zéro dirait l'ancien compte. Une case dont le
 * compte n'a bougé que de 1 à seuil − 1 se masque aussi : l'écart des deux rapports serait lui-même un petit nombre.
 */
function imposees(anciennes: readonly LigneComptee[], nouvelles: readonly LigneComptee[], seuil: number): Masque {
  if (anciennes.length === 0) return new Set()
  const avant = new Map(anciennes.map((l) => [cleDe(l), l]))
  const apres = new Set(nouvelles.map(cleDe))
  const bougees = nouvelles.filter((l) => {
    const ancienne = avant.get(cleDe(l))
    const ecart = Math.abs(l.nombre - (ancienne?.nombre ?? 0))
    return ancienne?.masque || (ecart > 0 && ecart < seuil)
  })
  const vides = anciennes.filter((l) => l.masque && !estTotal(l) && !apres.has(cleDe(l)))
  return new Set([...bougees.map(cleDe), ...vides.map((l) => tableTue(l.dimension))])
}
