import { estFeuille, type Grille, lire, MASQUEE, TUE, VISIBLE } from './grille.ts'
import { Parution } from './parution.ts'
import { Preuve } from './preuve.ts'
import { Reseau } from './reseau.ts'
import { estPrimaire, intervalleDeProtection } from './seuil.ts'
import type { Temoin } from './temoin.ts'

/** Une preuve qui ne touche pas au-dessus d'un territoire déjà publié vaut pour toujours : la suite n'ajoute rien à ce qu'il publie. */
export const NON_PROUVEE = 0
export const PROUVEE = 1
export const POUR_TOUJOURS = 2

/** Publie les territoires un à un : secret primaire, puis secret secondaire, la moindre case d'abord, jusqu'à ce que tout se prouve. */
export class Publication {
  readonly r: Reseau
  readonly preuve: Preuve
  readonly preuves: Uint8Array
  readonly temoins = new Map<number, Temoin>()
  readonly g: Grille
  readonly seuil: number
  readonly tablesTues: boolean

  constructor(g: Grille, seuil: number, tablesTues: boolean) {
    this.g = g
    this.tablesTues = tablesTues
    this.seuil = seuil
    this.r = new Reseau(g)
    this.preuve = new Preuve(this.r, intervalleDeProtection(seuil))
    this.preuves = new Uint8Array(g.valeur.length)
  }

  /** Inscrit une ligne telle qu'elle doit paraître : zéros visibles, petites cases et cases imposées masquées. */
  inscrire(t: number, masquee: (colonne: number) => boolean): void {
    for (const cellule of this.ligne(t))
      this.g.etat[cellule] = lire(this.g.valeur, cellule) > 0 && masquee((cellule - t) / this.g.n) ? MASQUEE : VISIBLE
  }

  /** Retire une ligne : rien n'en est publié. */
  taire(t: number): void {
    for (const cellule of this.ligne(t)) this.#poser(cellule, TUE, NON_PROUVEE, undefined)
  }

  /** Retire une table d'une ligne, zéros compris. */
  taireTable(t: number, d: number): void {
    for (const cellule of this.dimension(t, d)) this.#poser(cellule, TUE, NON_PROUVEE, undefined)
  }

  /** Une table de la ligne, déjà toute masquée, qui ne cache pas assez : elle se tait, plutôt que de masquer le total. */
  taireSiMaigre(cellule: number, t: number): boolean {
    const d = lire(this.g.dimensionDe, Math.floor(cellule / this.g.n))
    if (!this.tablesTues || d < 0 || cellule % this.g.n !== t || this.g.dimensions[d]?.reste) return false
    if (this.dimension(t, d).some((x) => lire(this.g.etat, x) === VISIBLE && this.masquable(x))) return false
    this.taireTable(t, d)
    return true
  }

  /** Ce qu'il faut pour remettre un territoire et tout ce qu'il contient dans l'état présent. */
  photographier(t: number): () => void {
    const cases = this.descendants(t).flatMap((s) =>
      [...this.ligne(s)].map((x) => [x, lire(this.g.etat, x), lire(this.preuves, x), this.temoins.get(x)] as const),
    )
    return () => {
      for (const c of cases) this.#poser(...c)
    }
  }

  #poser(cellule: number, etat: number, prouvee: number, temoin: Temoin | undefined): void {
    this.g.etat[cellule] = etat
    this.preuves[cellule] = prouvee
    if (temoin === undefined) this.temoins.delete(cellule)
    else this.temoins.set(cellule, temoin)
  }

  /** Publie une ligne. Faux si même la ligne entière masquée découvrirait une case déjà publiée : elle reste alors tue. */
  publier(t: number, imposee: (colonne: number) => boolean, maigre: (dimension: number) => boolean = () => false): boolean {
    const { g } = this
    this.inscrire(t, (c) => estPrimaire(lire(g.valeur, c * g.n + t), this.seuil) || (imposee(c) && this.masquable(c * g.n + t)))
    const petit = estPrimaire(lire(g.valeur, t), this.seuil)
    for (let d = 0; d < g.dimensions.length; d++) if (this.tablesTues && (petit || maigre(d))) this.taireTable(t, d)
    const parution = new Parution(this, t, this.#sommet(t))
    const possible = parution.proteger()
    parution.garder(possible)
    if (!possible) this.taire(t)
    return possible
  }

  /** Retrouve les preuves d'une ligne publiée auparavant ; celles de dessous d'abord. `abandonner` : ce qui ne se prouve plus se tient pour découvert. */
  reprendre(t: number, abandonner: boolean): void {
    const parution = new Parution(this, t, t)
    const restent = parution.prouver()
    parution.garder(true)
    if (abandonner) for (const cellule of restent) this.#poser(cellule, VISIBLE, NON_PROUVEE, undefined)
  }

  /** Les cases d'un territoire qui se publient. */
  *ligne(t: number): Generator<number> {
    for (let c = 0; c < this.g.cles.length; c++) if (this.g.cles[c] !== null) yield c * this.g.n + t
  }

  /** Un zéro se publie ; une somme de cases toutes visibles se refait, la masquer ne cacherait rien. */
  masquable(cellule: number): boolean {
    const { g } = this
    if (lire(g.valeur, cellule) === 0) return false
    const t = cellule % g.n
    if (estFeuille(g, t)) return true
    for (let s = lire(g.premierEnfant, t); s < lire(g.dernierEnfant, t); s++) if (lire(g.etat, cellule - t + s) !== VISIBLE) return true
    return false
  }

  dimension(t: number, d: number): number[] {
    const { debut, fin } = this.g.dimensions[d] as { debut: number; fin: number }
    return Array.from({ length: fin - debut }, (_, i) => (debut + i) * this.g.n + t)
  }

  /** Le plus haut territoire publié au-dessus, ou lui-même. */
  #sommet(t: number): number {
    let sommet = t
    for (let a = lire(this.g.parent, t); a >= 0; a = lire(this.g.parent, a)) if (this.publiee(a)) sommet = a
    return sommet
  }

  publiee(t: number): boolean {
    return lire(this.g.etat, t) !== TUE
  }

  descendants(t: number): number[] {
    const { premierEnfant, dernierEnfant } = this.g
    const tous = [t]
    for (let i = 0; i < tous.length; i++) {
      const a = tous[i] as number
      for (let s = lire(premierEnfant, a); s < lire(dernierEnfant, a); s++) tous.push(s)
    }
    return tous
  }

  /** Les cases masquées de ces territoires qu'aucune preuve définitive ne protège ; toutes, si l'on publie sous un territoire publié. */
  masquees(territoires: readonly number[], toutes: boolean): number[] {
    const { g } = this
    const masquees: number[] = []
    for (let c = g.cles.length - 1; c >= 0; c--)
      for (const t of territoires) {
        const cellule = c * g.n + t
        if (lire(g.etat, cellule) !== MASQUEE) continue
        if (toutes) this.preuves[cellule] = NON_PROUVEE
        if (lire(this.preuves, cellule) === NON_PROUVEE) masquees.push(cellule)
      }
    return masquees
  }
}
