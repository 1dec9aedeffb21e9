import { type CodeDe, nomenclature } from '#socle/nomenclature.ts'
import { DATE_NON_RELEVEE } from './dates.ts'

/** Composition du ménage au lieu de résidence principale du mineur. */
export const situationsFamiliales = nomenclature({
  table: 'referentiels.situation_familiale',
  titre: 'Composition du ménage au lieu de résidence principale (COMPOMENAG)',
  source:
    'Code de l’action sociale et des familles, annexe 2-8 (informations transmises à l’ONPE, à l’ODPE et à la DREES), variable COMPOMENAG',
  fiabilite: 'officiel_en_vigueur',
  // biome-ignore format: sans guillemets, un code fait de chiffres perd son type
  entrees: {
    '1': { libelle: 'Mineur autonome', du: DATE_NON_RELEVEE },
    '2': { libelle: 'Parents vivant ensemble', du: DATE_NON_RELEVEE },
    '3': { libelle: 'Mineur vivant avec sa mère seule', du: DATE_NON_RELEVEE },
    '4': { libelle: 'Mineur vivant avec son père seul', du: DATE_NON_RELEVEE },
    '5': { libelle: 'Résidence alternée', du: DATE_NON_RELEVEE },
    '6': { libelle: 'Mineur vivant avec sa mère dans une famille recomposée', du: DATE_NON_RELEVEE },
    '7': { libelle: 'Mineur vivant avec son père dans une famille recomposée', du: DATE_NON_RELEVEE },
    '8': { libelle: 'Mineur vivant chez un autre membre de la famille', du: DATE_NON_RELEVEE },
    '9': { libelle: 'Mineur vivant chez un particulier', du: DATE_NON_RELEVEE },
    '10': { libelle: 'Autre', du: DATE_NON_RELEVEE },
    '99': { libelle: 'Ne sait pas', du: DATE_NON_RELEVEE },
  },
})
export type SituationFamiliale = CodeDe<typeof situationsFamiliales>
