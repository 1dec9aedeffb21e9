import { estFeuille, type Grille, lire, MASQUEE, VISIBLE } from './grille.ts'

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
  readonly #vu: Int32Array
  readonly #venu: Int32Array
  readonly #file: Int32Array
  // Les cases qui peuvent bouger, chaînées : d'un (territoire, code), celles de ses enfants ; d'un établissement, celles de la dimension.
  readonly #tete: Int32Array
  readonly #soeur: Int32Array
  readonly #suivante: Int32Array
  #tour = 0
  readonly g: Grille

  constructor(g: Grille) {
    this.g = g
    this.ecart = new Int32Array(g.valeur.length)
    // Les nœuds : un établissement est son rang, (territoire, code) l'indice de sa case, le dehors le dernier.
    this.#vu = new Int32Array(g.valeur.length + 1)
    this.#venu = new Int32Array(g.valeur.length + 1)
    this.#file = new Int32Array(g.valeur.length + 1)
    this.#tete = new Int32Array(g.valeur.length)
    this.#soeur = new Int32Array(g.valeur.length)
    this.#suivante = new Int32Array(g.valeur.length)
  }

  /** Prépare une portée : le plus haut territoire publié, tout ce qu'il contient, et la ligne `t` dont des cases peuvent encore se masquer. */
  viser(sommet: number, territoires: readonly number[], t: number): void {
    const { g } = this
    const { n } = g
    this.sommet = sommet
    for (const s of territoires) for (let c = 1; c < g.cles.length; c++) this.#tete[c * n + s] = -1
    for (const { debut, fin } of g.dimensions)
      for (const s of territoires)
        for (let cellule = debut * n + s; cellule < fin * n; cellule += n) {
          if (s !== t && lire(g.etat, cellule) === VISIBLE) continue
          if (s !== sommet) this.#chainer(this.#soeur, this.but(cellule), cellule)
          if (estFeuille(g, s)) this.#chainer(this.#suivante, debut * n + s, cellule)
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
    return lire(this.g.valeur, cellule) + lire(this.ecart, cellule) - (lire(this.g.etat, cellule) === MASQUEE ? 1 : 0)
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
    while (pousse < k && this.#chercher(dimension, de, vers, sauf, false)) pousse += this.#avancer(de, vers, k - pousse)
    return pousse
  }

  /** Explore tout ce qu'on peut atteindre d'un nœud, ou, à rebours, tout ce qui peut l'atteindre. */
  explorer(dimension: number, de: number, sauf: number, rebours: boolean): (noeud: number) => boolean {
    this.#chercher(dimension, de, AUCUN, sauf, rebours)
    return (noeud) => this.#vu[noeud] === this.#tour
  }

  /** Le plus court chemin, en largeur ; `#venu` garde par quelle case on est venu, et dans quel sens. */
  #chercher(dimension: number, de: number, vers: number, sauf: number, rebours: boolean): boolean {
    const { g, dehors, sommet, borne, ecart } = this
    const { n, etat, valeur } = g
    const soeur = this.#soeur
    const suivante = this.#suivante
    const vu = this.#vu
    const venu = this.#venu
    const file = this.#file
    const tour = ++this.#tour
    const { debut, fin } = g.dimensions[dimension] as { debut: number; fin: number }
    let arrivee = 1
    file[0] = de
    vu[de] = tour
    // Une hausse est toujours permise à une case qui n'est pas publiée ; une baisse, s'il lui reste une marge. À rebours, l'inverse.
    const franchir = (cellule: number, baisse: 0 | 1): boolean => {
      const publiee = lire(etat, cellule)
      if (publiee === VISIBLE || cellule === sauf || cellule % n === borne) return false
      if ((baisse === 1) !== rebours && lire(valeur, cellule) + lire(ecart, cellule) <= (publiee === MASQUEE ? 1 : 0)) return false
      const noeud = baisse === 1 ? this.source(cellule) : this.but(cellule)
      if (vu[noeud] === tour) return false
      vu[noeud] = tour
      venu[noeud] = cellule * 2 + baisse
      file[arrivee++] = noeud
      return noeud === vers
    }
    for (let i = 0; i < arrivee && arrivee < HORIZON; i++) {
      const noeud = lire(file, i)
      if (noeud === dehors) {
        for (let cellule = debut * n + sommet; cellule < fin * n; cellule += n) if (franchir(cellule, 1)) return true
      } else if (noeud < n) {
        for (let cellule = lire(this.#tete, debut * n + noeud); cellule >= 0; cellule = lire(suivante, cellule))
          if (franchir(cellule, 0)) return true
      } else {
        if (franchir(noeud, 0)) return true
        for (let cellule = lire(this.#tete, noeud); cellule >= 0; cellule = lire(soeur, cellule)) if (franchir(cellule, 1)) return true
      }
    }
    return false
  }

  #avancer(de: number, vers: number, k: number): number {
    let q = k
    for (let noeud = vers; noeud !== de; ) {
      const venu = lire(this.#venu, noeud)
      const cellule = venu >> 1
      const baisse = (venu & 1) === 1
      if (baisse) q = Math.min(q, this.marge(cellule))
      noeud = baisse ? this.but(cellule) : this.source(cellule)
    }
    for (let noeud = vers; noeud !== de; ) {
      const venu = lire(this.#venu, noeud)
      const cellule = venu >> 1
      const baisse = (venu & 1) === 1
      this.changer(cellule, baisse ? -q : q)
      noeud = baisse ? this.but(cellule) : this.source(cellule)
    }
    return q
  }
}

const AUCUN = -1
/** Une recherche s'arrête après tant de nœuds : ne pas trouver coûte une case masquée de plus, jamais une preuve fausse. */
const HORIZON = 3000
