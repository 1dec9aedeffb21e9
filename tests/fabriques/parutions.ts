import { type AMasquer, choisirMasques, type LigneComptee } from '#modules/rapports/masquage.ts'
import { planchersDesTotaux } from '#modules/rapports/plancher.ts'
import { type CleCase, type Masque, masquer, type Tables } from '#modules/rapports/secret/index.ts'
import { casesPubliees, casesTues, type Publie } from './attaquant.ts'
import { clesDe, sommer } from './secret.ts'

const TYPE = 'acte'
type Rapport = AMasquer['rapports'][number] & { readonly numero: number; readonly tables: Tables; readonly auMoins: number | null }

/** Les rapports figés d'une année, l'un après l'autre, tels que le service les masque : un seul type de faits, tout en mémoire. */
export class Parutions {
  readonly figes: Rapport[] = []
  #lignes: LigneComptee[] = []
  readonly #enfants: ReadonlyMap<string, readonly string[]>
  readonly #seuil: number

  /** `enfants` : les territoires juste dessous, par territoire. */
  constructor(enfants: ReadonlyMap<string, readonly string[]>, seuil: number) {
    this.#enfants = enfants
    this.#seuil = seuil
  }

  /** Les derniers rapports figés dessous ; d'un territoire qui n'en a pas, ceux d'encore dessous. */
  #sources(territoireId: string): Rapport[] {
    return (this.#enfants.get(territoireId) ?? []).flatMap((e) => this.figes.findLast((r) => r.territoireId === e) ?? this.#sources(e))
  }

  /** Fige un rapport : celui d'un établissement, de ces tables ; d'un autre territoire, la somme de ses sources. Faux s'il n'y en a aucune. */
  async figer(territoireId: string, siennes?: Tables): Promise<Rapport | undefined> {
    const sources = siennes ? [] : this.#sources(territoireId)
    const tables = siennes ?? (sources.length > 0 ? sources.map((s) => s.tables).reduce(sommer) : undefined)
    if (tables === undefined) return undefined
    const precedent = this.figes.findLast((r) => r.territoireId === territoireId)
    const numero = 1 + (precedent?.numero ?? 0)
    const id = `${territoireId}#${numero}`
    const vise = { id, territoireId, numero, tables, sources: sources.map((s) => s.id), retenus: [], deduits: [], auMoins: null }
    const rapports = [...this.figes, vise]
    const lignes = [...this.#lignes, ...enLignes(id, tables)]
    const aMasquer = { seuil: this.#seuil, instantaneId: id, precedentId: precedent?.id ?? null, rapports, lignes }
    const choix = await choisirMasques(aMasquer, async (familles) => familles.map(masquer))
    const masquee = (l: LigneComptee) => choix.masques.some((m) => m.dimension === l.dimension && m.code === l.code)
    this.#lignes = lignes.map((l) => (l.instantaneId === id ? { ...l, masque: masquee(l) } : l))
    const [plancher] = planchersDesTotaux(aMasquer, choix)
    const fige = { ...vise, retenus: choix.retenus, deduits: choix.deduits, auMoins: plancher?.auMoins ?? null }
    this.figes.push(fige)
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
