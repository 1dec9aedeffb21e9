import {
  instances,
  issuesCloture,
  motifsIntervention,
  niveauxScolaires,
  noteDe,
  originesDemande,
  regimes,
  rolesInstance,
  sexes,
  themesActionCollective,
  typesActe,
  typesEtablissement,
} from '#modules/referentiels/index.ts'
import { libelleDe, type Nomenclature } from '#socle/nomenclature.ts'
import { moisEnClair } from '#ui/dates.ts'
import { nombreEnClair } from '#ui/typographie.ts'

/**
 * Une case d'un rapport, telle qu'on la compte ; `nombre` est null quand le secret statistique la masque. `auMoins` : d'un total masqué, ce que dit
 * déjà la somme de ce qui est publié dessous.
 */
export type CaseComptee = {
  readonly type: string
  readonly dimension: string
  readonly code: string
  readonly nombre: number | null
  readonly auMoins?: number | null
}

/** Le code d'une table retenue : aucune de ses cases ne se publie, pas même un zéro. */
export const TOUTES = '*'

/** Une répartition d'un type de faits. `total` : celui du type. */
export type Table = {
  readonly type: string
  readonly dimension: string
  readonly total: number | null
  readonly cases: readonly { readonly code: string; readonly nombre: number | null }[]
}

type Note = ReturnType<typeof noteDe>

/** Ce que compte chaque type de faits, dans l'ordre du rapport. */
export const TYPES = {
  acte: 'actes',
  ouverture: 'dossiers_ouverts',
  cloture: 'dossiers_clos',
  ip: 'ip_eleves',
  ip_reponse: 'ip_reponses',
  signalement: 'signalements',
  demande: 'demandes',
  conseil: 'conseils_techniques',
  instance: 'participations_instances',
  action_collective: 'actions_collectives',
} as const satisfies Record<string, Parameters<typeof noteDe>[0]>

type CodeRubrique = Parameters<typeof noteDe>[0]
type Selon = { readonly rubrique: CodeRubrique; readonly nomenclature?: Nomenclature; readonly libelle?: string }

/** Selon quoi chaque type se répartit : la rubrique de la grille, les libellés de ses codes, et son nom ici quand il diffère. */
export const DIMENSIONS: Readonly<Record<string, Selon>> = {
  mois: { rubrique: 'mois' },
  motif: { rubrique: 'motif_principal', nomenclature: motifsIntervention },
  motif_associe: { rubrique: 'motif_associe', nomenclature: motifsIntervention },
  type_acte: { rubrique: 'type_acte', nomenclature: typesActe },
  origine: { rubrique: 'origine_demande', nomenclature: originesDemande },
  niveau: { rubrique: 'niveau_scolaire', nomenclature: niveauxScolaires },
  sexe: { rubrique: 'sexe', nomenclature: sexes },
  tranche_age: { rubrique: 'tranche_age' },
  regime: { rubrique: 'regime', nomenclature: regimes },
  issue: { rubrique: 'issue_cloture', nomenclature: issuesCloture },
  delai: { rubrique: 'delai_reponse' },
  delai_inquietude: { rubrique: 'delai_inquietude' },
  theme: { rubrique: 'theme_action_collective', nomenclature: themesActionCollective },
  partenaire: { rubrique: 'partenaire', nomenclature: originesDemande },
  public: { rubrique: 'public_eleves', libelle: 'Public touché' },
  public_classes: { rubrique: 'public_dit', libelle: 'Nombre de classes dit' },
  public_eleves: { rubrique: 'public_dit', libelle: 'Nombre d’élèves dit' },
  public_parents: { rubrique: 'public_dit', libelle: 'Nombre de parents dit' },
  instance: { rubrique: 'instance', nomenclature: instances },
  role: { rubrique: 'role_instance', nomenclature: rolesInstance },
  type_etablissement: { rubrique: 'type_etablissement', nomenclature: typesEtablissement },
  education_prioritaire: { rubrique: 'education_prioritaire' },
  internat: { rubrique: 'internat' },
  segpa: { rubrique: 'segpa' },
  ulis: { rubrique: 'ulis' },
}

/** Une somme de ce que disent les auteurs, non un nombre de faits : elle peut dépasser le total, et n'en est pas une part. */
export const QUANTITES: ReadonlySet<string> = new Set(['public'])

/** Ce qui n'est dans aucune nomenclature ; « question non posée » n'est pas « inconnu », qui a son code quand la nomenclature le prévoit. */
const HORS_NOMENCLATURE: Readonly<Record<string, string>> = {
  [TOUTES]: 'Toute la répartition',
  NON_DEMANDE: 'Question non posée',
  INCONNU: 'Inconnu',
  OUI: 'Oui',
  NON: 'Non',
  CONNU: 'Un nombre est dit',
  CLASSES: 'Classes',
  ELEVES: 'Élèves',
  PARENTS: 'Parents',
  moins_11: 'Moins de 11 ans',
  '11_13': '11 à 13 ans',
  '14_15': '14 et 15 ans',
  '16_17': '16 et 17 ans',
  '18_plus': '18 ans et plus',
  MOIS_1: 'Dans le premier mois',
  MOIS_2: 'Dans le deuxième mois',
  MOIS_3: 'Dans le troisième mois',
  MOIS_6: 'Après trois mois, dans les six',
  AU_DELA: 'Après six mois',
  AUCUNE: 'Aucune inquiétude au dossier',
}

const ORDONNEES: ReadonlySet<string> = new Set(['mois', 'niveau', 'tranche_age', 'delai', 'delai_inquietude'])
const ORDRE_HORS_NOMENCLATURE = Object.keys(HORS_NOMENCLATURE)

export const noteDuType = (type: string): Note => noteDe(TYPES[type as keyof typeof TYPES])

export function noteDeLaDimension(dimension: string): Note {
  const { rubrique = 'mois', libelle }: Partial<Selon> = DIMENSIONS[dimension] ?? {}
  const note = noteDe(rubrique)
  return { ...note, libelle: libelle ?? note.libelle }
}

export function libelleDuCode(dimension: string, code: string): string {
  const hors = HORS_NOMENCLATURE[code]
  if (hors !== undefined) return hors
  if (dimension === 'mois') return moisEnClair(code)
  const nomenclature = DIMENSIONS[dimension]?.nomenclature
  return nomenclature === undefined ? code : libelleDe(nomenclature, code)
}

/**
 * Range les cases d'un rapport en tables, dans l'ordre de la grille. Une suite (mois, niveaux, âges, délais) garde son ordre, le reste
 * va du plus fréquent au plus rare, le masqué à la fin.
 */
export function rangerEnTables(cases: readonly CaseComptee[]): Table[] {
  const parTable = Map.groupBy(cases, (c) => `${c.type} ${c.dimension}`)
  const comptes = totaux(cases)
  return Object.keys(TYPES).flatMap((type) =>
    Object.keys(DIMENSIONS).flatMap((dimension) => {
      const siennes = parTable.get(`${type} ${dimension}`)
      return siennes === undefined
        ? []
        : [{ type, dimension, total: comptes.get(type) ?? null, cases: siennes.toSorted(parRang(dimension)) }]
    }),
  )
}

const parRang = (dimension: string) => (a: CaseComptee, b: CaseComptee) =>
  ORDONNEES.has(dimension)
    ? ORDRE_HORS_NOMENCLATURE.indexOf(a.code) - ORDRE_HORS_NOMENCLATURE.indexOf(b.code) || parCode(a, b)
    : (b.nombre ?? -1) - (a.nombre ?? -1) || parCode(a, b)

/** Le même ordre sur tous les postes, quelle que soit leur langue. */
const parCode = (a: CaseComptee, b: CaseComptee): number => (a.code < b.code ? -1 : 1)

/** Les totaux de chaque type ; un type absent vaut zéro. */
export function totaux(cases: readonly CaseComptee[]): ReadonlyMap<string, number | null> {
  const comptes = new Map<string, number | null>(Object.keys(TYPES).map((type) => [type, 0]))
  for (const c of cases) if (c.dimension === 'total' && comptes.has(c.type)) comptes.set(c.type, c.nombre)
  return comptes
}

/** D'un total masqué, le moins qu'il vaut ; null si rien ne s'en sait. */
export const auMoinsDe = (cases: readonly CaseComptee[], type: string): number | null =>
  cases.find((c) => c.dimension === 'total' && c.type === type)?.auMoins ?? null

/** Ce qui s'écrit à la place d'un nombre masqué : ni un vide, ni un zéro. */
export const MASQUE = 'masqué'

/** « 2 345 », « masqué » ; « masqué, au moins 2 341 » si l'on sait déjà cela. */
export function compteEnClair(nombre: number | null, auMoins: number | null = null): string {
  if (nombre !== null) return nombreEnClair(nombre)
  return auMoins === null ? MASQUE : `${MASQUE}, au moins ${nombreEnClair(auMoins)}`
}

export const totalEnClair = (cases: readonly CaseComptee[], type: string): string =>
  compteEnClair(totaux(cases).get(type) ?? null, auMoinsDe(cases, type))

/** La part d'une case dans son total, en points de pourcentage ; null dès que l'une des deux est masquée ou le total nul. */
export const part = (nombre: number | null | undefined, total: number | null): number | null =>
  nombre === null || nombre === undefined || total === null || total === 0 ? null : (100 * nombre) / total

/** La part de chaque code d'une répartition des actes, du plus fréquent au plus rare ; null : masquée. */
export function partsDe(cases: readonly CaseComptee[], dimension: string): ReadonlyMap<string, number | null> {
  const total = totaux(cases).get('acte') ?? null
  const siennes = cases.filter((c) => c.type === 'acte' && c.dimension === dimension)
  return new Map(siennes.toSorted(parRang(dimension)).map((c) => [c.code, part(c.nombre, total)]))
}
