import { type CodeDe, nomenclature } from '#socle/nomenclature.ts'
import { DATE_NON_RELEVEE, PROPOSITION_DU } from './dates.ts'

/** Ce dont parle une action collective. */
export const themesActionCollective = nomenclature({
  table: 'referentiels.theme_action_collective',
  titre: 'Thèmes d’actions collectives',
  source:
    'Composition Égide d’après la DSDEN du Cantal, page « Service social en faveur des élèves » (novembre 2021) ; slideplayer.fr 13707865 (novembre 2017) ; circulaire n° 2017-055 du 22 mars 2017 (NOR MENE1709191C) §1.3.3. Ajouts : « protection de l’enfance » et « autre ». Nomenclature nationale : non trouvée.',
  fiabilite: 'proposition_egide',
  entrees: {
    RISQUES: { libelle: 'Conduites à risque', du: DATE_NON_RELEVEE },
    CITOY: { libelle: 'Éducation à la citoyenneté', du: DATE_NON_RELEVEE },
    DELEG: { libelle: 'Formation des délégués', du: DATE_NON_RELEVEE },
    RELFG: { libelle: 'Relations filles/garçons', du: DATE_NON_RELEVEE },
    SEXU: { libelle: 'Sexualité', du: DATE_NON_RELEVEE },
    HARC: { libelle: 'Lutte contre le harcèlement', du: DATE_NON_RELEVEE },
    PARENT: { libelle: 'Soutien à la parentalité, accueil des parents, coopération école-parents', du: DATE_NON_RELEVEE },
    DROITS: { libelle: 'Accès aux droits', du: DATE_NON_RELEVEE },
    SOLID: { libelle: 'Solidarités entre élèves, lutte contre les exclusions', du: DATE_NON_RELEVEE },
    PROTEC: { libelle: 'Protection de l’enfance : sensibilisation des élèves ou des personnels', du: PROPOSITION_DU },
    AUTRE: { libelle: 'Autre', du: PROPOSITION_DU },
  },
})
export type ThemeActionCollective = CodeDe<typeof themesActionCollective>
