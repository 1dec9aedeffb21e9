import { type CodeDe, nomenclature } from '#socle/nomenclature.ts'
import { PROPOSITION_DU } from './dates.ts'

/** Où en est la réponse due à celui qui a transmis une information préoccupante. */
export const suitesRetour = nomenclature({
  table: 'referentiels.suite_retour',
  titre: 'État du retour à l’émetteur (suivi Égide de l’art. L226-5)',
  source:
    'Composition Égide d’après l’article L226-5 du code de l’action sociale et des familles (retour dans les trois mois de la transmission)',
  fiabilite: 'proposition_egide',
  entrees: {
    EN_ATTENTE: { libelle: 'En attente', du: PROPOSITION_DU },
    ACCUSE: { libelle: 'Accusé de réception de la CRIP reçu', du: PROPOSITION_DU },
    QUALIFIEE: { libelle: 'Qualifiée IP, évaluation en cours', du: PROPOSITION_DU },
    NON_QUALIFIEE: { libelle: 'Non qualifiée / réorientée', du: PROPOSITION_DU },
    CLASSEE: { libelle: 'Classée', du: PROPOSITION_DU },
    ADMIN: { libelle: 'Mesure ou prestation administrative', du: PROPOSITION_DU },
    JUDICIAIRE: { libelle: 'Transmise au parquet / juge des enfants', du: PROPOSITION_DU },
    DEJA_SUIVI: { libelle: 'Situation déjà suivie : versée au dossier', du: PROPOSITION_DU },
    SANS_RETOUR: { libelle: 'Aucun retour 3 mois après la transmission (à relancer)', du: PROPOSITION_DU },
  },
})
export type SuiteRetour = CodeDe<typeof suitesRetour>
