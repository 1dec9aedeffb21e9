import { type AMasquer, choisirMasques, type LigneComptee } from '#modules/rapports/masquage.ts'
import { planchersDesTotaux } from '#modules/rapports/plancher.ts'
import type { CleCase, Masque, PreuvesGardees, Tables } from '#modules/rapports/secret/index.ts'
import { casesPubliees, casesTues, type Publie } from './attaquant.ts'
import { clesDe, sommer } from './secret.ts'

const TYPE = 'acte'
type Rapport = AMasquer['rapports'][number] & { readonly numero: number; readonly tables: Tables; readonly auMoins: number | null }

/**
 * Les rapports figés d'une année, l'un après l'autre, tels que le service les masque : un seul type de faits, tout en mémoire. Une académie reliée a sa
 * base : elle ne voit que ses rapports, et la nation, que ceux qui en sont partis.
 */
export class Parutions {
  readonly figes: Rapport[] = []
  #lignes: LigneComptee[] = []
  readonly #enfants: ReadonlyMap<string, readonly string[]>
  readonly #seuil: number
  /** L'académie reliée de chaque territoire qui en est. */
  readonly #baseDe = new Map<string, string>()
  readonly #partis = new Set<string>()
  readonly #preuves = new Map<string, PreuvesGardees>()

  /** `enfants` : les territoires juste dessous, par territoire. `reliees` : ceux qui ont leur propre base. */
  constructor(enfants: ReadonlyMap<string, readonly string[]>, seuil: number, reliees: readonly string[] = []) {
    this.#enfants = enfants
    this.#seuil = seuil
    const relier = (id: string, base: string) => {
      this.#baseDe.set(id, base)
      for (const e of enfants.get(id) ?? []) relier(e, base)
    }
    for (const base of reliees) relier(base, base)
  }

  /** Les derniers rapports figés dessous ; d'un territoire qui n'en a pas, ceux d'encore dessous. */
  #sources(territoireId: string): Rapport[] {
    return (this.#enfants.get(territoireId) ?? []).flatMap(
      (e) => this.figes.findLast((r) => r.territoireId === e) ?? (this.#baseDe.get(e) === e ? [] : this.#sources(e)),
    )
  }

  /** Ce que voit la base où se fige le rapport d'un territoire. */
  #connus(territoireId: string): Rapport[] {
    const base = this.#baseDe.get(territoireId)
    return this.figes.flatMap((r) => {
      const sienne = this.#baseDe.get(r.territoireId)
      const parti = this.#partis.has(r.id)
      return sienne === base ? [{ ...r, parti }] : base === undefined && parti ? [r] : []
    })
  }

  /** Ce qui part avec le rapport d'une académie : ce qu'il consolide, ce qui en consolide une part, et ce que cela consolide. */
  #envoyer({ id, territoireId }: Rapport): void {
    const siens = this.figes.filter((r) => this.#baseDe.get(r.territoireId) === territoireId)
    const descendre = (ids: Set<string>) => {
      for (const i of ids) for (const s of siens.find((r) => r.id === i)?.sources ?? []) ids.add(s)
      return ids
    }
    const lot = descendre(new Set([id]))
    for (const i of lot) for (const r of siens) if (r.sources.includes(i)) lot.add(r.id)
    for (const i of descendre(lot)) this.#partis.add(i)
  }

  /** Fige un rapport : celui d'un établissement, de ces tables ; d'un autre territoire, la somme de ses sources. Faux s'il n'y en a aucune. */
  async figer(territoireId: string, siennes?: Tables): Promise<Rapport | undefined> {
    const sources = siennes ? [] : this.#sources(territoireId)
    const tables = siennes ?? (sources.length > 0 ? sources.map((s) => s.tables).reduce(sommer) : undefined)
    if (tables === undefined) return undefined
    const precedent = this.figes.findLast((r) => r.territoireId === territoireId)
    const numero = 1 + (precedent?.numero ?? 0)
    const id = `${territoireId}#${numero}`
    const vise = {
      id,
      territoireId,
      numero,
      tables,
      sources: sources.map((s) => s.id),
      retenus: [],
      deduits: [],
      parti: false,
      auMoins: null,
    }
    const rapports = [...this.#connus(territoireId), vise]
    const vus = new Set(rapports.map((r) => r.id))
    const lignes = [...this.#lignes, ...enLignes(id, tables)]
    const aMasquer = {
      seuil: this.#seuil,
      instantaneId: id,
      precedentId: precedent?.id ?? null,
      rapports,
      lignes: lignes.filter((l) => vus.has(l.instantaneId)),
    }
    const choix = await choisirMasques({ ...aMasquer, preuves: new Map([[TYPE, this.#preuves]]) })
    const preuves = choix.preuves.get(TYPE)
    if (preuves) this.#preuves.set(id, preuves)
    const masquee = (l: LigneComptee) => choix.masques.some((m) => m.dimension === l.dimension && m.code === l.code)
    this.#lignes = lignes.map((l) => (l.instantaneId === id ? { ...l, masque: masquee(l) } : l))
    const [plancher] = planchersDesTotaux(aMasquer, choix)
    const fige = { ...vise, retenus: choix.retenus, deduits: choix.deduits, auMoins: plancher?.auMoins ?? null }
    this.figes.push(fige)
    if (this.#baseDe.get(territoireId) === territoireId) this.#envoyer(fige)
    return fige
  }

  /** Tout ce que le public peut lire. */
  publie(): Publie {
    const masqueDe = ({ id, retenus }: Rapport): Masque =>
      new Set([
        ...this.#lignes
          .filter((l) => l.instantaneId === id && l.masque)
          .map((l): CleCase => (l.dimension === 'total' ? 'total' : `${l.dimension}/${l.code}`)),
        ...retenus.map((r): CleCase => `${r.slice(TYPE.length + 1)}/*`),
      ])
    const premier = this.figes[0]
    return {
      parents: new Map(this.figes.map((r) => [r.id, null])),
      sommes: new Map(this.figes.filter((r) => r.sources.length > 0).map((r) => [r.id, r.sources])),
      cases: new Map(this.figes.filter((r) => !r.retenus.includes(TYPE)).map((r) => [r.id, casesPubliees(r.tables, masqueDe(r))])),
      tues: new Map(this.figes.map((r) => [r.id, casesTues(r.tables, masqueDe(r), this.#seuil)])),
      cles: premier ? clesDe(premier.tables) : [],
      reponsesMultiples: new Set(),
    }
  }
}

/** Comme en base : une case vide n'a pas de ligne. */
const enLignes = (instantaneId: string, { total, dimensions }: Tables): LigneComptee[] =>
  [
    { instantaneId, type: TYPE, dimension: 'total', code: 'tous', nombre: total, masque: null },
    ...Object.entries(dimensions).flatMap(([dimension, codes]) =>
      Object.entries(codes).map(([code, nombre]) => ({ instantaneId, type: TYPE, dimension, code, nombre, masque: null })),
    ),
  ].filter((l) => l.nombre > 0)
