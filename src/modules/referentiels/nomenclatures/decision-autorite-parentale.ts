import { type CodeDe, nomenclature } from '#socle/nomenclature.ts'
import { DATE_NON_RELEVEE } from './dates.ts'

/** Décision de justice portant sur l’autorité parentale ; datée dans le dossier. */
export const decisionsAutoriteParentale = nomenclature({
  table: 'referentiels.decision_autorite_parentale',
  titre: 'Décision relative à l’autorité parentale (DECAP)',
  source: 'Code de l’action sociale et des familles, annexe 2-8 (informations transmises à l’ONPE, à l’ODPE et à la DREES), variable DECAP',
  fiabilite: 'officiel_en_vigueur',
  // biome-ignore format: sans guillemets, un code fait de chiffres perd son type
  entrees: {
    '1': { libelle: 'Décision du juge aux affaires familiales sur l’exercice de l’autorité parentale', du: DATE_NON_RELEVEE },
    '2': { libelle: 'Délégation de l’autorité parentale', du: DATE_NON_RELEVEE },
    '3': { libelle: 'Retrait', du: DATE_NON_RELEVEE },
    '4': { libelle: 'Tutelle', du: DATE_NON_RELEVEE },
    '5': { libelle: 'Déclaration judiciaire de délaissement parental', du: DATE_NON_RELEVEE },
    '6': { libelle: 'Pas de décision relative à l’autorité parentale', du: DATE_NON_RELEVEE },
    '9': { libelle: 'Ne sait pas', du: DATE_NON_RELEVEE },
  },
})
export type DecisionAutoriteParentale = CodeDe<typeof decisionsAutoriteParentale>
