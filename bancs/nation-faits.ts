import { Hasard } from '../src/demonstration/fictif-hasard.ts'
import { ELEVES, NATURES, PART_COMPENSEE, type Tirage } from './nation-hypotheses.ts'

/** Un lieu où se font des faits ; `poids` : sa part dans l'ensemble. */
export type Lieu = { readonly id: string; readonly genre: keyof typeof ELEVES; readonly poids: number }

/** Une colonne que rien ne tire vaut ceci, au format texte de COPY. */
const ABSENTE: Readonly<Record<string, string>> = { motifs_associes: '{}', partenaires: '{}' }
const TIREES = [...new Set(NATURES.flatMap((n) => Object.keys(n.colonnes)))]
/** Les colonnes écrites, dans l'ordre de la ligne. */
export const COLONNES = ['mois', 'etablissement_id', 'type', 'sens', 'niveau', 'sexe', 'tranche_age', ...TIREES]

/** Une urne : chaque choix y figure à proportion de son poids ; en tirer un ne coûte qu'une lecture. */
function urne<T>(choix: readonly (readonly [T, number])[], taille = 4096): readonly T[] {
  const total = choix.reduce((s, [, p]) => s + p, 0)
  const rangs: T[] = []
  let cumul = 0
  for (const [valeur, poids] of choix) {
    cumul += poids
    while (rangs.length < Math.round((cumul / total) * taille)) rangs.push(valeur)
  }
  return rangs
}
const ecrire = (t: Tirage) => urne(t.map(([code, poids]) => [code ?? '\\N', poids] as const))

/** Des faits fictifs, les mêmes pour une même graine : une ligne du format texte de COPY par fait. */
export class Faits {
  readonly #hasard: Hasard
  readonly #lieux: readonly Lieu[]
  readonly #natures = urne(
    NATURES.map((n) => [n, n.parAn] as const),
    1 << 17,
  )
  readonly #tirages = new Map(
    NATURES.map((n) => [n.type, TIREES.map((c) => (n.colonnes[c] ? ecrire(n.colonnes[c]) : [ABSENTE[c] ?? '\\N']))]),
  )

  constructor(graine: number, lieux: readonly Lieu[]) {
    this.#hasard = new Hasard(graine)
    this.#lieux = urne(
      lieux.map((l) => [l, l.poids] as const),
      1 << 18,
    )
  }

  /** `combien` faits d'un mois « AAAA-MM-01 », par morceaux. */
  *du(mois: string, combien: number): Generator<string> {
    let morceau = ''
    for (let i = 0; i < combien; i++) {
      morceau += this.#ligne(mois)
      if (morceau.length > 1 << 18) {
        yield morceau
        morceau = ''
      }
    }
    yield morceau
  }

  #ligne(mois: string): string {
    const nature = this.#un(this.#natures)
    const lieu = this.#un(this.#lieux)
    const [niveau, age] = nature.eleve ? this.#un(ELEVES[lieu.genre]) : ['\\N', '\\N']
    const sexe = nature.eleve ? 1 + this.#hasard.entier(2) : '\\N'
    const sens = this.#hasard.chance(PART_COMPENSEE) ? -1 : 1
    const reste = (this.#tirages.get(nature.type) ?? []).map((t) => this.#un(t)).join('\t')
    return `${mois}\t${lieu.id}\t${nature.type}\t${sens}\t${niveau}\t${sexe}\t${age}\t${reste}\n`
  }

  #un = <T>(liste: readonly T[]): T => liste[this.#hasard.entier(liste.length)] as T
}
