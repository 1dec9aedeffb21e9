/**
 * De quoi est faite une année nationale de faits. Chaque nombre dit d'où il vient ; « hypothèse de banc » : aucune source, et le banc
 * n'en dépend que par le volume et la variété. Un type de fait de plus s'ajoute ici, par données : ses colonnes sont celles de
 * `observation.depot`.
 */

/** Un tirage : des codes et leur poids ; `null`, la question n'a pas été posée. */
export type Tirage = readonly (readonly [string | null, number])[]

/** Un type de fait : combien par an au pays entier, et de quoi se tirent ses colonnes. `eleve` : niveau, sexe et âge d'un élève du lieu. */
export type Nature = {
  readonly type: string
  readonly parAn: number
  readonly eleve: boolean
  readonly colonnes: Readonly<Record<string, Tirage>>
}

export const ANNEES = 5
/** 25 millions de faits et 3,5 millions d'élèves suivis en cinq ans : la taille demandée. En 2012-2013, 516 000 élèves (cafepedagogique ?p=17420). */
export const FAITS_PAR_AN = 5_000_000
const ELEVES_SUIVIS_PAR_AN = 700_000
/** Jours ouvrés d'une année scolaire, pour découper un mois en journées : trente-six semaines (hypothèse de banc). */
export const JOURS_PAR_AN = 180
/** Les écoles Rep+ dans l'ensemble des faits (hypothèse de banc) ; le reste suit l'effectif des collèges et lycées publics. */
export const PART_ECOLES = 0.05
/** De septembre à août : hypothèse de banc. */
export const POIDS_DES_MOIS = [10, 10, 10, 9, 10, 9, 10, 9, 10, 10, 2, 1] as const
/** Un fait sur cent compense un fait de trop, comme le ferait une rectification (hypothèse de banc). */
export const PART_COMPENSEE = 0.01

/** 27 799 informations préoccupantes et 9 292 signalements en 2015-2016 (Dgesco, nosdeputes.fr 15/605746). */
const IP_PAR_AN = 27_799
const SIGNALEMENTS_PAR_AN = 9_292
/** Part des informations qui reçoivent une réponse, toutes échéances confondues (hypothèse de banc). */
const PART_REPONDUE = 0.6
/** Part des accompagnements clos dans l'année (hypothèse de banc). */
const PART_CLOSE = 0.8
const DEMANDES_PAR_AN = 5_000
/** 2 600 assistants et conseillers en 2020 (ASH 3166). Quarante instances et huit actions collectives chacun, quatre-vingts conseils : hypothèses de banc. */
const PROFESSIONNELS = 2_600
const INSTANCES_PAR_AN = PROFESSIONNELS * 40
const ACTIONS_PAR_AN = PROFESSIONNELS * 8
const CONSEILS_PAR_AN = PROFESSIONNELS * 80

/** Absentéisme en premier motif : 10 % (Charente-Maritime 2006-2007, doczz 6617361). Le reste : hypothèse de banc. */
const MOTIFS: Tirage = [
  ['ABS', 10],
  ['FAM', 14],
  ['SEPAR', 4],
  ['PARENT', 4],
  ['MALETRE', 15],
  ['FIN', 12],
  ['DROITS', 3],
  ['DANGER', 5],
  ['VIF', 4],
  ['SUIVIPE', 3],
  ['MNA', 1],
  ['DECRO', 6],
  ['ORIENT', 4],
  ['COMPORT', 6],
  ['HARC', 4],
  ['SANTE', 3],
  ['HANDI', 2],
]
/** Contexte familial ou carences éducatives : 80 % des informations, 68 % des signalements (même source). Le partage entre codes : hypothèse de banc. */
const MOTIFS_IP: Tirage = [
  ['FAM', 40],
  ['PARENT', 20],
  ['DANGER', 20],
  ['VIF', 15],
  ['MALETRE', 5],
]
const MOTIFS_SIGNALEMENT: Tirage = [
  ['FAM', 34],
  ['PARENT', 34],
  ['VIF', 21],
  ['DANGER', 11],
]
const ORIGINES: Tirage = [
  ['CPE', 25],
  ['ELEVE', 20],
  ['DIR', 12],
  ['PROF', 10],
  ['INF', 10],
  ['RESP', 10],
  ['INIT', 5],
  ['PSYEN', 3],
  ['CD', 2],
  [null, 3],
]
const TYPES_ACTE: Tirage = [
  ['ENT_ELEVE', 35],
  ['LIAISON_INT', 17],
  ['ENT_PARENT', 12],
  ['TEL', 10],
  ['LIAISON_EXT', 9],
  ['REUNION', 6],
  ['ENT_CONJ', 4],
  ['ECRIT', 3],
  ['VAD', 2],
  ['AVIS_FS', 1],
  ['DOSSIER', 1],
]
const ASSOCIES: Tirage = [
  ['{}', 70],
  ['{FIN}', 8],
  ['{FAM}', 8],
  ['{MALETRE}', 8],
  ['{ABS,FAM}', 6],
]
const ISSUES: Tirage = [
  ['OBJECTIF', 40],
  ['FIN_SCOL', 20],
  ['DEPART', 15],
  ['RELAIS', 12],
  ['REFUS', 5],
  ['SANS_CONTACT', 5],
  ['PROTECTION', 3],
]
/** Moins d'une réponse sur deux dans les trois mois : hypothèse de banc, cohérente avec la plainte relevée par l'IGAS (rapport 2018-047R). */
const DELAIS: Tirage = [
  ['MOIS_1', 15],
  ['MOIS_2', 25],
  ['MOIS_3', 30],
  ['MOIS_6', 20],
  ['AU_DELA', 10],
]

/** Depuis la première inquiétude du dossier : hypothèses de banc, aucune source. */
const INQUIETUDES: Tirage = [
  ['MOIS_1', 35],
  ['MOIS_2', 15],
  ['MOIS_3', 10],
  ['MOIS_6', 10],
  ['AU_DELA', 10],
  ['INCONNU', 20],
]
const INQUIETUDES_REPONSE: Tirage = [
  ['MOIS_1', 5],
  ['MOIS_2', 10],
  ['MOIS_3', 20],
  ['MOIS_6', 30],
  ['AU_DELA', 15],
  ['INCONNU', 20],
]
const INQUIETUDES_CLOTURE: Tirage = [
  ['MOIS_3', 2],
  ['MOIS_6', 4],
  ['AU_DELA', 6],
  ['AUCUNE', 88],
]

/** Ce qui ne nomme personne : hypothèses de banc. */
const INSTANCES: Tirage = [
  ['GPDS', 30],
  ['VEILLE', 25],
  ['EE', 10],
  ['ESS', 10],
  ['CFS', 10],
  ['COMED', 10],
  ['SYNTH', 5],
]
const ROLES: Tirage = [
  ['MEMBRE', 80],
  ['INVITE', 10],
  [null, 10],
]
const THEMES: Tirage = [
  ['HARC', 30],
  ['SEXU', 20],
  ['RISQUES', 20],
  ['PARENT', 15],
  ['DROITS', 15],
]
const CLASSES: Tirage = [
  ['1', 40],
  ['2', 30],
  ['5', 20],
  [null, 10],
]

const SANS_ACTES: readonly Nature[] = [
  { type: 'ouverture', parAn: ELEVES_SUIVIS_PAR_AN, eleve: true, colonnes: { motif: MOTIFS, origine: ORIGINES } },
  {
    type: 'cloture',
    parAn: ELEVES_SUIVIS_PAR_AN * PART_CLOSE,
    eleve: true,
    colonnes: { motif: MOTIFS, issue: ISSUES, delai_inquietude: INQUIETUDES_CLOTURE },
  },
  { type: 'ip', parAn: IP_PAR_AN, eleve: true, colonnes: { motif: MOTIFS_IP, delai_inquietude: INQUIETUDES } },
  {
    type: 'ip_reponse',
    parAn: IP_PAR_AN * PART_REPONDUE,
    eleve: false,
    colonnes: { delai: DELAIS, delai_inquietude: INQUIETUDES_REPONSE },
  },
  { type: 'signalement', parAn: SIGNALEMENTS_PAR_AN, eleve: true, colonnes: { motif: MOTIFS_SIGNALEMENT, delai_inquietude: INQUIETUDES } },
  { type: 'instance', parAn: INSTANCES_PAR_AN, eleve: false, colonnes: { instance: INSTANCES, role: ROLES } },
  { type: 'action_collective', parAn: ACTIONS_PAR_AN, eleve: false, colonnes: { theme: THEMES, classes: CLASSES } },
  { type: 'conseil', parAn: CONSEILS_PAR_AN, eleve: false, colonnes: { motif: MOTIFS, origine: ORIGINES } },
  { type: 'demande', parAn: DEMANDES_PAR_AN, eleve: true, colonnes: { motif: MOTIFS_IP } },
]
/** Les actes font le reste. */
export const NATURES: readonly Nature[] = [
  ...SANS_ACTES,
  {
    type: 'acte',
    parAn: FAITS_PAR_AN - SANS_ACTES.reduce((n, s) => n + s.parAn, 0),
    eleve: true,
    colonnes: { type_acte: TYPES_ACTE, motif: MOTIFS, motifs_associes: ASSOCIES, origine: ORIGINES },
  },
]

/** Un élève du lieu : niveau et tranche d'âge, à parts égales (hypothèse de banc). */
export const ELEVES: Readonly<Record<'ecole' | 'college' | 'lycee' | 'lycee_professionnel', readonly (readonly [string, string])[]>> = {
  ecole: [
    ['310', 'moins_11'],
    ['320', 'moins_11'],
    ['330', 'moins_11'],
    ['340', 'moins_11'],
    ['350', 'moins_11'],
  ],
  college: [
    ['410', '11_13'],
    ['420', '11_13'],
    ['430', '11_13'],
    ['440', '14_15'],
  ],
  lycee: [
    ['510', '14_15'],
    ['520', '16_17'],
    ['530', '16_17'],
    ['550', '16_17'],
    ['550', '18_plus'],
  ],
  lycee_professionnel: [
    ['610', '14_15'],
    ['630', '16_17'],
    ['630', '16_17'],
    ['630', '18_plus'],
  ],
}
