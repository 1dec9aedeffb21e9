import { estFeuille, type Grille, lire, MASQUEE, type Masque, TUE, tableTue, VISIBLE } from './grille.ts'
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

  /** Inscrit une ligne telle qu'elle a paru. */
  rappeler(t: number, masque: Masque): void {
    this.inscrire(t, (c) => this.#dans(masque, c))
    for (const [d, { nom }] of this.g.dimensions.entries()) if (masque.has(tableTue(nom))) this.taireTable(t, d)
  }

  #dans(masque: Masque, colonne: number): boolean {
    const cle = this.g.cles[colonne] ?? null
    return cle !== null && masque.has(cle)
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
  taireSiMaigre(cellule: number, t: number): number[] | undefined {
    const d = lire(this.g.dimensionDe, Math.floor(cellule / this.g.n))
    if (!this.tablesTues || d < 0 || cellule % this.g.n !== t || this.g.dimensions[d]?.reste || lire(this.g.etat, cellule) === TUE)
      return undefined
    const cases = this.dimension(t, d)
    if (cases.some((x) => lire(this.g.etat, x) === VISIBLE && this.masquable(x))) return undefined
    this.taireTable(t, d)
    return cases
  }

  /** Tout est masqué, et cela ne suffit pas : une case masquée vaut au moins 1, une case tue peut être vide. Tait la table de la case, sinon une autre. */
  taireUneTable(cellule: number, t: number): number[] {
    const sienne = lire(this.g.dimensionDe, Math.floor(cellule / this.g.n))
    const d = [sienne, ...this.g.dimensions.keys()].find(
      (x) => this.tablesTues && this.g.dimensions[x]?.reste === false && this.dimension(t, x).some((y) => lire(this.g.etat, y) === MASQUEE),
    )
    if (d === undefined) return []
    this.taireTable(t, d)
    return this.dimension(t, d)
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
  publier(t: number, impose: Masque): boolean {
    const { g } = this
    this.inscrire(t, (c) => estPrimaire(lire(g.valeur, c * g.n + t), this.seuil) || (this.#dans(impose, c) && this.masquable(c * g.n + t)))
    const petit = estPrimaire(lire(g.valeur, t), this.seuil)
    for (const [d, { nom }] of g.dimensions.entries()) if (this.tablesTues && (petit || impose.has(tableTue(nom)))) this.taireTable(t, d)
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

  /** Une case à protéger : masquée, ou petit compte d'une table tue. Un plus grand n'y est pas secret, un zéro non plus : ailleurs, ils se publient. */
  cachee(cellule: number): boolean {
    const { g } = this
    const [etat, valeur] = [lire(g.etat, cellule), lire(g.valeur, cellule)]
    if (etat === VISIBLE || g.cles[Math.floor(cellule / g.n)] === null) return false
    return etat === MASQUEE ? valeur > 0 : estPrimaire(valeur, this.seuil)
  }

  /** Les cases cachées de ces territoires qu'aucune preuve définitive ne protège ; toutes, si l'on publie sous un territoire publié. */
  cachees(territoires: readonly number[], toutes: boolean): number[] {
    const { g } = this
    const cachees: number[] = []
    for (let c = g.cles.length - 1; c >= 0; c--)
      for (const t of territoires) {
        const cellule = c * g.n + t
        if (!this.cachee(cellule)) continue
        if (toutes) this.preuves[cellule] = NON_PROUVEE
        if (lire(this.preuves, cellule) === NON_PROUVEE) cachees.push(cellule)
      }
    return cachees
  }
}
