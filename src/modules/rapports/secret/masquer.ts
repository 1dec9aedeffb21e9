import { garderPreuves, type PreuvesGardees, reconnaitre } from './gardees.ts'
import {
  type CleCase,
  dresserGrille,
  estFeuille,
  type Grille,
  lire,
  MASQUEE,
  type Masque,
  type Territoire,
  TUE,
  tableTue,
  VISIBLE,
} from './grille.ts'
import { Publication } from './publication.ts'
import { decouvreUneVersion, type Versions } from './versions.ts'

/** Les tables d'un type de faits pour une année, ce qui en est publié, et ce qu'on publie maintenant. */
export type AMasquer = {
  readonly territoires: readonly Territoire[]
  readonly seuil: number
  /** Les dimensions où un fait peut porter plusieurs codes : rien n'y somme au total. */
  readonly reponsesMultiples?: ReadonlySet<string>
  /**
   * Permet de taire une table entière, zéros compris : celles d'un territoire au total trop petit, et celles où masquer toutes les cases
   * ne suffit pas. Bien moins de totaux se masquent alors au-dessus.
   */
  readonly tablesTues?: boolean
  /** Ce qui est publié, et ne bouge plus. Un territoire absent n'a rien publié. */
  readonly dejaPublie?: ReadonlyMap<string, Masque>
  /**
   * Les mêmes rapports, et ceux que remplacent des établissements revalidés, tenus ici pour connus de tous. Ce qui est publié et ne se prouve plus
   * sous cette hypothèse est tenu pour découvert, puis doit se prouver sans elle (`versions.ts`).
   */
  readonly versions?: Versions
  /** Ce que des lignes déjà parues ont prouvé ; à défaut, on le cherche de nouveau. */
  readonly preuves?: ReadonlyMap<string, PreuvesGardees>
  /** Les territoires à publier ; tous ceux qui ne le sont pas, sans précision. */
  readonly aPublier?: ReadonlySet<string>
  /** Des cases à masquer quoi qu'il en soit, par territoire : ainsi celles que masquait un rapport remplacé. */
  readonly imposees?: ReadonlyMap<string, Masque>
}

/**
 * `retenus` : les territoires dont même la ligne entière masquée découvrirait une case déjà publiée ; rien n'en est publié. `preuves` : celles des plus
 * hautes lignes parues, pour qui paraîtra au-dessus.
 */
export type Masques = {
  readonly masques: ReadonlyMap<string, Masque>
  readonly retenus: ReadonlySet<string>
  readonly preuves: ReadonlyMap<string, PreuvesGardees>
}

/**
 * Choisit les cases masquées des territoires à publier, des établissements vers le pays : secret primaire (de 1 à seuil − 1), puis
 * secret secondaire, jusqu'à ce que chaque case masquée, les anciennes comprises, ait une preuve construite (`Preuve`).
 */
export function masquer({
  territoires,
  seuil,
  reponsesMultiples,
  dejaPublie,
  aPublier,
  imposees,
  tablesTues,
  versions,
  preuves,
}: AMasquer): Masques {
  const multiples: ReadonlySet<string> = reponsesMultiples ?? new Set()
  const g = dresserGrille(territoires, multiples)
  const publication = new Publication(g, seuil, tablesTues ?? false)
  const parus = [...(dejaPublie ?? [])].flatMap(([id, masque]) => {
    const t = g.rangs.get(id)
    return t === undefined ? [] : [{ t, masque }]
  })
  for (const { t, masque } of parus) publication.rappeler(t, masque)
  const reconnues = new Set<number>()
  for (const { t } of parus.sort((a, b) => a.t - b.t)) {
    const gardees = preuves?.get(g.ids[t] as string)
    if (gardees && !reconnues.has(t) && reconnaitre(publication, t, gardees)) for (const s of publication.descendants(t)) reconnues.add(s)
  }
  for (const { t } of parus.toReversed()) if (!reconnues.has(t)) publication.reprendre(t, versions !== undefined)
  const vises = territoires
    .filter((t) => !dejaPublie?.has(t.id) && (aPublier?.has(t.id) ?? true))
    .map((t) => g.rangs.get(t.id) as number)
    .sort((a, b) => b - a)
  const libres = new Set(vises)
  const masques = new Map<string, Masque>()
  const retenus = new Set<string>()
  for (const t of vises) {
    const impose: Masque = imposees?.get(g.ids[t] as string) ?? new Set()
    const epargne = enfantsDe(g, t).filter((e) => libres.has(e) && estFeuille(g, e) && lire(g.etat, e) === VISIBLE && lire(g.valeur, e) > 0)
    const avant = epargne.length > 0 ? publication.photographier(t) : undefined
    if (!publication.publier(t, impose)) retenus.add(g.ids[t] as string)
    else if (avant && lire(g.etat, t) === MASQUEE && lire(g.valeur, t) >= seuil && !impose.has('total'))
      epargnerLeTotal(publication, t, epargne, avant, impose)
  }
  for (const t of vises) if (publication.publiee(t)) masques.set(g.ids[t] as string, masqueDe(g, t))
  if (versions && decouvreUneVersion({ ...versions, masques }, multiples, publication)) {
    for (const id of masques.keys()) retenus.add(id)
    masques.clear()
  }
  return { masques, retenus, preuves: new Map(versions ? [] : vises.flatMap((t) => preuvesDe(publication, t))) }
}

function preuvesDe(publication: Publication, t: number): [string, PreuvesGardees][] {
  const { g } = publication
  const parent = lire(g.parent, t)
  const gardees = publication.publiee(t) && (parent < 0 || !publication.publiee(parent)) ? garderPreuves(publication, t) : undefined
  return gardees ? [[g.ids[t] as string, gardees]] : []
}

const masqueDe = (g: Grille, t: number): Masque =>
  new Set([
    ...g.cles.filter((cle, c): cle is CleCase => cle !== null && lire(g.etat, c * g.n + t) === MASQUEE),
    ...g.dimensions.filter(({ debut }) => lire(g.etat, debut * g.n + t) === TUE).map(({ nom }) => tableTue(nom)),
  ])

/** Combien d'établissements frères, au plus, on essaie de masquer pour garder un total. */
const FRERES = 4

/**
 * Un total masqué chez un territoire se paie à chaque étage au-dessus. S'il ne protège que celui d'un établissement publié en même
 * temps, masquer aussi le total d'un frère, le plus petit de ceux qui lui ressemblent, coûte moins : on l'essaie.
 */
function epargnerLeTotal(publication: Publication, t: number, libres: readonly number[], avant: () => void, impose: Masque): void {
  const { g } = publication
  const caches = enfantsDe(g, t).filter((e) => lire(g.etat, e) === MASQUEE)
  const freres = libres
    .map((e) => ({ e, commun: ressemblance(g, e, caches) }))
    .sort((a, b) => b.commun - a.commun || lire(g.valeur, a.e) - lire(g.valeur, b.e))
  const sansFrere = publication.photographier(t)
  for (const { e } of freres.slice(0, FRERES)) {
    avant()
    publication.taire(e)
    if (publication.publier(e, deQuoiBouger(publication, e)) && publication.publier(t, impose) && lire(g.etat, t) === VISIBLE) return
  }
  sansFrere()
}

/** Ce qu'un établissement masque pour que son total bouge : lui, et, par dimension, la moindre case qui le permette, ou la table. */
function deQuoiBouger(publication: Publication, e: number): Masque {
  const { g, seuil } = publication
  const cles = g.dimensions.flatMap(({ nom }, d) => {
    const moindre = publication
      .dimension(e, d)
      .filter((x) => lire(g.valeur, x) >= seuil)
      .sort((a, b) => lire(g.valeur, a) - lire(g.valeur, b))[0]
    return moindre === undefined ? tableTue(nom) : (g.cles[Math.floor(moindre / g.n)] ?? [])
  })
  return new Set<CleCase>(['total', ...cles])
}

const enfantsDe = (g: Grille, t: number): number[] =>
  Array.from({ length: lire(g.dernierEnfant, t) - lire(g.premierEnfant, t) }, (_, i) => lire(g.premierEnfant, t) + i)

/** Combien de dimensions où un établissement a un code en commun avec l'un des autres. */
function ressemblance(g: Grille, e: number, autres: readonly number[]): number {
  const commun = (debut: number, fin: number) => {
    for (let c = debut; c < fin; c++) if (lire(g.valeur, c * g.n + e) > 0 && autres.some((x) => lire(g.valeur, c * g.n + x) > 0)) return 1
    return 0
  }
  return g.dimensions.reduce((somme: number, { debut, fin }) => somme + commun(debut, fin), 0)
}
