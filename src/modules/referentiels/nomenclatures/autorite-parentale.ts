import { type CodeDe, nomenclature } from '#socle/nomenclature.ts'
import { DATE_NON_RELEVEE } from './dates.ts'

/** Qui exerce l’autorité parentale sur le mineur. */
export const autoritesParentales = nomenclature({
  table: 'referentiels.autorite_parentale',
  titre: 'Titulaire de l’autorité parentale (TITAP)',
  source: 'Code de l’action sociale et des familles, annexe 2-8 (informations transmises à l’ONPE, à l’ODPE et à la DREES), variable TITAP',
  fiabilite: 'officiel_en_vigueur',
  // biome-ignore format: sans guillemets, un code fait de chiffres perd son type
  entrees: {
    '11': { libelle: 'Exercice conjoint par les parents vivant ensemble ou séparément', du: DATE_NON_RELEVEE },
    '30': { libelle: 'Exclusivement par le père', du: DATE_NON_RELEVEE },
    '40': { libelle: 'Exclusivement par la mère', du: DATE_NON_RELEVEE },
    '50': { libelle: 'Autre membre de la famille', du: DATE_NON_RELEVEE },
    '60': { libelle: 'Autre particulier sans lien familial', du: DATE_NON_RELEVEE },
    '70': { libelle: 'Président du conseil départemental', du: DATE_NON_RELEVEE },
    '80': { libelle: 'Préfet', du: DATE_NON_RELEVEE },
    '90': { libelle: 'Etablissement', du: DATE_NON_RELEVEE },
    '99': { libelle: 'Ne sait pas', du: DATE_NON_RELEVEE },
  },
})
export type AutoriteParentale = CodeDe<typeof autoritesParentales>
