import { type CodeDe, nomenclature } from '#socle/nomenclature.ts'
import { DATE_NON_RELEVEE } from './dates.ts'

/** Situation qui fait considérer le mineur en danger ; plusieurs réponses possibles, « ne sait pas » distinct de « non ». */
export const typesDeDanger = nomenclature({
  table: 'referentiels.type_de_danger',
  titre: 'Situation du mineur qui a permis de considérer qu’il est en danger ou en risque de danger (cadre intrafamilial)',
  source:
    'Code de l’action sociale et des familles, annexe 2-8 (informations transmises à l’ONPE, à l’ODPE et à la DREES), variables VIOLSEX à MINA',
  fiabilite: 'officiel_en_vigueur',
  entrees: {
    VIOLSEX: { libelle: 'violences sexuelles envers le mineur', du: DATE_NON_RELEVEE },
    VIOLPHYS: { libelle: 'violences physiques envers le mineur', du: DATE_NON_RELEVEE },
    NEGLIG: { libelle: 'négligences envers le mineur', du: DATE_NON_RELEVEE },
    VIOLPSY: { libelle: 'violences psychologiques envers le mineur', du: DATE_NON_RELEVEE },
    VIOLCONJ: {
      libelle: 'situation de violence conjugale dans le ménage au sein de la résidence principale du mineur',
      du: DATE_NON_RELEVEE,
    },
    DANGER: { libelle: 'mise en danger du mineur par lui-même', du: DATE_NON_RELEVEE },
    MINA: { libelle: 'mineur privé temporairement ou définitivement de la protection de sa famille', du: DATE_NON_RELEVEE },
  },
})
export type TypeDeDanger = CodeDe<typeof typesDeDanger>
