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
  #tour = 0
  readonly g: Grille

  constructor(g: Grille) {
    this.g = g
    this.ecart = new Int32Array(g.valeur.length)
    // Les nœuds : un établissement est son rang, (territoire, code) l'indice de sa case, le dehors le dernier.
    this.#vu = new Int32Array(g.valeur.length + 1)
    this.#venu = new Int32Array(g.valeur.length + 1)
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
    while (pousse < k) {
      const q = this.#chercher(dimension, de, vers, sauf) ? this.#avancer(de, vers, k - pousse) : 0
      if (q === 0) break
      pousse += q
    }
    return pousse
  }

  /** Le plus court chemin, en largeur ; `#venu` garde par quelle case on est venu, et dans quel sens. */
  #chercher(dimension: number, de: number, vers: number, sauf: number): boolean {
    const { g, dehors } = this
    const { n } = g
    const { debut, fin } = g.dimensions[dimension] as { debut: number; fin: number }
    const tour = ++this.#tour
    const file = [de]
    this.#vu[de] = tour
    const atteindre = (noeud: number, cellule: number, baisse: 0 | 1): boolean => {
      if (this.#vu[noeud] === tour) return false
      this.#vu[noeud] = tour
      this.#venu[noeud] = cellule * 2 + baisse
      file.push(noeud)
      return noeud === vers
    }
    const peut = (cellule: number) => cellule !== sauf && !this.fixe(cellule)
    for (let i = 0; i < file.length; i++) {
      const noeud = file[i] as number
      if (noeud === dehors) {
        for (let cellule = debut * n + this.sommet; cellule < fin * n; cellule += n)
          if (peut(cellule) && this.marge(cellule) > 0 && atteindre(this.source(cellule), cellule, 1)) return true
      } else if (noeud < n) {
        for (let cellule = debut * n + noeud; cellule < fin * n; cellule += n)
          if (peut(cellule) && atteindre(this.but(cellule), cellule, 0)) return true
      } else {
        if (peut(noeud) && atteindre(this.but(noeud), noeud, 0)) return true
        const t = noeud % n
        const base = noeud - t
        const dernier = lire(g.dernierEnfant, t)
        for (let s = lire(g.premierEnfant, t); s < dernier; s++)
          if (peut(base + s) && this.marge(base + s) > 0 && atteindre(this.source(base + s), base + s, 1)) return true
      }
    }
    return false
  }

  #avancer(de: number, vers: number, k: number): number {
    const pas = (noeud: number) => {
      const venu = lire(this.#venu, noeud)
      return { cellule: venu >> 1, baisse: (venu & 1) === 1 }
    }
    let q = k
    for (let noeud = vers; noeud !== de; ) {
      const { cellule, baisse } = pas(noeud)
      if (baisse) q = Math.min(q, this.marge(cellule))
      noeud = baisse ? this.but(cellule) : this.source(cellule)
    }
    for (let noeud = vers; noeud !== de; ) {
      const { cellule, baisse } = pas(noeud)
      this.changer(cellule, baisse ? -q : q)
      noeud = baisse ? this.but(cellule) : this.source(cellule)
    }
    return q
  }
}
