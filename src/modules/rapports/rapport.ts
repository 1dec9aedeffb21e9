import type { Niveau } from '#modules/referentiels/index.ts'
import { ErreurMetier } from '#socle/erreur.ts'
import type { CaseComptee } from './table.ts'

/** Le territoire d'un rapport, et ceux de l'agent qu'il contient (`dessous`) ou dont il dépend (`dessus`), lui compris. */
export type TerritoireDuRapport = {
  readonly id: string
  readonly niveau: Niveau
  /** UAI, code du département ou de l'académie. */
  readonly code: string
  readonly libelle: string
  readonly dessous: ReadonlySet<string>
  readonly dessus: ReadonlySet<string>
}

export type Section = { readonly code: string; readonly titre: string; readonly aide: string }

const PLAN: readonly Section[] = [
  { code: 'avant_propos', titre: 'Avant-propos', aide: 'Ce qui a marqué l’année, en quelques phrases.' },
  {
    code: 'organisation',
    titre: 'Organisation et fonctionnement',
    aide: 'Postes, secteurs, couverture des établissements, charge d’élèves par poste.',
  },
  {
    code: 'realisations',
    titre: 'Réalisations',
    aide: 'Ce que les chiffres ne disent pas : actions, partenariats, situations types sans nom.',
  },
  { code: 'bilan', titre: 'Bilan et perspectives', aide: 'Ce qui manque, ce qui est proposé, à qui.' },
]

/**
 * Les sections écrites d'un rapport, par niveau. Les niveaux au-dessus de l'établissement suivent un plan relevé ; celui de
 * l'établissement est une proposition d'Égide : ce que l'assistante présente à la communauté éducative.
 *
 * @source circulaire n° 2017-055 §1.3.2 (présentation annuelle), §2.2.2 (rapport du département), §2.3 (de l'académie), §2.4 (national) ;
 *   plan du rapport de Clermont-Ferrand 2012-2013, relevé
 */
export const sectionsDe = (niveau: Niveau): readonly Section[] =>
  niveau === 'etablissement'
    ? [
        {
          code: 'missions',
          titre: 'Missions et contribution à l’établissement',
          aide: 'Ce que le service fait ici, et comment on le joint.',
        },
        {
          code: 'realisations',
          titre: 'Ce qui a été fait',
          aide: 'Ce que les chiffres ne disent pas. Jamais de nom ni de situation reconnaissable.',
        },
        { code: 'perspectives', titre: 'Besoins et perspectives', aide: 'Ce qui manque, ce que vous proposez pour l’année qui vient.' },
      ]
    : PLAN

/** Les bornes du seuil qu'on peut régler : proposition d'Égide, comme le seuil lui-même. La base les impose aussi. */
export const SEUIL_MIN = 3
export const SEUIL_MAX = 20

/** Longueur d'une section, en caractères : une douzaine de pages. */
export const SECTION_MAX = 40_000

export type Textes = Readonly<Record<string, string>>

/**
 * Ce que couvre le territoire : ses établissements publics du second degré, et tout autre qui est assuré, c'est-à-dire où un assistant
 * de service social est affecté dans l'année. « Comptés » : ceux dont le rapport figé est dans celui-ci ; le dénominateur des taux.
 */
export type Perimetre = {
  readonly etablissements: number
  readonly assures: number
  readonly eleves: number
  readonly elevesAssures: number
  readonly effectifInconnu: number
  readonly rep: number
  readonly repPlus: number
  /** Absents si aucune source n'était chargée. */
  readonly rural?: number
  readonly ruralInconnu?: number
  readonly sourceRuralite?: string
  /** Absent si cette base connaît toutes les affectations ; sinon, les académies dont ni le rapport ni aucune affectation n'est ici. */
  readonly academiesInconnues?: number
  readonly etablissementsComptes: number
  readonly elevesComptes: number
}

export type EtatInstantane = 'calcul' | 'prepare' | 'fige'

/** Un rapport préparé ou figé. `attendus` et `recus` : rapports du niveau inférieur ; on dit combien, jamais lesquels. */
export type Instantane = {
  readonly id: string
  readonly annee: number
  readonly numero: number
  readonly etat: EtatInstantane
  readonly seuil: number
  /** Version de la grille. */
  readonly grille: string
  readonly perimetre: Perimetre
  readonly attendus: number
  readonly recus: number
  /** Types de faits (« acte ») et tables (« acte/motif ») dont rien n'est publié ici. */
  readonly retenus: readonly string[]
  /** Les types de faits dont il ne dit que ce qui se lisait déjà : les rapports figés qui comptent ses établissements ne permettent rien de plus. */
  readonly deduits: readonly string[]
  readonly prepareLe: Date
  readonly figeLe: Date | null
  readonly textes: Textes | null
  /** En hexadécimal. */
  readonly empreinte: string | null
}

/** Les mots déjà écrits ; version 0 : rien encore. */
export type Brouillon = { readonly textes: Textes; readonly version: number }

/** Ce que l'assistante ajoute aux comptes, ou en ôte, et pourquoi. `mois` : « AAAA-MM ». */
export type Correction = {
  readonly id: string
  readonly type: string
  readonly mois: string
  readonly typeActe: string | null
  readonly motif: string | null
  readonly niveau: string | null
  readonly nombre: number
  readonly explication: string
}

/** Un rapport de la liste : celui d'un territoire que l'agent tient, ou le dernier figé d'un territoire dont il relève. */
export type RapportListe = {
  readonly territoireId: string
  readonly territoire: string
  readonly niveau: Niveau
  readonly tenu: boolean
  readonly numero: number | null
  readonly etat: EtatInstantane | null
  readonly figeLe: Date | null
}

/** Un territoire plus large dont le rapport est figé : ce qui situe celui qu'on lit. */
export type Situation = {
  readonly niveau: Niveau
  readonly libelle: string
  readonly numero: number
  readonly perimetre: Perimetre
  readonly cases: readonly CaseComptee[]
}

/** Les totaux figés d'une année, par type ; null : masqué. Un type absent vaut zéro, sauf s'il est retenu. */
export type AnneeDeSerie = {
  readonly annee: number
  readonly grille: string
  readonly totaux: Readonly<Record<string, number | null>>
  readonly retenus: readonly string[]
}

export const estPerime = (): ErreurMetier =>
  new ErreurMetier(
    'conflit',
    'rapports.perime',
    'Un rapport a été figé depuis, ou le seuil a changé : préparez de nouveau celui-ci, puis relisez-le avant de le figer.',
  )
