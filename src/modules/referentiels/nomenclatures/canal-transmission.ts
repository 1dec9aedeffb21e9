import { type CodeDe, nomenclature } from '#socle/nomenclature.ts'
import { PROPOSITION_DU } from './dates.ts'

/** Par quelle voie l’écrit est parti. */
export const canauxTransmission = nomenclature({
  table: 'referentiels.canal_transmission',
  titre: 'Canal de transmission d’un écrit',
  source: 'Composition Égide. La loi ne fixe pas le canal ; le protocole départemental nomme ceux du département. À valider par le métier.',
  fiabilite: 'proposition_egide',
  entrees: {
    PLATEFORME: { libelle: 'Plateforme ou téléservice du département', du: PROPOSITION_DU },
    MESSAGERIE: { libelle: 'Messagerie sécurisée', du: PROPOSITION_DU },
    REMISE: { libelle: 'Remise en main propre contre récépissé', du: PROPOSITION_DU },
    COURRIER_AR: { libelle: 'Courrier recommandé avec avis de réception', du: PROPOSITION_DU },
    COURRIER: { libelle: 'Courrier simple', du: PROPOSITION_DU },
    COURRIEL: { libelle: 'Courriel ordinaire (non sécurisé)', du: PROPOSITION_DU },
    TELEPHONE: { libelle: 'Téléphone (urgence), écrit à suivre', du: PROPOSITION_DU },
  },
})
export type CanalTransmission = CodeDe<typeof canauxTransmission>
