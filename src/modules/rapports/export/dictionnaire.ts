import { classesDelai } from '#modules/pilotage/index.ts'
import { DIMENSIONS, libelleDuCode, noteDeLaDimension, noteDuType, QUANTITES, TYPES } from '../table.ts'

/** Une ligne du dictionnaire : un type de faits, une répartition, ou un code d'une répartition. */
export type Entree = {
  readonly objet: 'fait' | 'repartition' | 'valeur'
  /** Le type de faits ou la répartition que l'entrée décrit, ou dont elle est une valeur. */
  readonly nom: string
  readonly code: string
  readonly libelle: string
  readonly definition: string
  readonly denominateur: string
  readonly source: string
  readonly certitude: string
  /** Jours civils où le code vaut, `au` exclu ; vides hors des nomenclatures. */
  readonly du: string
  readonly au: string
}

const CERTITUDES = {
  officiel_en_vigueur: 'officiel, en vigueur',
  officiel_version_anterieure: 'officiel, version antérieure',
  source_publique: 'source publique',
  proposition_egide: 'proposition d’Égide, à valider par le métier',
} as const
export const certitudeEnClair = (certitude: keyof typeof CERTITUDES): string => CERTITUDES[certitude]

/** À quoi un chiffre se rapporte ; `dimension` : sa répartition, s'il en a une. */
export function denominateurDe({ denominateur }: Note, dimension = 'total'): string {
  if (QUANTITES.has(dimension)) return 'Aucun : c’est une somme de ce que disent les auteurs, non un nombre de faits.'
  return denominateur ?? 'Aucun : c’est un compte, non une part.'
}

const OUI_NON = ['OUI', 'NON', 'INCONNU']
const DIT = ['CONNU', 'INCONNU']

/** Les répartitions calculées : leurs codes ne sont dans aucune nomenclature. Un mois s'écrit « AAAA-MM ». */
const CODES_CALCULES: Readonly<Record<string, readonly string[]>> = {
  tranche_age: ['moins_11', '11_13', '14_15', '16_17', '18_plus'],
  delai: classesDelai,
  delai_inquietude: [...classesDelai, 'INCONNU', 'AUCUNE'],
  education_prioritaire: ['REP+', 'REP', 'INCONNU'],
  ...{ internat: OUI_NON, segpa: OUI_NON, ulis: OUI_NON },
  public: ['CLASSES', 'ELEVES', 'PARENTS'],
  ...{ public_classes: DIT, public_eleves: DIT, public_parents: DIT },
}

const NON_DEMANDE = 'La question n’a pas été posée, ou sa réponse n’a pas été notée. Ce n’est ni « non » ni « inconnu ».'
/** Où une question peut ne pas avoir été posée. */
const POSEES: ReadonlySet<string> = new Set([
  ...['motif', 'origine', 'niveau', 'sexe', 'tranche_age', 'regime', 'role', 'partenaire', 'delai_inquietude'],
  ...['public_classes', 'public_eleves', 'public_parents'],
])

const INCONNUS: Readonly<Record<string, string>> = {
  delai_inquietude: 'Le dossier ne porte, au jour de l’écrit, aucune inquiétude datée.',
  education_prioritaire: 'L’établissement n’est pas dans la liste REP relevée : rien ne dit qu’il n’en est pas.',
  ...Object.fromEntries(['internat', 'segpa', 'ulis'].map((d) => [d, 'L’annuaire des établissements ne le dit pas.'])),
  ...Object.fromEntries(['classes', 'eleves', 'parents'].map((q) => [`public_${q}`, 'L’agent dit ne pas le connaître.'])),
}

/** Ce que veut dire une case qui n'est pas un nombre ordinaire. */
export const LECTURE: readonly (readonly [terme: string, sens: string])[] = [
  ['masqué', 'Le secret statistique tait ce nombre : il est petit, ou permettrait d’en retrouver un petit. Ce n’est pas un zéro.'],
  ['case absente', 'Zéro : aucun fait ne porte ce code. Sauf si un type de faits est tu tout entier : son seul total paraît, masqué.'],
  ['Question non posée', NON_DEMANDE],
  [
    'Sans élève',
    'Un conseil technique, une instance, une action collective ne désignent aucun élève : ils se comptent à part, sans niveau, sexe, âge ni régime.',
  ],
  ['Inconnu', 'La source consultée ne le dit pas. Ce n’est pas « non ».'],
]

/** Le dictionnaire des données, tiré de la grille : il ne peut pas dire autre chose que les chiffres. */
export const dictionnaire = (): readonly Entree[] => [
  ...Object.keys(TYPES).map((type) => entree('fait', type, '', noteDuType(type))),
  ...Object.keys(DIMENSIONS).flatMap((d) => [entree('repartition', d, '', noteDeLaDimension(d)), ...valeursDe(d)]),
]

type Note = ReturnType<typeof noteDuType>
type Duree = { readonly du: string; readonly au?: string }

const entree = (objet: Entree['objet'], nom: string, code: string, n: Note, { du, au = '' }: Duree = { du: '' }): Entree => ({
  ...{ objet, nom, code, libelle: n.libelle, definition: n.definition, denominateur: denominateurDe(n, objet === 'fait' ? 'total' : nom) },
  ...{ source: n.source, certitude: certitudeEnClair(n.certitude), du, au },
})

function valeursDe(dimension: string): Entree[] {
  const note = noteDeLaDimension(dimension)
  const valeur = (code: string, definition: string, duree?: Duree) =>
    entree('valeur', dimension, code, { ...note, libelle: libelleDuCode(dimension, code), definition }, duree)
  return [
    ...Object.entries(DIMENSIONS[dimension]?.nomenclature?.entrees ?? {}).map(([code, e]) =>
      valeur(code, e.groupe === undefined ? e.libelle : `${e.libelle} (groupe : ${e.groupe})`, e),
    ),
    ...(CODES_CALCULES[dimension] ?? []).map((code) =>
      valeur(code, (code === 'INCONNU' ? INCONNUS[dimension] : undefined) ?? libelleDuCode(dimension, code)),
    ),
    ...(POSEES.has(dimension) ? [valeur('NON_DEMANDE', NON_DEMANDE)] : []),
  ]
}
