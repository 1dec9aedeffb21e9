import fc from 'fast-check'
import { type CleCase, estPrimaire, type Masque, type Masques, type Tables, type Territoire } from '#modules/rapports/secret/index.ts'
import { casesPubliees, casesTues, type Publie } from './attaquant.ts'

/** Un arbre d'essai : les territoires, parents d'abord, les tables de tous, comptées depuis les établissements. */
export type Foret = {
  readonly territoires: readonly Territoire[]
  readonly tables: ReadonlyMap<string, Tables>
  readonly reponsesMultiples: ReadonlySet<string>
}

export function compterForet(territoires: readonly Territoire[], reponsesMultiples: ReadonlySet<string>): Foret {
  const tables = new Map<string, Tables>()
  for (const t of territoires.toReversed()) {
    const siennes = t.tables ?? tables.get(t.id) ?? VIDES
    tables.set(t.id, siennes)
    if (t.parentId !== null) tables.set(t.parentId, sommer(tables.get(t.parentId) ?? VIDES, siennes))
  }
  return { territoires, tables, reponsesMultiples }
}

const VIDES: Tables = { total: 0, dimensions: {} }

/** Les comptes de deux territoires ensemble. */
export function sommer(a: Tables, b: Tables): Tables {
  const dimensions: Record<string, Record<string, number>> = {}
  for (const tables of [a, b])
    for (const [d, codes] of Object.entries(tables.dimensions)) {
      dimensions[d] ??= {}
      const cible = dimensions[d]
      for (const [code, n] of Object.entries(codes)) cible[code] = (cible[code] ?? 0) + n
    }
  return { total: a.total + b.total, dimensions }
}

export const clesDe = ({ dimensions }: Tables): CleCase[] => [
  'total',
  ...Object.entries(dimensions).flatMap(([d, codes]) => Object.keys(codes).map((code): CleCase => `${d}/${code}`)),
]

export function publier({ territoires, tables, reponsesMultiples }: Foret, masques: ReadonlyMap<string, Masque>, seuil: number): Publie {
  return {
    parents: new Map(territoires.map((t) => [t.id, t.parentId])),
    cases: new Map([...masques].map(([id, masque]) => [id, casesPubliees(tables.get(id) as Tables, masque)])),
    tues: new Map([...masques].map(([id, masque]) => [id, casesTues(tables.get(id) as Tables, masque, seuil)])),
    cles: clesDe(tables.get(territoires[0]?.id ?? '') as Tables),
    reponsesMultiples,
  }
}

/** Ce que choisit une règle qui ne prouve rien. */
export type MasquesNaifs = Omit<Masques, 'preuves'>

/** La règle naïve : le secret primaire, et la plus petite case visible de chaque ligne qui n'en masque qu'une. Chaque ligne seule. */
export function masquerNaivement({ territoires, tables, reponsesMultiples }: Foret, seuil: number): MasquesNaifs {
  const masques = territoires.map(({ id }) => {
    const { total, dimensions } = tables.get(id) as Tables
    const masque = new Set<CleCase>(estPrimaire(total, seuil) ? ['total'] : [])
    for (const [d, codes] of Object.entries(dimensions)) {
      const triees = Object.entries(codes)
        .filter(([, n]) => n > 0)
        .sort((a, b) => a[1] - b[1])
      const petites = triees.filter(([, n]) => n < seuil).length
      for (const [code] of triees.slice(0, petites === 1 && !reponsesMultiples.has(d) ? 2 : petites)) masque.add(`${d}/${code}`)
    }
    return [id, masque] as const
  })
  return { masques: new Map(masques), retenus: new Set() }
}

/** Masquer des tables entières : une ligne qui a une petite case dans une dimension perd toute la dimension, total compris s'il est petit. */
export function masquerTablesEntieres({ territoires, tables }: Foret, seuil: number): MasquesNaifs {
  const masques = territoires.map(({ id }) => {
    const t = tables.get(id) as Tables
    const masque = new Set<CleCase>(estPrimaire(t.total, seuil) ? ['total'] : [])
    for (const [d, codes] of Object.entries(t.dimensions))
      if (Object.values(codes).some((n) => estPrimaire(n, seuil)))
        for (const [code, n] of Object.entries(codes)) if (n > 0) masque.add(`${d}/${code}`)
    return [id, masque] as const
  })
  return { masques: new Map(masques), retenus: new Set() }
}

/** De 0 à 10 le plus souvent, beaucoup de zéros, rarement davantage : ce que comptent de vrais établissements. */
const effectif = fc.oneof(
  { weight: 4, arbitrary: fc.constant(0) },
  { weight: 5, arbitrary: fc.integer({ min: 1, max: 4 }) },
  { weight: 3, arbitrary: fc.integer({ min: 5, max: 10 }) },
  { weight: 1, arbitrary: fc.integer({ min: 11, max: 60 }) },
)

/** Un arbre de 2 à 4 étages, deux à trois dimensions, parfois une à réponses multiples, parfois une que l'établissement détermine. */
export const uneForet: fc.Arbitrary<Foret> = fc
  .record({
    etages: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 3 }),
    codes: fc.array(fc.integer({ min: 2, max: 4 }), { minLength: 1, maxLength: 2 }),
    multiple: fc.boolean(),
    genre: fc.boolean(),
    tirages: fc.infiniteStream(effectif),
    hasards: fc.infiniteStream(fc.nat({ max: 9999 })),
  })
  .map(({ etages, codes, multiple, genre, tirages, hasards }) => {
    const tirer = () => hasards.next().value as number
    const territoires: Territoire[] = [{ id: 'r', parentId: null }]
    let etage = ['r']
    for (const [i, largeur] of etages.entries()) {
      const dernier = i === etages.length - 1
      etage = etage.flatMap((parentId) => {
        const ids = Array.from({ length: largeur + (dernier ? tirer() % 4 : 0) }, (_, j) => `${parentId}${j}`)
        for (const id of ids)
          territoires.push({ id, parentId, ...(dernier ? { tables: unEtablissement(codes, multiple, genre, tirages, tirer) } : {}) })
        return ids
      })
    }
    return compterForet(territoires, new Set(multiple ? ['m'] : []))
  })

function unEtablissement(
  codes: readonly number[],
  multiple: boolean,
  genre: boolean,
  tirages: fc.Stream<number>,
  tirer: () => number,
): Tables {
  const premiere = Array.from({ length: codes[0] as number }, () => tirages.next().value as number)
  const total = premiere.reduce((a, b) => a + b, 0)
  const dimensions: Record<string, Record<string, number>> = { d0: Object.fromEntries(premiere.map((n, i) => [`c${i}`, n])) }
  for (const [i, nombre] of codes.entries()) {
    if (i === 0) continue
    const cases = Array.from({ length: nombre }, () => 0)
    for (let f = 0; f < total; f++) {
      const code = Math.min(tirer() % nombre, tirer() % nombre)
      cases[code] = (cases[code] as number) + 1
    }
    dimensions[`d${i}`] = Object.fromEntries(cases.map((n, j) => [`c${j}`, n]))
  }
  if (genre) {
    const sien = tirer() % 2
    dimensions.genre = { clg: sien === 0 ? total : 0, lyc: sien === 1 ? total : 0 }
  }
  if (multiple) dimensions.m = { x: total === 0 ? 0 : tirer() % (total + 1), y: total === 0 ? 0 : tirer() % (Math.min(total, 3) + 1) }
  return { total, dimensions }
}
