import { type CodeDe, nomenclature } from '#socle/nomenclature.ts'
import { DATE_NON_RELEVEE } from './dates.ts'

/** « Ne sait pas » n’est pas « non ». */
export const reponsesOnpe = nomenclature({
  table: 'referentiels.reponse_onpe',
  titre: 'Réponse à une variable de l’annexe 2-8',
  source:
    'Code de l’action sociale et des familles, annexe 2-8 (informations transmises à l’ONPE, à l’ODPE et à la DREES), modalités communes des variables « Non, Oui, Ne sait pas »',
  fiabilite: 'officiel_en_vigueur',
  // biome-ignore format: sans guillemets, un code fait de chiffres perd son type
  entrees: {
    '1': { libelle: 'Non', du: DATE_NON_RELEVEE },
    '2': { libelle: 'Oui', du: DATE_NON_RELEVEE },
    '9': { libelle: 'Ne sait pas', du: DATE_NON_RELEVEE },
  },
})
export type ReponseOnpe = CodeDe<typeof reponsesOnpe>
