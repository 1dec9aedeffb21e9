import { type CodeDe, nomenclature } from '#socle/nomenclature.ts'
import { DATE_NON_RELEVEE } from './dates.ts'

/** Institution qui transmet l’information préoccupante ; 541 pour un établissement d’enseignement public. */
export const transmetteursIp = nomenclature({
  table: 'referentiels.transmetteur_ip',
  titre: 'TRANSIP : institution ayant transmis l’information',
  source:
    'Code de l’action sociale et des familles, annexe 2-8 (informations transmises à l’ONPE, à l’ODPE et à la DREES), variable TRANSIP',
  fiabilite: 'officiel_en_vigueur',
  // biome-ignore format: sans guillemets, un code fait de chiffres perd son type
  entrees: {
    '100': { libelle: 'Le mineur lui-même', du: DATE_NON_RELEVEE },
    '200': { libelle: 'Parents du mineur', du: DATE_NON_RELEVEE },
    '300': { libelle: 'Autre membre de la famille', du: DATE_NON_RELEVEE },
    '400': { libelle: 'Autre particulier', du: DATE_NON_RELEVEE },
    '510': { libelle: 'Service national d’accueil téléphonique de l’enfance en danger', du: DATE_NON_RELEVEE },
    '520': { libelle: 'Conseil départemental', du: DATE_NON_RELEVEE },
    '530': { libelle: 'Service de milieu ouvert ou de placement', du: DATE_NON_RELEVEE },
    '541': { libelle: 'Etablissement d’enseignement public', du: DATE_NON_RELEVEE },
    '542': { libelle: 'Etablissement d’enseignement privé', du: DATE_NON_RELEVEE },
    '543': { libelle: 'Education nationale, sans distinction supplémentaire', du: DATE_NON_RELEVEE },
    '550': { libelle: 'Hôpital', du: DATE_NON_RELEVEE },
    '560': { libelle: 'Médecine libérale', du: DATE_NON_RELEVEE },
    '570': { libelle: 'Autre institution sanitaire et sociale', du: DATE_NON_RELEVEE },
    '580': { libelle: 'Accueil extrascolaire du mineur', du: DATE_NON_RELEVEE },
    '590': { libelle: 'Autre service social et association', du: DATE_NON_RELEVEE },
    '600': { libelle: 'Police ou gendarmerie', du: DATE_NON_RELEVEE },
    '611': { libelle: 'Procureur de la République', du: DATE_NON_RELEVEE },
    '612': { libelle: 'Juge des enfants', du: DATE_NON_RELEVEE },
    '613': { libelle: 'Justice sans distinction supplémentaire', du: DATE_NON_RELEVEE },
    '620': { libelle: 'Autre collectivité territoriale ou établissement public de coopération intercommunale', du: DATE_NON_RELEVEE },
    '630': { libelle: 'Autre', du: DATE_NON_RELEVEE },
    '640': { libelle: 'Voie institutionnelle sans distinction supplémentaire', du: DATE_NON_RELEVEE },
    '999': { libelle: 'Ne sait pas', du: DATE_NON_RELEVEE },
  },
})
export type TransmetteurIp = CodeDe<typeof transmetteursIp>
