import type { AMasquer, Choix } from './masquage.ts'

/** Le moins que vaut le total masqué d'un type de faits. */
export type Plancher = { readonly type: string; readonly auMoins: number }

/**
 * Le moins que vaut chaque total masqué d'un rapport consolidé : la somme de ce que montrent ceux qu'il consolide, un total masqué valant au moins
 * 1. Chacun peut la refaire, elle ne découvre rien. Sous le seuil, elle n'apprendrait rien d'utile : elle se tait.
 */
export function planchersDesTotaux({ instantaneId, seuil, rapports, lignes }: AMasquer, { masques }: Choix): Plancher[] {
  const parId = new Map(rapports.map((r) => [r.id, r]))
  const totaux = new Map(lignes.filter((l) => l.dimension === 'total').map((l) => [`${l.instantaneId} ${l.type}`, l]))
  const sommeDessous = (id: string, type: string): number =>
    (parId.get(id)?.sources ?? []).reduce((somme, source) => somme + plancher(source, type), 0)
  function plancher(id: string, type: string): number {
    const total = parId.get(id)?.retenus.includes(type) ? undefined : totaux.get(`${id} ${type}`)
    if (total?.masque === false) return total.nombre
    return Math.max(total === undefined ? 0 : 1, sommeDessous(id, type))
  }
  const caches = new Set(masques.filter((m) => m.dimension === 'total').map((m) => m.type))
  return [...totaux.values()]
    .filter((l) => l.instantaneId === instantaneId && caches.has(l.type))
    .map(({ type }) => ({ type, auMoins: sommeDessous(instantaneId, type) }))
    .filter(({ auMoins }) => auMoins >= seuil)
}
