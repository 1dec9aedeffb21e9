import { lire } from './grille.ts'

/** Ce qu'une recherche en largeur a atteint, d'un seul côté ; `rebours` : elle remonte les chemins depuis l'arrivée. */
export class Front {
  readonly #vu: Int32Array
  readonly #venu: Int32Array
  readonly #file: Int32Array
  #tour = 0
  #lus = 0
  #arrives = 0
  rebours = false

  constructor(noeuds: number) {
    this.#vu = new Int32Array(noeuds)
    this.#venu = new Int32Array(noeuds)
    this.#file = new Int32Array(noeuds)
  }

  partir(noeud: number, rebours: boolean): void {
    this.#tour += 1
    this.#lus = 0
    this.#arrives = 0
    this.rebours = rebours
    this.venir(noeud, 0, 0)
  }

  atteint(noeud: number): boolean {
    return this.#vu[noeud] === this.#tour
  }

  /** Un nœud nouveau ; par quelle case on y est venu, et dans quel sens. */
  venir(noeud: number, cellule: number, baisse: 0 | 1): void {
    this.#vu[noeud] = this.#tour
    this.#venu[noeud] = cellule * 2 + baisse
    this.#file[this.#arrives++] = noeud
  }

  /** Combien de nœuds atteints restent à lire. */
  get attendent(): number {
    return this.#arrives - this.#lus
  }

  suivant(): number {
    return lire(this.#file, this.#lus++)
  }

  par(noeud: number): { cellule: number; baisse: boolean } {
    const venu = lire(this.#venu, noeud)
    return { cellule: venu >> 1, baisse: (venu & 1) === 1 }
  }
}
