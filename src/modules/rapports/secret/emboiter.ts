/**
 * Un rapport de l'année. `sources` : ceux qu'il consolide ; celui d'un établissement n'en a pas. `deduits` : les types de faits dont il ne dit que ce
 * qui se lisait déjà. `parti` : vers la base de la nation, qui le compte avec d'autres que l'on ne voit pas d'ici (ADR 0038).
 */
export type Rapport = {
  readonly id: string
  readonly territoireId: string
  readonly sources: readonly string[]
  readonly deduits: readonly string[]
  readonly parti: boolean
}

/** Un rapport à sa place. `entier` : faux si l'on en a retranché des établissements revalidés depuis. */
export type Etage = { readonly id: string; readonly parentId: string | null; readonly entier: boolean }

/**
 * Range en arbre un rapport à paraître, ceux qu'il consolide et ceux, déjà figés, qui comptent les mêmes établissements : chacun sous le plus
 * petit qui le contient. Un rapport remplacé y est un étage comme un autre, sans quoi sa différence avec le nouveau dirait un établissement.
 * Un établissement revalidé depuis se retranche de l'ancien, comme si tout le monde connaissait son premier rapport ; `versionsLiees`, ses
 * versions n'en font qu'une, l'une sur l'autre. Un rapport qui ne dit de ce type
 * de faits que ce qui se lisait déjà n'apprend rien : il n'y est pas.
 *
 * @returns rien si un rapport figé, ou parti, compte une part de ces établissements avec d'autres : cela ne fait pas un arbre (ADR 0029)
 */
export function emboiter(rapports: readonly Rapport[], cible: string, type: string, versionsLiees = false): Etage[] | undefined {
  const parId = new Map(rapports.map((r) => [r.id, r]))
  const portees = new Map<string, ReadonlySet<string>>()
  const porteeDe = (id: string): ReadonlySet<string> => {
    const connue = portees.get(id)
    if (connue) return connue
    const sources = parId.get(id)?.sources ?? []
    const portee = new Set(sources.length === 0 ? [id] : sources.flatMap((s) => [...porteeDe(s)]))
    portees.set(id, portee)
    return portee
  }
  const territoireDe = (id: string) => parId.get(id)?.territoireId ?? id
  const cle = versionsLiees ? territoireDe : (id: string) => id
  const visee = new Set([...porteeDe(cible)].map(cle))
  const territoires = new Set([...porteeDe(cible)].map(territoireDe))
  const dedans: { id: string; portee: readonly string[]; entier: boolean; feuille: boolean }[] = []
  for (const r of rapports) {
    const portee = [...porteeDe(r.id)]
    const commune = portee.map(cle).filter((c) => visee.has(c))
    if (r.id !== cible && (r.deduits.includes(type) || commune.length === 0)) continue
    if (r.parti || !portee.every((id) => territoires.has(territoireDe(id)))) return undefined
    dedans.push({ id: r.id, portee: commune, entier: commune.length === portee.length, feuille: r.sources.length === 0 })
  }
  const rang = (x: (typeof dedans)[number]) => (x.id === cible ? 0 : x.feuille ? 2 : 1)
  dedans.sort((a, b) => b.portee.length - a.portee.length || rang(a) - rang(b))
  const dernier = new Map<string, string>()
  const etages: Etage[] = []
  for (const { id, portee, entier } of dedans) {
    const parents = new Set(portee.map((e) => dernier.get(e) ?? null))
    if (parents.size > 1) return undefined
    const [parentId = null] = parents
    etages.push({ id, parentId, entier })
    for (const e of portee) dernier.set(e, id)
  }
  return etages
}
