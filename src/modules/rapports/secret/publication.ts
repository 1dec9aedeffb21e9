import { estFeuille, type Grille, lire, MASQUEE, TUE, VISIBLE } from './grille.ts'
import { Preuve } from './preuve.ts'
import { Reseau } from './reseau.ts'
import { estPrimaire, intervalleDeProtection } from './seuil.ts'
import { type Prolongement, prolonger, protegees, type Temoin } from './temoin.ts'

/** Une preuve qui ne touche pas au-dessus d'un territoire déjà publié vaut pour toujours : la suite n'ajoute rien à ce qu'il publie. */
const NON_PROUVEE = 0
const PROUVEE = 1
const POUR_TOUJOURS = 2

/** Avant de masquer un total, au plus tant de cases masquées pour qu'il puisse rester. */
const PATIENCE = 40

/** Publie les territoires un à un : secret primaire, puis secret secondaire, la moindre case d'abord, jusqu'à ce que tout se prouve. */
export class Publication {
  readonly #r: Reseau
  readonly #preuve: Preuve
  readonly #preuves: Uint8Array
  readonly #temoins = new Map<number, Temoin>()
  readonly g: Grille
  readonly seuil: number
  readonly tablesTues: boolean

  constructor(g: Grille, seuil: number, tablesTues: boolean) {
    this.g = g
    this.tablesTues = tablesTues
    this.seuil = seuil
    this.#r = new Reseau(g)
    this.#preuve = new Preuve(this.#r, intervalleDeProtection(seuil))
    this.#preuves = new Uint8Array(g.valeur.length)
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
    for (const cellule of this.#dimension(t, d)) this.#poser(cellule, TUE, NON_PROUVEE, undefined)
  }

  /** Ce qu'il faut pour remettre un territoire et tout ce qu'il contient dans l'état présent. */
  photographier(t: number): () => void {
    const cases = this.#descendants(t).flatMap((s) =>
      [...this.ligne(s)].map((x) => [x, lire(this.g.etat, x), lire(this.#preuves, x), this.#temoins.get(x)] as const),
    )
    return () => {
      for (const c of cases) this.#poser(...c)
    }
  }

  #poser(cellule: number, etat: number, prouvee: number, temoin: Temoin | undefined): void {
    this.g.etat[cellule] = etat
    this.#preuves[cellule] = prouvee
    if (temoin === undefined) this.#temoins.delete(cellule)
    else this.#temoins.set(cellule, temoin)
  }

  /** Publie une ligne. Faux si même la ligne entière masquée découvrirait une case déjà publiée : elle reste alors tue. */
  publier(t: number, imposee: (colonne: number) => boolean): boolean {
    const { g } = this
    this.inscrire(t, (c) => estPrimaire(lire(g.valeur, c * g.n + t), this.seuil) || (imposee(c) && this.#masquable(c * g.n + t)))
    if (this.tablesTues && estPrimaire(lire(g.valeur, t), this.seuil)) for (let d = 0; d < g.dimensions.length; d++) this.taireTable(t, d)
    const possible = this.#prouverTout(t, this.#sommet(t), true)
    if (!possible) this.taire(t)
    return possible
  }

  /** Retrouve les preuves d'une ligne publiée auparavant ; celles de dessous d'abord. */
  reprendre(t: number): void {
    this.#prouverTout(t, t, false)
  }

  #prouverTout(t: number, sommet: number, libre: boolean): boolean {
    const { g } = this
    const sous = this.#descendants(sommet)
    this.#preuve.viser(sommet, sous, t)
    const aProuver = this.#masquees(sous, sommet !== t)
    const trouves = new Map<number, Temoin>()
    const inscrire = (temoin: Temoin, etat: number) => {
      for (const cellule of protegees(temoin, this.#preuve.intervalle)) {
        if (lire(g.etat, cellule) !== MASQUEE || lire(this.#preuves, cellule) !== NON_PROUVEE) continue
        this.#preuves[cellule] = etat
        trouves.set(cellule, temoin)
      }
    }
    let possible = true
    for (let i = 0; i < aProuver.length && possible; i++) {
      const cellule = aProuver[i] as number
      const aFaire = () => lire(g.etat, cellule) === MASQUEE && lire(this.#preuves, cellule) === NON_PROUVEE
      for (let essai = 0; possible && aFaire(); essai++) {
        if (this.#chercher(cellule, t, sommet, inscrire) || !libre) break
        if (this.#tableATaire(cellule, t)) break
        const masquees = this.#masquerPour(cellule, t, essai)
        aProuver.push(...masquees)
        if (masquees.includes(t)) this.#preuve.viser(sommet, sous, t)
        possible = masquees.length > 0
      }
    }
    for (const [cellule, temoin] of trouves) {
      const toujours = lire(this.#preuves, cellule) === POUR_TOUJOURS
      if (toujours) this.#temoins.delete(cellule)
      else this.#preuves[cellule] = NON_PROUVEE
      if (!toujours && possible) this.#temoins.set(cellule, temoin)
    }
    return possible
  }

  /** Les cases d'un territoire qui se publient. */
  *ligne(t: number): Generator<number> {
    for (let c = 0; c < this.g.cles.length; c++) if (this.g.cles[c] !== null) yield c * this.g.n + t
  }

  /** Prolonge le témoin qu'on a, sinon en cherche un qui ne touche pas à la nouvelle ligne, sinon un qui y touche. */
  #chercher(cellule: number, t: number, sommet: number, inscrire: (temoin: Temoin, etat: number) => void): boolean {
    const acquis = this.#prolongement(cellule, t)
    if (acquis?.contraires.length === 0) {
      inscrire(acquis.temoin, acquis.clos ? POUR_TOUJOURS : PROUVEE)
      if (lire(this.#preuves, cellule) !== NON_PROUVEE) return true
    }
    const clos = sommet === t && cellule % this.g.n !== t ? this.#preuve.prouver(cellule, t) : undefined
    if (clos !== undefined) inscrire(clos, POUR_TOUJOURS)
    const temoin = clos ?? this.#preuve.prouver(cellule, -1)
    if (clos === undefined && temoin !== undefined) inscrire(temoin, PROUVEE)
    return temoin !== undefined
  }

  /** Le témoin de la case, ou, pour une case de la nouvelle ligne, celui d'un enfant : ce qui le fait bouger la fait bouger. Sous un territoire déjà publié, aucun ne vaut plus. */
  #prolongement(cellule: number, t: number): Prolongement | undefined {
    const { g } = this
    if (this.#r.sommet !== t) return undefined
    const [debut, fin] = cellule % g.n === t ? [lire(g.premierEnfant, t), lire(g.dernierEnfant, t)] : [cellule % g.n, (cellule % g.n) + 1]
    const base = cellule - (cellule % g.n)
    for (let s = debut; s < fin; s++) {
      const temoin = this.#temoins.get(base + s)
      if (temoin !== undefined) return prolonger(g, temoin, t)
    }
    return undefined
  }

  /**
   * Secret secondaire : masque dans la ligne de quoi protéger une case. D'abord le même code, puis la plus petite case de la même
   * dimension ; ensuite toutes celles qu'un témoin acquis fait bouger, ce qui suffit toujours. Sans témoin, de proche en proche.
   */
  #masquerPour(cellule: number, t: number, essai: number): number[] {
    const { g } = this
    const c = Math.floor(cellule / g.n)
    const contraires = essai < 2 ? [] : (this.#prolongement(cellule, t)?.contraires ?? [])
    const bloquees = essai < PATIENCE ? [...this.#preuve.bloquantes].flatMap(([d, entre]) => this.#passage(t, d, entre)) : []
    const attendre = contraires.includes(t) && bloquees.some((x) => lire(g.etat, x) === VISIBLE && this.#masquable(x))
    if (!attendre && contraires.length > 0 && contraires.every((x) => this.#masquable(x))) return contraires.filter((x) => this.#masquer(x))
    const choix = [
      () => (c > 0 && essai < 2 ? [c * g.n + t] : []),
      () => (c > 0 && essai < 2 ? this.#dimension(t, lire(g.dimensionDe, c)) : []),
      () => bloquees,
      () => [t],
      () => [...this.ligne(t)],
    ]
    for (const candidates of choix) {
      const moindre = candidates()
        .filter((x) => lire(g.etat, x) === VISIBLE && this.#masquable(x))
        .sort((a, b) => lire(g.valeur, a) - lire(g.valeur, b))[0]
      if (moindre !== undefined && this.#masquer(moindre)) return [moindre]
    }
    return []
  }

  /** Une table de la ligne, déjà toute masquée, qui ne cache pas assez : elle se tait, plutôt que de masquer le total. */
  #tableATaire(cellule: number, t: number): boolean {
    const d = lire(this.g.dimensionDe, Math.floor(cellule / this.g.n))
    if (!this.tablesTues || d < 0 || cellule % this.g.n !== t || this.g.dimensions[d]?.reste) return false
    if (this.#dimension(t, d).some((x) => lire(this.g.etat, x) === VISIBLE && this.#masquable(x))) return false
    this.taireTable(t, d)
    return true
  }

  /** Les cases à masquer pour que ces établissements échangent dans une dimension : un code de chacun, sinon tous ceux qu'ils ont. */
  #passage(t: number, d: number, entre: readonly number[]): number[] {
    const { g } = this
    const codes = entre.map((e) => this.#dimension(t, d).filter((x) => lire(g.etat, x - t + e) !== VISIBLE && this.#masquable(x)))
    const ferme = codes.find((cases) => cases.length > 0 && cases.every((x) => lire(g.etat, x) === VISIBLE))
    return ferme ?? codes.flat()
  }

  #masquer(cellule: number): boolean {
    if (lire(this.g.etat, cellule) !== VISIBLE) return false
    this.g.etat[cellule] = MASQUEE
    return true
  }

  /** Un zéro se publie ; une somme de cases toutes visibles se refait, la masquer ne cacherait rien. */
  #masquable(cellule: number): boolean {
    const { g } = this
    if (lire(g.valeur, cellule) === 0) return false
    const t = cellule % g.n
    if (estFeuille(g, t)) return true
    for (let s = lire(g.premierEnfant, t); s < lire(g.dernierEnfant, t); s++) if (lire(g.etat, cellule - t + s) !== VISIBLE) return true
    return false
  }

  #dimension(t: number, d: number): number[] {
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

  #descendants(t: number): number[] {
    const { premierEnfant, dernierEnfant } = this.g
    const tous = [t]
    for (let i = 0; i < tous.length; i++) {
      const a = tous[i] as number
      for (let s = lire(premierEnfant, a); s < lire(dernierEnfant, a); s++) tous.push(s)
    }
    return tous
  }

  /** Les cases masquées de ces territoires qu'aucune preuve définitive ne protège ; toutes, si l'on publie sous un territoire publié. */
  #masquees(territoires: readonly number[], toutes: boolean): number[] {
    const { g } = this
    const masquees: number[] = []
    for (let c = g.cles.length - 1; c >= 0; c--)
      for (const t of territoires) {
        const cellule = c * g.n + t
        if (lire(g.etat, cellule) !== MASQUEE) continue
        if (toutes) this.#preuves[cellule] = NON_PROUVEE
        if (lire(this.#preuves, cellule) === NON_PROUVEE) masquees.push(cellule)
      }
    return masquees
  }
}
