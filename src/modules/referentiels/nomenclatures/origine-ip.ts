import { type CodeDe, nomenclature } from '#socle/nomenclature.ts'
import { DATE_NON_RELEVEE } from './dates.ts'

/** Personne qui a révélé l’information. */
export const originesIp = nomenclature({
  table: 'referentiels.origine_ip',
  titre: 'ORIGIP : personne ayant révélé l’information',
  source:
    'Code de l’action sociale et des familles, annexe 2-8 (informations transmises à l’ONPE, à l’ODPE et à la DREES), variable ORIGIP',
  fiabilite: 'officiel_en_vigueur',
  // biome-ignore format: sans guillemets, un code fait de chiffres perd son type
  entrees: {
    '10': { libelle: 'Le mineur lui-même', du: DATE_NON_RELEVEE },
    '20': { libelle: 'Parents du mineur', du: DATE_NON_RELEVEE },
    '31': { libelle: 'Personnel social', du: DATE_NON_RELEVEE },
    '32': { libelle: 'Personnel de santé', du: DATE_NON_RELEVEE },
    '33': { libelle: 'Elu', du: DATE_NON_RELEVEE },
    '34': { libelle: 'Autre intervenant institutionnel', du: DATE_NON_RELEVEE },
    '40': { libelle: 'Autre particulier', du: DATE_NON_RELEVEE },
    '99': { libelle: 'Ne sait pas', du: DATE_NON_RELEVEE },
  },
})
export type OrigineIp = CodeDe<typeof originesIp>
