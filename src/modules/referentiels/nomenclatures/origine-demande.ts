import { type CodeDe, nomenclature } from '#socle/nomenclature.ts'
import { PROPOSITION_DU } from './dates.ts'

/** Qui a demandé l’intervention. */
export const originesDemande = nomenclature({
  table: 'referentiels.origine_demande',
  titre: 'Origine de la demande',
  source:
    'Composition Égide d’après la circulaire n° 2017-055 du 22 mars 2017 (NOR MENE1709191C) §1.3.1 : « à leur demande ou celle d’un tiers (parents, membres de l’équipe éducative ou partenaires extérieurs) ».',
  fiabilite: 'proposition_egide',
  // biome-ignore format: sans guillemets, un code fait de chiffres perd son type
  entrees: {
    ELEVE: { libelle: 'Élève', groupe: 'élève', du: PROPOSITION_DU },
    PAIR: { libelle: 'Camarade, autre élève', groupe: 'élève', du: PROPOSITION_DU },
    RESP: { libelle: 'Parent ou représentant légal', groupe: 'famille', du: PROPOSITION_DU },
    FAMILLE: { libelle: 'Autre membre de la famille', groupe: 'famille', du: PROPOSITION_DU },
    DIR: { libelle: 'Chef d’établissement, adjoint, directeur d’école, directeur de Segpa', groupe: 'équipe éducative', du: PROPOSITION_DU },
    CPE: { libelle: 'CPE / vie scolaire', groupe: 'équipe éducative', du: PROPOSITION_DU },
    PROF: { libelle: 'Enseignant, professeur principal', groupe: 'équipe éducative', du: PROPOSITION_DU },
    INF: { libelle: 'Infirmier(ère)', groupe: 'équipe éducative', du: PROPOSITION_DU },
    MED: { libelle: 'Médecin de l’éducation nationale', groupe: 'équipe éducative', du: PROPOSITION_DU },
    PSYEN: { libelle: 'Psychologue de l’éducation nationale', groupe: 'équipe éducative', du: PROPOSITION_DU },
    AESH: { libelle: 'AESH / personnel d’internat / autre personnel', groupe: 'équipe éducative', du: PROPOSITION_DU },
    CTSS: { libelle: 'Conseiller technique de service social, DSDEN, rectorat', groupe: 'institution', du: PROPOSITION_DU },
    IEN: { libelle: 'IEN de circonscription', groupe: 'institution', du: PROPOSITION_DU },
    CD: { libelle: 'Conseil départemental (service social de secteur, ASE, CRIP, PMI)', groupe: 'partenaires', du: PROPOSITION_DU },
    JUSTICE: { libelle: 'Justice, PJJ, police, gendarmerie', groupe: 'partenaires', du: PROPOSITION_DU },
    SANTE: { libelle: 'Hôpital, CMP, médecin', groupe: 'partenaires', du: PROPOSITION_DU },
    ASSO: { libelle: 'Association, éducateur de prévention, mission locale', groupe: 'partenaires', du: PROPOSITION_DU },
    '119': { libelle: '119 (SNATED)', groupe: 'partenaires', du: PROPOSITION_DU },
    INSTANCE: { libelle: 'Instance (GPDS, commission éducative, cellule de veille)', groupe: 'instance', du: PROPOSITION_DU },
    INIT: { libelle: 'Initiative du service social', groupe: 'service social', du: PROPOSITION_DU },
  },
})
export type OrigineDemande = CodeDe<typeof originesDemande>
