import { estFeuille, lire, VISIBLE } from './grille.ts'
import { DEHORS, type Reseau } from './reseau.ts'
import type { Temoin } from './temoin.ts'

/** Au plus tant d'établissements essayés pour compenser un total qui bouge. */
const ESSAIS = 4

/**
 * Prouve qu'une case masquée reste indéterminée, en construisant deux tables entières, identiques sur tout ce qui est publié, où elle
 * diffère d'au moins l'intervalle de protection. Ne pas trouver ne prouve rien : la case est alors tenue pour découverte.
 */
export class Preuve {
  #totaux = true
  #mobiles: readonly number[] = []
  #voisins: ReadonlyMap<number, readonly number[]> = new Map()
  #echangeables: ReadonlyMap<number, readonly number[]> = new Map()
  #rangs: ReadonlyMap<number, number> = new Map()
  /** Par dimension. */
  readonly #atteints: readonly Map<string, Uint8Array>[]
  readonly r: Reseau
  readonly intervalle: number

  constructor(r: Reseau, intervalle: number) {
    this.r = r
    this.intervalle = intervalle
    this.#atteints = r.g.dimensions.map(() => new Map())
  }

  /** Prépare une portée, et les établissements dont le total n'est pas publié. */
  viser(sommet: number, territoires: readonly number[], t: number): void {
    const { g } = this.r
    this.r.viser(sommet, territoires, t)
    this.#mobiles = territoires
      .filter((e) => estFeuille(g, e) && lire(g.etat, e) !== VISIBLE)
      .sort((a, b) => lire(g.valeur, b) - lire(g.valeur, a))
    this.#voisins = Map.groupBy(this.#mobiles, (e) => lire(g.parent, e))
    this.#echangeables = Map.groupBy(this.#mobiles, (e) => this.#totalPublieAuDessus(e))
    this.#rangs = new Map([...this.#mobiles, DEHORS].map((m, rang) => [m, rang]))
    for (const sus of this.#atteints) sus.clear()
  }

  /** Des cases ont changé d'état : ce qu'un total pouvait atteindre dans leur dimension n'est plus su. */
  oublier(cellules: readonly number[]): void {
    const { g } = this.r
    for (const cellule of cellules) this.#atteints[lire(g.dimensionDe, Math.floor(cellule / g.n))]?.clear()
  }

  /** Un témoin que la case est protégée sans toucher aux cases de `borne`, ou rien. `ouvrir` : quitte à masquer dans la ligne visée. */
  prouver(cellule: number, borne: number, { ouvrir = false, totaux = true } = {}): Temoin | undefined {
    const { r, intervalle } = this
    r.borne = borne
    r.ouvrir = ouvrir
    this.#totaux = totaux
    if (r.fixe(cellule)) return undefined
    const hausse = this.#deplacer(cellule, intervalle, 1)
    const haute = this.#retenir()
    if (hausse >= intervalle) return { haut: r.sommet, tables: [haute] }
    const baisse = this.#deplacer(cellule, Math.min(intervalle - hausse, r.marge(cellule)), -1)
    const basse = this.#retenir()
    return hausse + baisse >= intervalle ? { haut: r.sommet, tables: [haute, basse] } : undefined
  }

  /** Les écarts de l'autre table construite, rangés ; puis on revient à la vraie. */
  #retenir(): Int32Array {
    const { r } = this
    const ecarts = [...new Set(r.touchees)].filter((t) => lire(r.ecart, t) !== 0).flatMap((t) => [t, lire(r.ecart, t)])
    r.revenir(0)
    return Int32Array.from(ecarts)
  }

  /** Augmente (ou diminue) la case d'au plus `k` : à totaux fixés d'abord, en faisant bouger des totaux masqués ensuite. */
  #deplacer(cellule: number, k: number, sens: 1 | -1): number {
    const { r } = this
    const { g } = r
    const t = cellule % g.n
    const c = (cellule - t) / g.n
    let fait = 0
    if (c > 0 && k > 0) {
      const [de, vers] = sens === 1 ? [r.but(cellule), r.source(cellule)] : [r.source(cellule), r.but(cellule)]
      fait = r.pousser(lire(g.dimensionDe, c), de, vers, k, cellule)
      r.changer(cellule, sens * fait)
    }
    for (const e of fait < k && this.#totaux ? this.#porteurs(t, c) : [])
      for (const autre of this.#partenaires(e, cellule, sens)) {
        const [de, vers] = sens === 1 ? [e, autre] : [autre, e]
        while (fait < k) {
          const q = this.#transferer(de, vers, k - fait, cellule, sens) ? k - fait : this.#transferer(de, vers, 1, cellule, sens) ? 1 : 0
          if (q === 0) break
          fait += q
        }
        if (fait >= k) return fait
      }
    return fait
  }

  #sous(t: number, ancetre: number): boolean {
    const { parent, profondeur } = this.r.g
    let a = t
    while (lire(profondeur, a) > lire(profondeur, ancetre)) a = lire(parent, a)
    return a === ancetre
  }

  /**
   * Les établissements dont le total, en bougeant, peut faire bouger une case du territoire : les siens, puis, si la case n'est pas le
   * total, ceux d'à côté.
   */
  #porteurs(t: number, c: number): number[] {
    const { g } = this.r
    const siens = estFeuille(g, t) ? (lire(g.etat, t) === VISIBLE ? [] : [t]) : premiers(this.#mobiles, (e) => this.#sous(e, t))
    if (c === 0 || siens.length > 0 || this.r.borne >= 0) return siens
    const voisins = this.#voisins.get(lire(g.parent, t)) ?? []
    return [...new Set([...voisins.slice(0, ESSAIS / 2), ...this.#mobiles.slice(0, ESSAIS / 2)])]
  }

  /** Le premier territoire au-dessus dont le total est publié : les totaux ne s'échangent que sous lui. */
  #totalPublieAuDessus(e: number): number {
    const { g, sommet } = this.r
    for (let t = e; ; t = lire(g.parent, t)) {
      if (lire(g.etat, t) === VISIBLE) return t
      if (t === sommet) return DEHORS
    }
  }

  /**
   * Qui peut compenser un total : le dehors, puis les établissements voisins, puis les plus gros ; hors du territoire dont le total doit
   * bouger. Seulement ceux que chaque dimension permet d'atteindre.
   */
  #partenaires(e: number, cellule: number, sens: 1 | -1): number[] {
    const { r } = this
    const { g } = r
    const c = Math.floor(cellule / g.n)
    const publie = this.#totalPublieAuDessus(e)
    const bon = (m: number) => m !== e && !r.fixe(m) && (sens === -1 || r.marge(m) > 0) && (c > 0 || !this.#sous(m, cellule % g.n))
    let restent = (this.#echangeables.get(publie) ?? []).filter(bon)
    if (publie === DEHORS) restent.unshift(DEHORS)
    const propre = lire(g.dimensionDe, c)
    for (let i = -1; i < g.dimensions.length && restent.length > 0; i++) {
      const d = i < 0 ? propre : i
      const sienne = d === propre
      if (d < 0 || (i >= 0 && sienne)) continue
      const atteint = sienne ? this.#explorer(d, r.but(cellule), cellule, sens) : this.#depuis(d, e, sens)
      restent = restent.filter(atteint)
    }
    const parent = lire(g.parent, e)
    return [
      ...restent.filter((m) => m === DEHORS || lire(g.parent, m) === parent),
      ...restent.filter((m) => m !== DEHORS && lire(g.parent, m) !== parent),
    ].slice(0, ESSAIS)
  }

  /** Ce qu'un établissement atteint dans une dimension, rien n'ayant bougé : il ne s'explore qu'une fois, et le transfert vérifie. */
  #depuis(d: number, e: number, sens: 1 | -1): (m: number) => boolean {
    const { r } = this
    if (r.ouvrir) return this.#explorer(d, e, -1, sens)
    const cle = `${e} ${sens} ${r.borne}`
    const siens = this.#atteints[d] as Map<string, Uint8Array>
    let sus = siens.get(cle)
    if (sus === undefined) {
      const faits = [...new Set(r.touchees)].map((t) => [t, lire(r.ecart, t)] as const)
      r.revenir(0)
      const atteint = this.#explorer(d, e, -1, sens)
      for (const [t, ecart] of faits) if (ecart !== 0) r.changer(t, ecart)
      sus = Uint8Array.from(this.#rangs.keys(), (m) => (atteint(m) ? 1 : 0))
      siens.set(cle, sus)
    }
    return (m) => (sus as Uint8Array)[this.#rangs.get(m) as number] === 1
  }

  #explorer(d: number, de: number, sauf: number, sens: 1 | -1): (m: number) => boolean {
    const atteint = this.r.explorer(d, de, sauf, sens === -1)
    return (m) => atteint(m === DEHORS ? this.r.dehors : m)
  }

  /**
   * Ajoute `k` au total de l'un et l'ôte à celui de l'autre, dans toutes les dimensions à la fois ; dans la sienne, `cellule` prend le
   * déplacement. Tout ou rien.
   */
  #transferer(de: number, vers: number, k: number, cellule: number, sens: 1 | -1): boolean {
    const { r } = this
    const { g } = r
    const debut = r.touchees.length
    if (!this.#transfererTotaux(de, vers, k)) return this.#renoncer(debut)
    const c = Math.floor(cellule / g.n)
    const noeud = (t: number) => (t === DEHORS ? r.dehors : t)
    for (let d = 0; d < g.dimensions.length; d++) {
      if (c > 0 && lire(g.dimensionDe, c) === d) {
        if (sens === -1 && r.marge(cellule) < k) return this.#renoncer(debut)
        const [entree, sortie] = sens === 1 ? [r.source(cellule), r.but(cellule)] : [r.but(cellule), r.source(cellule)]
        const passe = r.pousser(d, noeud(de), entree, k, cellule)
        if (passe === k) r.changer(cellule, sens * k)
        if (passe === k && r.pousser(d, sortie, noeud(vers), k, cellule) === k) continue
      } else if (r.pousser(d, noeud(de), noeud(vers), k, -1) === k) continue
      return this.#renoncer(debut)
    }
    return true
  }

  #transfererTotaux(de: number, vers: number, k: number): boolean {
    const { r } = this
    const { parent, profondeur } = r.g
    const hauteur = (t: number) => (t === DEHORS ? -1 : lire(profondeur, t))
    const monter = (t: number) => (t === r.sommet ? DEHORS : lire(parent, t))
    let a = de
    let b = vers
    while (a !== b) {
      const hausse = hauteur(a) >= hauteur(b)
      const t = hausse ? a : b
      if (r.fixe(t) || (!hausse && r.marge(t) < k)) return false
      r.changer(t, hausse ? k : -k)
      if (hausse) a = monter(a)
      else b = monter(b)
    }
    return true
  }

  #renoncer(debut: number): false {
    this.r.revenir(debut)
    return false
  }
}

function premiers(liste: readonly number[], garder: (t: number) => boolean): number[] {
  const retenus: number[] = []
  for (const t of liste) {
    if (garder(t)) retenus.push(t)
    if (retenus.length === ESSAIS) break
  }
  return retenus
}
