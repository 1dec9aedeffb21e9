import { codesDe, type Nomenclature } from '#socle/nomenclature.ts'
import { mesures } from './grille-mesures.ts'
import { ventilations } from './grille-ventilations.ts'
import { type Option, optionsDeNomenclature } from './options.ts'
import type { Rubrique } from './rubrique.ts'

/**
 * La grille du rapport annuel du service social en faveur des élèves. Elle vient d'abord : elle dit quels codes les formulaires
 * offrent, quelles colonnes ont les faits et les exports, et ce que chaque chiffre veut dire.
 *
 * @source circulaire n° 2017-055 du 22 mars 2017, §2.2.2 (rapport annuel départemental) et §2.3 (rapport académique) ; la grille
 * nationale n'est pas publiée, celle-ci est une proposition
 */
export const grille = { ...ventilations, ...mesures } as const
export type CodeRubrique = keyof typeof grille

type NomenclatureDe<R extends CodeRubrique> = (typeof grille)[R]['dimension'] extends { readonly nomenclature: infer N } ? N : never
type CodesDe<R extends CodeRubrique> = NomenclatureDe<R> extends Nomenclature<infer C> ? C : never

/** Les rubriques dont les valeurs sont des codes qu'un formulaire peut offrir. */
export type RubriqueCodee = { [R in CodeRubrique]: [NomenclatureDe<R>] extends [never] ? never : R }[CodeRubrique]

function nomenclatureDe<R extends RubriqueCodee>(rubrique: R): Nomenclature<CodesDe<R>> {
  const { dimension }: Rubrique = grille[rubrique]
  if (dimension.genre !== 'nomenclature') throw new Error(`La rubrique ${rubrique} n'a pas de nomenclature`)
  return dimension.nomenclature as Nomenclature<CodesDe<R>>
}

/** Les choix qu'un formulaire offre pour une rubrique un `jour` donné (« AAAA-MM-JJ »), groupés et ordonnés. */
export function optionsDe<R extends RubriqueCodee>(rubrique: R, jour: string): Option<CodesDe<R>>[] {
  return optionsDeNomenclature(nomenclatureDe(rubrique), jour)
}

/** Tous les codes d'une rubrique, fermés compris ; pour `z.enum`. */
export function codesDeRubrique<R extends RubriqueCodee>(rubrique: R): [CodesDe<R>, ...CodesDe<R>[]] {
  return codesDe(nomenclatureDe(rubrique))
}

/** Ce qui accompagne tout chiffre affiché ou exporté. */
export function noteDe(rubrique: CodeRubrique): Pick<Rubrique, 'libelle' | 'definition' | 'denominateur' | 'source' | 'certitude'> {
  const { libelle, definition, denominateur, source, certitude }: Rubrique = grille[rubrique]
  return { libelle, definition, denominateur, source, certitude }
}

/** Les exports : leurs rubriques, dans l'ordre des colonnes. Les ventilations d'abord, les mesures ensuite. */
export const exportsDuRapport = {
  activite: {
    titre: 'Activité du service',
    rubriques: [
      'mois',
      'type_etablissement',
      'education_prioritaire',
      'niveau_scolaire',
      'sexe',
      'type_acte',
      'origine_demande',
      'motif_principal',
      'actes',
    ],
  },
  dossiers: {
    titre: 'Dossiers ouverts et clos',
    rubriques: ['mois', 'type_etablissement', 'motif_principal', 'issue_cloture', 'dossiers_ouverts', 'dossiers_clos'],
  },
  protection: {
    titre: 'Informations préoccupantes',
    rubriques: [
      'mois',
      'nature_du_danger',
      'type_de_danger',
      'suite_retour',
      'suite_ip',
      'ip_ecrits',
      'ip_eleves',
      'ip_titulaires_informes',
      'ip_retours_dans_le_delai',
    ],
  },
} as const satisfies Readonly<Record<string, { readonly titre: string; readonly rubriques: readonly CodeRubrique[] }>>
export type NomExport = keyof typeof exportsDuRapport

/** Les colonnes d'un export : le code d'une ventilation codée est suivi de son libellé. */
export function colonnesExport(nom: NomExport): { readonly nom: string; readonly titre: string }[] {
  return exportsDuRapport[nom].rubriques.flatMap((code) => {
    const { colonne, libelle, dimension }: Rubrique = grille[code]
    if (dimension.genre === 'calcul') return [{ nom: colonne, titre: libelle }]
    return [
      { nom: colonne, titre: `${libelle} (code)` },
      { nom: `${colonne}_libelle`, titre: libelle },
    ]
  })
}

/**
 * Les grilles, par version, chacune avec l'empreinte de tout ce qu'elle contient : rubriques, définitions, codes, libellés, dates. Une
 * grille ne se modifie pas : un code se ferme et se date, une rubrique nouvelle s'ajoute, et la version suivante s'inscrit ici.
 */
export const grilles = {
  '2026-1': '8043e870a62243acb4dd29832e62d3bc505ff3f8c7c6c38ad8a678d5b94c911a',
  '2026-2': '874c3b54f7b643b770e020d601d86f478c05fcebb336db89985af5b40a4d69c8',
} as const satisfies Readonly<Record<string, string>>

/** La version en vigueur ; elle s'écrit dans tout rapport, et une suite d'années dit où elle change. */
export const VERSION_GRILLE: keyof typeof grilles = '2026-2'

/** Tout ce que contient la grille en vigueur, dans un ordre fixe : ce que son empreinte scelle. */
export const contenuGrille = (): string =>
  JSON.stringify(
    Object.entries<Rubrique>(grille).map(([rubrique, { dimension, ...r }]) => [
      rubrique,
      r,
      dimension.genre === 'calcul' ? dimension.regle : Object.entries(dimension.nomenclature.entrees),
    ]),
  )
