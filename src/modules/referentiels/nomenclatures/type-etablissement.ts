import { type CodeDe, nomenclature } from '#socle/nomenclature.ts'
import { DATE_NON_RELEVEE } from './dates.ts'

/** Type d’établissement. */
export const typesEtablissement = nomenclature({
  table: 'referentiels.type_etablissement',
  titre: 'Types d’établissement (valeurs de etablissements.csv)',
  source: 'Annuaire de l’éducation (data.education.gouv.fr, Licence Ouverte / Etalab 2.0)',
  fiabilite: 'source_publique',
  entrees: {
    Ecole: { libelle: 'École maternelle, élémentaire ou primaire', du: DATE_NON_RELEVEE },
    Collège: { libelle: 'Collège', du: DATE_NON_RELEVEE },
    Lycée: { libelle: 'Lycée (LEGT, LPO, LP)', du: DATE_NON_RELEVEE },
    EREA: { libelle: 'Établissement régional d’enseignement adapté', du: DATE_NON_RELEVEE },
  },
})
export type TypeEtablissement = CodeDe<typeof typesEtablissement>
