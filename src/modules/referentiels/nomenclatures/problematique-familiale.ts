import { type CodeDe, nomenclature } from '#socle/nomenclature.ts'
import { DATE_NON_RELEVEE } from './dates.ts'

/** Problématiques observées dans la famille ; plusieurs réponses possibles. */
export const problematiquesFamiliales = nomenclature({
  table: 'referentiels.problematique_familiale',
  titre: 'Problématiques familiales observées (évaluation)',
  source:
    'Code de l’action sociale et des familles, annexe 2-8 (informations transmises à l’ONPE, à l’ODPE et à la DREES), variables CONDADD à SOUTSOC',
  fiabilite: 'officiel_en_vigueur',
  entrees: {
    CONDADD: { libelle: 'conduite addictive (alcool ou drogue) d’un ou des adultes ayant en charge le mineur', du: DATE_NON_RELEVEE },
    DEFINTEL: {
      libelle: 'situation de handicap psychique ou mental reconnue par la MDPH d’un ou des adultes ayant en charge le mineur',
      du: DATE_NON_RELEVEE,
    },
    CONFL: { libelle: 'exposition du mineur à un conflit de couple', du: DATE_NON_RELEVEE },
    VIOLFAM: { libelle: 'exposition du mineur à un climat de violence au sein du ménage', du: DATE_NON_RELEVEE },
    SOUTSOC: { libelle: 'manque de soutien social et/ou familial, isolement du mineur/majeur', du: DATE_NON_RELEVEE },
  },
})
export type ProblematiqueFamiliale = CodeDe<typeof problematiquesFamiliales>
