import type { Nomenclature } from '#socle/nomenclature.ts'
import { DIMENSIONS, type Dimension, libelleDuCode, noteDeLaDimension, noteDuType, TYPES } from '../table.ts'

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

export const SANS_DENOMINATEUR = 'Aucun : c’est un compte, non une part.'

/** Les répartitions calculées : leurs codes ne sont dans aucune nomenclature. Un mois s'écrit « AAAA-MM ». */
const CODES_CALCULES: Partial<Record<Dimension, readonly string[]>> = {
  tranche_age: ['moins_11', '11_13', '14_15', '16_17', '18_plus'],
  delai: ['MOIS_1', 'MOIS_2', 'MOIS_3', 'MOIS_6', 'AU_DELA'],
  education_prioritaire: ['REP+', 'REP', 'INCONNU'],
}

const NON_DEMANDE = 'La question n’a pas été posée, ou sa réponse n’a pas été notée. Ce n’est ni « non » ni « inconnu ».'
const SANS_ELEVE = 'L’acte ne concerne aucun élève : un conseil technique. Cette répartition n’y a pas de sens.'

/** Ce qui se compte sans être une réponse, et dans quelles répartitions. */
const HORS_REPONSE: readonly { readonly code: string; readonly definition: string; readonly dimensions: readonly Dimension[] }[] = [
  { code: 'NON_DEMANDE', definition: NON_DEMANDE, dimensions: ['motif', 'origine', 'niveau', 'sexe', 'tranche_age'] },
  { code: 'SANS_ELEVE', definition: SANS_ELEVE, dimensions: ['niveau', 'sexe', 'tranche_age'] },
]

/** Ce que veut dire une case qui n'est pas un nombre ordinaire. */
export const LECTURE: readonly (readonly [terme: string, sens: string])[] = [
  ['masqué', 'Le secret statistique tait ce nombre : il est petit, ou permettrait d’en retrouver un petit. Ce n’est pas un zéro.'],
  ['case absente', 'Zéro : aucun fait ne porte ce code. Sauf si un type de faits est tu tout entier : son seul total paraît, masqué.'],
  ['Question non posée', NON_DEMANDE],
  ['Sans élève', SANS_ELEVE],
  ['Inconnu', 'La source consultée ne le dit pas. Ce n’est pas « non ».'],
]

/** Le dictionnaire des données, tiré de la grille : il ne peut pas dire autre chose que les chiffres. */
export const dictionnaire = (): readonly Entree[] => [
  ...Object.keys(TYPES).map((type) => entree('fait', type, '', noteDuType(type))),
  ...(Object.keys(DIMENSIONS) as Dimension[]).flatMap((d) => [entree('repartition', d, '', noteDeLaDimension(d)), ...valeursDe(d)]),
]

type Note = ReturnType<typeof noteDuType>
type Duree = { readonly du: string; readonly au?: string }

const entree = (objet: Entree['objet'], nom: string, code: string, n: Note, { du, au = '' }: Duree = { du: '' }): Entree => ({
  ...{ objet, nom, code, libelle: n.libelle, definition: n.definition, denominateur: n.denominateur ?? SANS_DENOMINATEUR },
  ...{ source: n.source, certitude: certitudeEnClair(n.certitude), du, au },
})

function valeursDe(dimension: Dimension): Entree[] {
  const note = noteDeLaDimension(dimension)
  const valeur = (code: string, definition: string, duree?: Duree) =>
    entree('valeur', dimension, code, { ...note, libelle: libelleDuCode(dimension, code), definition }, duree)
  const nomenclature: Nomenclature | null = DIMENSIONS[dimension].nomenclature
  return [
    ...Object.entries(nomenclature?.entrees ?? {}).map(([code, e]) =>
      valeur(code, e.groupe === undefined ? e.libelle : `${e.libelle} (groupe : ${e.groupe})`, e),
    ),
    ...(CODES_CALCULES[dimension] ?? []).map((code) =>
      valeur(
        code,
        code === 'INCONNU'
          ? 'L’établissement n’est pas dans la liste REP relevée : rien ne dit qu’il n’en est pas.'
          : libelleDuCode(dimension, code),
      ),
    ),
    ...HORS_REPONSE.filter((h) => h.dimensions.includes(dimension)).map((h) => valeur(h.code, h.definition)),
  ]
}
