import { Front } from './front.ts'
import { estFeuille, type Grille, lire, TUE, VISIBLE } from './grille.ts'

/** Ce qui est au-dessus du plus haut territoire publié : n'importe quel effectif peut y aller ou en venir. */
export const DEHORS = -1

/**
 * Les autres tables possibles, une dimension à la fois. À totaux d'établissement fixés, une dimension est un réseau : chaque
 * établissement envoie son total vers les codes, chaque (territoire, code) l'envoie au parent. Déplacer des effectifs le long d'un
 * chemin de cases masquées (ou non publiées) conserve toutes les sommes publiées : ce que l'on obtient est une autre table, entière,
 * que rien de publié ne distingue de la vraie.
 *
 * `ecart` est la différence entre cette autre table et la vraie. `sommet` : le plus haut territoire publié de la portée.
 * `borne` : un territoire dont aucune case ne doit bouger, ou −1.
 */
export class Reseau {
  sommet = 0
  borne = -1
  readonly ecart: Int32Array
  readonly touchees: number[] = []
  readonly #quantites: number[] = []
  readonly #aller: Front
  readonly #retour: Front
  // Les cases qui peuvent bouger, chaînées : d'un (territoire, code), celles de ses enfants ; d'un établissement, celles de la dimension.
  readonly #tete: Int32Array
  readonly #soeur: Int32Array
  readonly #suivante: Int32Array
  /** Permet d'ouvrir des cases publiées de la ligne visée, au moindre effectif : celles qu'il faudrait masquer. */
  ouvrir = false
  #ligne = -1
  readonly #prix: Float64Array
  #differees: Differee[] = []
  #cout = 0
  readonly g: Grille

  constructor(g: Grille) {
    this.g = g
    this.ecart = new Int32Array(g.valeur.length)
    // Les nœuds : un établissement est son rang, (territoire, code) l'indice de sa case, le dehors le dernier.
    this.#aller = new Front(g.valeur.length + 1)
    this.#retour = new Front(g.valeur.length + 1)
    this.#tete = new Int32Array(g.valeur.length)
    this.#soeur = new Int32Array(g.valeur.length)
    this.#suivante = new Int32Array(g.valeur.length)
    this.#prix = new Float64Array(g.cles.length)
  }

  /** Prépare une portée : le plus haut territoire publié, tout ce qu'il contient, et la ligne `t` dont des cases peuvent encore se masquer. */
  viser(sommet: number, territoires: readonly number[], t: number): void {
    const { g } = this
    const { n } = g
    this.sommet = sommet
    this.#ligne = t
    for (const s of territoires) for (let c = 1; c < g.cles.length; c++) this.#tete[c * n + s] = -1
    for (const { debut, fin } of g.dimensions)
      for (const s of territoires)
        for (let cellule = debut * n + s; cellule < fin * n; cellule += n) {
          if (s !== t && lire(g.etat, cellule) === VISIBLE) continue
          if (s !== sommet) this.#chainer(this.#soeur, this.but(cellule), cellule)
          if (estFeuille(g, s)) this.#chainer(this.#suivante, debut * n + s, cellule)
        }
    for (const { debut, fin } of g.dimensions) {
      let rang = 0
      for (let c = debut; c < fin; c++) {
        const v = lire(g.etat, c * n + t) === VISIBLE ? lire(g.valeur, c * n + t) : 0
        this.#prix[c] = v * ++rang
        if (v === 0) rang--
      }
    }
  }

  #chainer(chaine: Int32Array, tete: number, cellule: number): void {
    chaine[cellule] = lire(this.#tete, tete)
    this.#tete[tete] = cellule
  }

  /** Une case publiée ne bouge pas ; ni une case de la borne. */
  fixe(cellule: number): boolean {
    return lire(this.g.etat, cellule) === VISIBLE || cellule % this.g.n === this.borne
  }

  /** De combien une case peut encore baisser : masquée, elle vaut au moins 1 ; non publiée, au moins 0. */
  marge(cellule: number): number {
    return lire(this.g.valeur, cellule) + lire(this.ecart, cellule) - (lire(this.g.etat, cellule) === TUE ? 0 : 1)
  }

  changer(cellule: number, quantite: number): void {
    this.ecart[cellule] = lire(this.ecart, cellule) + quantite
    this.touchees.push(cellule)
    this.#quantites.push(quantite)
  }

  /** Défait les déplacements jusqu'à n'en garder que `combien`. */
  revenir(combien: number): void {
    while (this.touchees.length > combien) {
      const cellule = this.touchees.pop() as number
      this.ecart[cellule] = lire(this.ecart, cellule) - (this.#quantites.pop() as number)
    }
  }

  /** Nœud d'où part une case : l'établissement, ou (territoire, code). */
  source(cellule: number): number {
    const t = cellule % this.g.n
    return estFeuille(this.g, t) ? t : cellule
  }

  /** Nœud où mène une case : le même code chez le parent, ou le dehors. */
  but(cellule: number): number {
    const t = cellule % this.g.n
    return t === this.sommet ? this.dehors : cellule - t + lire(this.g.parent, t)
  }

  get dehors(): number {
    return this.g.valeur.length
  }

  /** Déplace au plus `k` d'un nœud à un autre de la dimension, sans passer par la case `sauf` ; rend ce qui a pu l'être. */
  pousser(dimension: number, de: number, vers: number, k: number, sauf: number): number {
    if (de === vers) return k
    let pousse = 0
    while (pousse < k) {
      const rencontre = this.#chercher(dimension, de, vers, sauf)
      if (rencontre === AUCUN) break
      pousse += this.#avancer(this.#chemin(rencontre, de, vers), k - pousse)
    }
    return pousse
  }

  /** Explore tout ce qu'on peut atteindre d'un nœud, ou, à rebours, tout ce qui peut l'atteindre. */
  explorer(dimension: number, de: number, sauf: number, rebours: boolean): (noeud: number) => boolean {
    this.#differees = []
    this.#cout = 0
    this.#aller.partir(de, rebours)
    while (this.#aller.attendent > 0 || this.#ouvrir(this.#aller)) this.#etendre(this.#aller, undefined, dimension, sauf)
    return (noeud) => this.#aller.atteint(noeud)
  }

  /**
   * Le plus court chemin, des deux bouts à la fois ; s'il faut ouvrir des cases, d'un seul, celui dont les cases ouvertes portent le moindre
   * prix. Rend un nœud du chemin.
   */
  #chercher(dimension: number, de: number, vers: number, sauf: number): number {
    const aller = this.#aller
    const retour = this.#retour
    this.#differees = []
    this.#cout = 0
    aller.partir(de, false)
    retour.partir(vers, true)
    for (;;) {
      if (aller.attendent === 0 && !this.#ouvrir(aller)) return AUCUN
      if (aller.atteint(vers)) return vers
      if (retour.attendent === 0) return AUCUN
      const front = this.ouvrir || aller.attendent <= retour.attendent ? aller : retour
      const rencontre = this.#etendre(front, front === aller ? retour : aller, dimension, sauf)
      if (rencontre !== AUCUN) return rencontre
    }
  }

  /** Ouvre la case de moindre prix parmi celles qu'on a rencontrées ; faux s'il n'y en a plus. */
  #ouvrir(front: Front): boolean {
    while (this.#differees.length > 0) {
      const moindre = this.#differees.reduce((a, b) => (b.cout < a.cout ? b : a))
      this.#differees.splice(this.#differees.indexOf(moindre), 1)
      this.#cout = moindre.cout
      if (front.atteint(moindre.noeud)) continue
      front.venir(moindre.noeud, moindre.cellule, moindre.baisse)
      return true
    }
    return false
  }

  /** Lit un nœud : franchit toutes les cases qui peuvent bouger. Rend le nœud où l'on rencontre l'autre front. */
  #etendre(front: Front, autre: Front | undefined, dimension: number, sauf: number): number {
    const { g, dehors, sommet, borne, ecart } = this
    const { n, etat, valeur, parent } = g
    const { debut, fin } = g.dimensions[dimension] as { debut: number; fin: number }
    const ouverte = this.ouvrir ? this.#ligne : AUCUN
    // Une hausse est toujours permise à une case qui n'est pas publiée ; une baisse, s'il lui reste une marge. À rebours, l'inverse.
    const franchir = (cellule: number, t: number, baisse: 0 | 1, noeud: number): boolean => {
      if (front.atteint(noeud) || cellule === sauf || t === borne) return false
      const publiee = lire(etat, cellule)
      if (publiee === VISIBLE && t !== ouverte) return false
      const v = lire(valeur, cellule)
      if ((baisse === 1) !== front.rebours && v + lire(ecart, cellule) <= (publiee === TUE ? 0 : 1)) return false
      if (publiee === VISIBLE) {
        const prix = lire(ecart, cellule) === 0 ? (this.#prix[(cellule - t) / n] as number) : 0
        if (v > 0) this.#differees.push({ cellule, baisse, noeud, cout: this.#cout + prix })
        return false
      }
      front.venir(noeud, cellule, baisse)
      return autre?.atteint(noeud) === true
    }
    const noeud = front.suivant()
    if (noeud === dehors) {
      const feuille = estFeuille(g, sommet)
      for (let cellule = debut * n + sommet; cellule < fin * n; cellule += n) {
        const but = feuille ? sommet : cellule
        if (franchir(cellule, sommet, 1, but)) return but
      }
    } else if (noeud < n) {
      const monte = lire(parent, noeud) - noeud
      for (let cellule = lire(this.#tete, debut * n + noeud); cellule >= 0; cellule = lire(this.#suivante, cellule)) {
        const but = noeud === sommet ? dehors : cellule + monte
        if (franchir(cellule, noeud, 0, but)) return but
      }
    } else {
      const t = noeud % n
      const but = t === sommet ? dehors : noeud - t + lire(parent, t)
      if (franchir(noeud, t, 0, but)) return but
      for (let cellule = lire(this.#tete, noeud); cellule >= 0; cellule = lire(this.#soeur, cellule)) {
        const s = cellule - noeud + t
        const source = estFeuille(g, s) ? s : cellule
        if (franchir(cellule, s, 1, source)) return source
      }
    }
    return AUCUN
  }

  /** Les cases d'un chemin, par le nœud où les deux fronts se rencontrent, chacune dans son sens. */
  #chemin(rencontre: number, de: number, vers: number): { cellule: number; baisse: boolean }[] {
    const pas: { cellule: number; baisse: boolean }[] = []
    for (let noeud = rencontre; noeud !== de; ) {
      const { cellule, baisse } = this.#aller.par(noeud)
      pas.push({ cellule, baisse })
      noeud = baisse ? this.but(cellule) : this.source(cellule)
    }
    for (let noeud = rencontre; noeud !== vers; ) {
      const { cellule, baisse } = this.#retour.par(noeud)
      pas.push({ cellule, baisse: !baisse })
      noeud = baisse ? this.but(cellule) : this.source(cellule)
    }
    return pas
  }

  #avancer(chemin: readonly { cellule: number; baisse: boolean }[], k: number): number {
    const q = chemin.reduce((min, { cellule, baisse }) => (baisse ? Math.min(min, this.marge(cellule)) : min), k)
    for (const { cellule, baisse } of chemin) this.changer(cellule, baisse ? -q : q)
    return q
  }
}

const AUCUN = -1

/** Une case à ouvrir, et ce qu'auraient coûté toutes celles du chemin. */
type Differee = { readonly cellule: number; readonly baisse: 0 | 1; readonly noeud: number; readonly cout: number }
