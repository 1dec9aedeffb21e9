import { lire, MASQUEE, VISIBLE } from './grille.ts'
import { NON_PROUVEE, POUR_TOUJOURS, PROUVEE, type Publication } from './publication.ts'
import { type Prolongement, prolonger, protegees, type Temoin, touche } from './temoin.ts'

/** La parution d'une ligne `t`, sous `sommet`, le plus haut territoire publié : ce qu'il faut y masquer pour que tout se prouve. */
export class Parution {
  readonly #p: Publication
  readonly #t: number
  readonly #sommet: number
  readonly #sous: readonly number[]
  readonly #trouves = new Map<number, Temoin>()

  constructor(p: Publication, t: number, sommet: number) {
    this.#p = p
    this.#t = t
    this.#sommet = sommet
    this.#sous = p.descendants(sommet)
    this.#viser()
  }

  #viser(): void {
    this.#p.preuve.viser(this.#sommet, this.#sous, this.#t)
  }

  /** Prouve ce qui peut l'être, la ligne telle qu'elle est ; rend le reste. */
  prouver(): number[] {
    return this.#p.cachees(this.#sous, this.#sommet !== this.#t).filter((x) => this.#aFaire(x) && !this.#chercher(x))
  }

  /** Masque dans la ligne jusqu'à ce que tout se prouve, puis y démasque ce qui était de trop. Faux si rien n'y suffit. */
  proteger(): boolean {
    const obligatoires = new Set([...this.#p.ligne(this.#t)].filter((x) => this.#etat(x) === MASQUEE))
    const restent = this.prouver()
    for (let i = 0; i < restent.length; i++) {
      const cellule = restent[i] as number
      while (this.#aFaire(cellule) && !this.#chercher(cellule)) {
        const cachees = this.#p.taireSiMaigre(cellule, this.#t) ?? this.#masquerPour(cellule)
        if (cachees.length === 0) cachees.push(...this.#p.taireUneTable(cellule, this.#t))
        if (cachees.length === 0) return false
        this.#p.preuve.oublier(cachees)
        restent.push(...cachees)
      }
    }
    this.#elaguer(obligatoires)
    return true
  }

  /** Garde les preuves trouvées, si la ligne paraît. */
  garder(paru: boolean): void {
    const { preuves, temoins } = this.#p
    for (const [cellule, temoin] of this.#trouves) {
      const toujours = lire(preuves, cellule) === POUR_TOUJOURS
      if (toujours) temoins.delete(cellule)
      else preuves[cellule] = NON_PROUVEE
      if (!toujours && paru) temoins.set(cellule, temoin)
    }
  }

  #etat(cellule: number): number {
    return lire(this.#p.g.etat, cellule)
  }

  #aFaire(cellule: number): boolean {
    return lire(this.#p.preuves, cellule) === NON_PROUVEE && this.#p.cachee(cellule)
  }

  #inscrire(temoin: Temoin, preuve: number): void {
    for (const cellule of protegees(temoin, this.#p.preuve.intervalle)) {
      if (!this.#aFaire(cellule)) continue
      this.#p.preuves[cellule] = preuve
      this.#trouves.set(cellule, temoin)
    }
  }

  /** Prolonge le témoin qu'on a, sinon en cherche un qui ne touche pas à la nouvelle ligne, sinon un qui y touche. */
  #chercher(cellule: number): boolean {
    const { preuve, g } = this.#p
    const t = this.#t
    const acquis = this.#prolongement(cellule)
    if (acquis?.contraires.length === 0) {
      this.#inscrire(acquis.temoin, acquis.clos ? POUR_TOUJOURS : PROUVEE)
      if (!this.#aFaire(cellule)) return true
    }
    const dessous = this.#sommet === t && cellule % g.n !== t
    const temoin = (dessous ? preuve.prouver(cellule, t, { totaux: cellule < g.n }) : undefined) ?? preuve.prouver(cellule, -1)
    if (temoin !== undefined) this.#inscrire(temoin, dessous && !touche(temoin, (x) => x % g.n === t) ? POUR_TOUJOURS : PROUVEE)
    return temoin !== undefined
  }

  /**
   * Le témoin de la case, ou, pour une case de la nouvelle ligne, celui d'un enfant : ce qui le fait bouger la fait bouger. Sous un
   * territoire déjà publié, aucun ne vaut plus.
   */
  #prolongement(cellule: number): Prolongement | undefined {
    const { g, temoins } = this.#p
    const t = this.#t
    if (this.#sommet !== t) return undefined
    const [debut, fin] = cellule % g.n === t ? [lire(g.premierEnfant, t), lire(g.dernierEnfant, t)] : [cellule % g.n, (cellule % g.n) + 1]
    const base = cellule - (cellule % g.n)
    for (let s = debut; s < fin; s++) {
      const temoin = temoins.get(base + s)
      if (temoin !== undefined) return prolonger(g, temoin, t)
    }
    return undefined
  }

  /**
   * Secret secondaire : masque dans la ligne les cases de moindre effectif qui laissent construire un témoin ; sinon le total, ou ce que
   * fait bouger le témoin qu'on a, ce qui suffit toujours ; sinon de proche en proche.
   */
  #masquerPour(cellule: number): number[] {
    const p = this.#p
    const t = this.#t
    const temoin = p.preuve.prouver(cellule, -1, { ouvrir: true })
    const ouvertes = temoin?.tables.flatMap((table) => [...table].filter((x, i) => i % 2 === 0 && this.#etat(x) === VISIBLE)) ?? []
    const contraires = this.#prolongement(cellule)?.contraires ?? []
    const masquable = (x: number) => x % p.g.n === t && this.#etat(x) === VISIBLE && p.masquable(x)
    const moindre = () => [...p.ligne(t)].filter(masquable).sort((a, b) => lire(p.g.valeur, a) - lire(p.g.valeur, b))
    const choix = [
      () => ouvertes,
      () => (!contraires.includes(t) && contraires.every(masquable) ? contraires : []),
      () => [t].filter(masquable),
      () => moindre().slice(0, 1),
    ]
    const masquees = [...new Set(choix.map((choisir) => choisir()).find((cases) => cases.length > 0))]
    for (const x of masquees) p.g.etat[x] = MASQUEE
    if (masquees.includes(t)) this.#viser()
    if (ouvertes.length > 0 && temoin !== undefined) this.#inscrire(temoin, PROUVEE)
    return masquees
  }

  /** Démasque, la plus grande d'abord, chaque case de la ligne dont aucune preuve n'a besoin, quitte à en retrouver d'autres. */
  #elaguer(obligatoires: ReadonlySet<number>): void {
    const { g } = this.#p
    const superflues = [...this.#p.ligne(this.#t)].filter((x) => this.#etat(x) === MASQUEE && !obligatoires.has(x))
    for (const x of superflues.sort((a, b) => lire(g.valeur, b) - lire(g.valeur, a))) this.#demasquer(x)
  }

  #demasquer(x: number): void {
    const { g, preuves } = this.#p
    const concernes = [...this.#trouves].filter(([, temoin]) => touche(temoin, (y) => y === x))
    const avant = concernes.map(([cellule, temoin]) => [cellule, lire(preuves, cellule), temoin] as const)
    const poser = (etat: number) => {
      g.etat[x] = etat
      this.#p.preuve.oublier([x])
      if (x === this.#t) this.#viser()
    }
    poser(VISIBLE)
    for (const [cellule] of avant) {
      preuves[cellule] = NON_PROUVEE
      this.#trouves.delete(cellule)
    }
    if (avant.every(([cellule]) => !this.#aFaire(cellule) || this.#chercher(cellule))) return
    poser(MASQUEE)
    for (const [cellule, prouvee, temoin] of avant) {
      preuves[cellule] = prouvee
      this.#trouves.set(cellule, temoin)
    }
  }
}
