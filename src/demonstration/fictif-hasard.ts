/** Hasard reproductible : même graine, même suite (mulberry32). Pour des données fictives seulement, jamais pour un secret. */
export class Hasard {
  #etat: number

  constructor(graine: number) {
    this.#etat = graine >>> 0
  }

  /** Réel de [0, 1[. */
  suivant(): number {
    this.#etat = (this.#etat + 0x6d2b79f5) >>> 0
    let t = this.#etat
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }

  /** Entier de [0, borne[. */
  entier(borne: number): number {
    return Math.floor(this.suivant() * borne)
  }

  /** Vrai avec la probabilité donnée. */
  chance(probabilite: number): boolean {
    return this.suivant() < probabilite
  }

  choisir<T>(liste: readonly [T, ...T[]]): T {
    return liste[this.entier(liste.length)] ?? liste[0]
  }

  /** Choix pondéré : les poids n'ont pas à faire 1. */
  pondere<T>(choix: readonly [readonly [T, number], ...(readonly [T, number])[]]): T {
    let tirage = this.suivant() * choix.reduce((somme, [, poids]) => somme + poids, 0)
    for (const [valeur, poids] of choix) {
      tirage -= poids
      if (tirage < 0) return valeur
    }
    return choix[0][0]
  }
}
