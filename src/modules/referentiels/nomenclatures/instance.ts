import { type CodeDe, nomenclature } from '#socle/nomenclature.ts'
import { DATE_NON_RELEVEE, PROPOSITION_DU } from './dates.ts'

/** Où le service social siège ; le groupe dit à quel niveau l’instance se tient. */
export const instances = nomenclature({
  table: 'referentiels.instance',
  titre: 'Instances',
  source:
    'Composition Égide d’après la circulaire n° 2017-055 du 22 mars 2017 (NOR MENE1709191C) §2.2.3 ; code de l’éducation, art. D321-16, D332-7, D351-10, L421-8, R131-7 ; CASF L226-3 et L226-3-1 ; C. civ. 375-9-2 ; circulaires n° 2013-035 et n° 2017-122 ; IH2EF (GPDS, PSAD). Ajouts : « synthèse partenariale » et « autre ». Liste nationale : non trouvée.',
  fiabilite: 'proposition_egide',
  entrees: {
    GPDS: { libelle: 'Groupe de prévention du décrochage scolaire (GPDS)', groupe: 'établissement', du: DATE_NON_RELEVEE },
    VEILLE: { libelle: 'Cellule de veille', groupe: 'établissement', du: DATE_NON_RELEVEE },
    COMED: { libelle: 'Commission éducative', groupe: 'établissement', du: DATE_NON_RELEVEE },
    EE: { libelle: 'Équipe éducative (école)', groupe: 'établissement', du: DATE_NON_RELEVEE },
    ESS: { libelle: 'Équipe de suivi de la scolarisation (ESS)', groupe: 'établissement', du: DATE_NON_RELEVEE },
    CESCE: {
      libelle: 'Comité d’éducation à la santé, à la citoyenneté et à l’environnement (CESCE)',
      groupe: 'établissement',
      du: DATE_NON_RELEVEE,
    },
    CFS: { libelle: 'Commission des fonds sociaux', groupe: 'établissement', du: DATE_NON_RELEVEE },
    CDISC: { libelle: 'Conseil de discipline', groupe: 'établissement', du: DATE_NON_RELEVEE },
    PHARE: { libelle: 'Équipe ressource pHARe', groupe: 'établissement', du: DATE_NON_RELEVEE },
    ECOUTE: { libelle: 'Cellule d’écoute et de soutien', groupe: 'établissement', du: DATE_NON_RELEVEE },
    SYNTH: { libelle: 'Réunion de synthèse partenariale', groupe: 'territoire', du: PROPOSITION_DU },
    PSAD: { libelle: 'Plateforme de suivi et d’appui aux décrocheurs (PSAD)', groupe: 'territoire', du: DATE_NON_RELEVEE },
    CDDF: { libelle: 'Conseil pour les droits et devoirs des familles', groupe: 'territoire', du: DATE_NON_RELEVEE },
    CDOEA: {
      libelle: 'Commission départementale d’orientation vers les enseignements adaptés (CDOEA)',
      groupe: 'département',
      du: DATE_NON_RELEVEE,
    },
    RELAIS: { libelle: 'Commission d’admission en dispositif relais', groupe: 'département', du: DATE_NON_RELEVEE },
    SAPAD: { libelle: 'Service d’assistance pédagogique à domicile (SAPAD)', groupe: 'département', du: DATE_NON_RELEVEE },
    ABS_DEP: { libelle: 'Commission ou entretien départemental sur l’absentéisme (DASEN)', groupe: 'département', du: DATE_NON_RELEVEE },
    CRIP: {
      libelle: 'Cellule de recueil, de traitement et d’évaluation des informations préoccupantes (CRIP)',
      groupe: 'département',
      du: DATE_NON_RELEVEE,
    },
    ODPE: { libelle: 'Observatoire départemental de la protection de l’enfance', groupe: 'département', du: DATE_NON_RELEVEE },
    AUTRE: { libelle: 'Autre instance', groupe: 'autre', du: PROPOSITION_DU },
  },
})
export type Instance = CodeDe<typeof instances>
