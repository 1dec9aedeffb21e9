import { type CodeDe, nomenclature } from '#socle/nomenclature.ts'
import { PROPOSITION_DU } from './dates.ts'

/** Comment un titulaire de l’autorité parentale a été informé de la transmission. */
export const modesInformation = nomenclature({
  table: 'referentiels.mode_information',
  titre: 'Mode d’information d’un titulaire de l’autorité parentale',
  source:
    'Composition Égide d’après l’article L226-2-1 du code de l’action sociale et des familles : « selon des modalités adaptées », sans liste. À valider par le métier.',
  fiabilite: 'proposition_egide',
  entrees: {
    ENTRETIEN: { libelle: 'Entretien en présence', du: PROPOSITION_DU },
    TELEPHONE: { libelle: 'Téléphone', du: PROPOSITION_DU },
    VISIO: { libelle: 'Visioconférence', du: PROPOSITION_DU },
    COURRIER: { libelle: 'Courrier', du: PROPOSITION_DU },
    COURRIER_AR: { libelle: 'Courrier recommandé avec avis de réception', du: PROPOSITION_DU },
    INTERPRETE: { libelle: 'Entretien avec un interprète', du: PROPOSITION_DU },
    AUTRE: { libelle: 'Autre', du: PROPOSITION_DU },
  },
})
export type ModeInformation = CodeDe<typeof modesInformation>
