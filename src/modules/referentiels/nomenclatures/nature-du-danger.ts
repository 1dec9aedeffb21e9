import { type CodeDe, nomenclature } from '#socle/nomenclature.ts'
import { DATE_NON_RELEVEE } from './dates.ts'

/** Ce qui est en danger ou en risque de l’être ; plusieurs réponses possibles, « ne sait pas » distinct de « non ». */
export const naturesDuDanger = nomenclature({
  table: 'referentiels.nature_du_danger',
  titre: 'Nature du danger ou du risque de danger (5 critères de l’art. 375 C. civ.)',
  source:
    'Code de l’action sociale et des familles, annexe 2-8 (informations transmises à l’ONPE, à l’ODPE et à la DREES), variables SANTE à CONDEDEV (critères de l’article 375 du code civil)',
  fiabilite: 'officiel_en_vigueur',
  entrees: {
    SANTE: { libelle: 'santé du mineur en danger ou en risque de danger', du: DATE_NON_RELEVEE },
    SECURITE: { libelle: 'sécurité du mineur en danger ou en risque de danger', du: DATE_NON_RELEVEE },
    MORALITE: { libelle: 'moralité du mineur en danger ou en risque de danger', du: DATE_NON_RELEVEE },
    CONDEDUC: { libelle: 'conditions d’éducation gravement compromises ou en risque de l’être', du: DATE_NON_RELEVEE },
    CONDEDEV: {
      libelle: 'conditions de développement physique, intellectuel, affectif ou social gravement compromises ou en risque de l’être',
      du: DATE_NON_RELEVEE,
    },
  },
})
export type NatureDuDanger = CodeDe<typeof naturesDuDanger>
