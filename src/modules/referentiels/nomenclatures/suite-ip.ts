import { type CodeDe, nomenclature } from '#socle/nomenclature.ts'
import { DATE_NON_RELEVEE } from './dates.ts'

/** Conclusion de l’évaluation d’une information préoccupante. */
export const suitesIp = nomenclature({
  table: 'referentiels.suite_ip',
  titre: 'Suites de l’évaluation d’une IP (art. D226-2-7 CASF)',
  source: 'Code de l’action sociale et des familles, art. D226-2-7',
  fiabilite: 'officiel_en_vigueur',
  entrees: {
    CLASSEMENT: { libelle: 'Classement', du: DATE_NON_RELEVEE },
    ACTIONS: {
      libelle: 'Proposition d’actions adaptées à la situation (accompagnement de la famille, prestation d’aide sociale à l’enfance)',
      du: DATE_NON_RELEVEE,
    },
    JUDICIAIRE: { libelle: 'Saisine de l’autorité judiciaire, argumentée', du: DATE_NON_RELEVEE },
  },
})
export type SuiteIp = CodeDe<typeof suitesIp>
