import { type CodeDe, nomenclature } from '#socle/nomenclature.ts'
import { DATE_NON_RELEVEE } from './dates.ts'

/** Mesures et prestations de protection de l’enfance connues du service ; libellés parfois abrégés. */
export const mesuresProtection = nomenclature({
  table: 'referentiels.mesure_protection',
  titre: 'Mesures et prestations de protection de l’enfance',
  source: 'Code de l’action sociale et des familles, art. L222-2 à L222-5-3 et L223-2 ; code civil, art. 375 à 375-9-1 et 377',
  fiabilite: 'source_publique',
  entrees: {
    TISF: {
      libelle: 'Action d’un technicien ou d’une technicienne de l’intervention sociale et familiale ou d’une aide ménagère',
      groupe: 'administrative',
      du: DATE_NON_RELEVEE,
    },
    AESF: { libelle: 'Accompagnement en économie sociale et familiale', groupe: 'administrative', du: DATE_NON_RELEVEE },
    AED: {
      libelle: 'Intervention d’un service d’action éducative (action éducative à domicile)',
      groupe: 'administrative',
      du: DATE_NON_RELEVEE,
    },
    AF: { libelle: 'Aides financières (secours exceptionnels, allocations mensuelles)', groupe: 'administrative', du: DATE_NON_RELEVEE },
    AJ: { libelle: 'Accueil de jour (tout ou partie de la journée)', groupe: 'administrative', du: DATE_NON_RELEVEE },
    AP: {
      libelle: 'Accueil provisoire (à temps complet ou partiel), accord écrit des représentants légaux',
      groupe: 'administrative',
      du: DATE_NON_RELEVEE,
    },
    A72: { libelle: 'Accueil 72 heures (mineur ayant abandonné le domicile familial)', groupe: 'administrative', du: DATE_NON_RELEVEE },
    A5J: { libelle: 'Recueil provisoire d’urgence (5 jours)', groupe: 'administrative', du: DATE_NON_RELEVEE },
    APE: { libelle: 'Accueil mère-enfant(s) de moins de 3 ans / centre parental', groupe: 'administrative', du: DATE_NON_RELEVEE },
    AJM: { libelle: 'Prise en charge jeune majeur (moins de 21 ans)', groupe: 'administrative', du: DATE_NON_RELEVEE },
    ADB: { libelle: 'Accueil durable et bénévole chez un tiers', groupe: 'administrative', du: DATE_NON_RELEVEE },
    MJIE: { libelle: 'Mesure judiciaire d’investigation éducative', groupe: 'judiciaire_civile', du: DATE_NON_RELEVEE },
    AEMO: { libelle: 'Assistance éducative en milieu ouvert', groupe: 'judiciaire_civile', du: DATE_NON_RELEVEE },
    AEMO_R: {
      libelle: 'Assistance éducative en milieu ouvert renforcée ou intensifiée',
      groupe: 'judiciaire_civile',
      du: DATE_NON_RELEVEE,
    },
    AEMO_H: {
      libelle: 'Assistance éducative en milieu ouvert avec hébergement exceptionnel ou périodique',
      groupe: 'judiciaire_civile',
      du: DATE_NON_RELEVEE,
    },
    MJAGBF: {
      libelle: 'Mesure judiciaire d’aide à la gestion du budget familial (délégué aux prestations familiales)',
      groupe: 'judiciaire_civile',
      du: DATE_NON_RELEVEE,
    },
    OPP_JE: { libelle: 'Ordonnance de placement provisoire du juge des enfants', groupe: 'judiciaire_civile', du: DATE_NON_RELEVEE },
    OPP_PR: {
      libelle: 'Ordonnance de placement provisoire du procureur (urgence ; saisine du juge sous 8 jours)',
      groupe: 'judiciaire_civile',
      du: DATE_NON_RELEVEE,
    },
    PLAC_PARENT: { libelle: 'Enfant confié à l’autre parent', groupe: 'judiciaire_civile', du: DATE_NON_RELEVEE },
    PLAC_TDC: {
      libelle: 'Enfant confié à un autre membre de la famille ou à un tiers digne de confiance',
      groupe: 'judiciaire_civile',
      du: DATE_NON_RELEVEE,
    },
    PLAC_ASE: {
      libelle: 'Enfant confié à un service départemental de l’aide sociale à l’enfance',
      groupe: 'judiciaire_civile',
      du: DATE_NON_RELEVEE,
    },
    PLAC_DIRECT: { libelle: 'Placement direct : service ou établissement habilité', groupe: 'judiciaire_civile', du: DATE_NON_RELEVEE },
    PLAC_SANITAIRE: {
      libelle: 'Service ou établissement sanitaire ou d’éducation, ordinaire ou spécialisé',
      groupe: 'judiciaire_civile',
      du: DATE_NON_RELEVEE,
    },
    DAP: { libelle: 'Délégation de l’autorité parentale', groupe: 'judiciaire_civile', du: DATE_NON_RELEVEE },
    TUTELLE: { libelle: 'Tutelle déférée à l’aide sociale à l’enfance', groupe: 'judiciaire_civile', du: DATE_NON_RELEVEE },
    PUPILLE: { libelle: 'Pupille de l’État', groupe: 'administrative', du: DATE_NON_RELEVEE },
    MEJ: { libelle: 'Mesure éducative judiciaire / mesure pénale (mineur auteur, PJJ)', groupe: 'judiciaire_penale', du: DATE_NON_RELEVEE },
  },
})
export type MesureProtection = CodeDe<typeof mesuresProtection>

/** Le texte de chaque mesure, tel que relevé ; « non relu » y est dit. */
export const basesMesures: Readonly<Record<MesureProtection, string>> = {
  TISF: 'L222-3 CASF',
  AESF: 'L222-3 CASF',
  AED: 'L222-3 CASF',
  AF: 'L222-3 CASF',
  AJ: 'L222-4-2 CASF',
  AP: 'L222-5 1°, L223-2 CASF',
  A72: 'L223-2 al. 5 CASF',
  A5J: 'L223-2 al. 2 et 4 CASF',
  APE: 'L222-5 4°, L222-5-3 CASF',
  AJM: 'L222-5 5° CASF',
  ADB: 'annexe 2-8 (code 19) ; L221-2-1 CASF (article non relu)',
  MJIE: 'art. 1183 CPC ; annexe 2-8 code 14',
  AEMO: '375-2 C. civ. ; 2 ans maximum, renouvelable (375)',
  AEMO_R: '375-2 C. civ. : durée maximale d’un an renouvelable',
  AEMO_H: '375-2 al. 2 C. civ.',
  MJAGBF: '375-9-1 C. civ. ; 2 ans maximum',
  OPP_JE: '375-5 C. civ.',
  OPP_PR: '375-5 al. 2 C. civ.',
  PLAC_PARENT: '375-3 1° C. civ.',
  PLAC_TDC: '375-3 2° C. civ.',
  PLAC_ASE: '375-3 3° C. civ.',
  PLAC_DIRECT: '375-3 4° C. civ.',
  PLAC_SANITAIRE: '375-3 5° C. civ.',
  DAP: '377, 377-1 C. civ.',
  TUTELLE: 'annexe 2-8 code 23',
  PUPILLE: 'annexe 2-8 code 15',
  MEJ: 'code de la justice pénale des mineurs (non relu)',
}
