import { type CodeDe, nomenclature } from '#socle/nomenclature.ts'
import { PROPOSITION_DU } from './dates.ts'

/** Pourquoi un titulaire n’a pas été informé avant la transmission ; la raison s’explique en clair à côté. */
export const motifsNonInformation = nomenclature({
  table: 'referentiels.motif_non_information',
  titre: 'Motif de ne pas informer un titulaire de l’autorité parentale',
  source:
    'Composition Égide d’après l’article L226-2-1 du code de l’action sociale et des familles (« sauf intérêt contraire de l’enfant ») et les exemples des procédures de DSDEN. À valider par le métier.',
  fiabilite: 'proposition_egide',
  entrees: {
    VIOL_SEX: { libelle: 'Intérêt contraire de l’enfant : violences sexuelles dans la famille', du: PROPOSITION_DU },
    REPRESAILLES: { libelle: 'Intérêt contraire de l’enfant : risque de représailles', du: PROPOSITION_DU },
    FUITE: { libelle: 'Intérêt contraire de l’enfant : risque de fuite', du: PROPOSITION_DU },
    ENTRAVE: { libelle: 'Intérêt contraire de l’enfant : risque d’entrave à l’enquête', du: PROPOSITION_DU },
    AUTRE_INTERET: { libelle: 'Intérêt contraire de l’enfant : autre raison', du: PROPOSITION_DU },
    INJOIGNABLE: { libelle: 'N’a pas pu être joint avant la transmission', du: PROPOSITION_DU },
  },
})
export type MotifNonInformation = CodeDe<typeof motifsNonInformation>
