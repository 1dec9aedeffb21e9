/** Façade du module : ce qui attend, les informations d'un dossier, leurs cas d'usage, et de quoi assembler le module. */

export { creerAtelier } from './atelier.ts'
export { demanderAvis } from './avis/avis.cas.ts'
export { listAvisDemandes } from './avis/avis.requetes.ts'
export type { Avis } from './avis/avis.ts'
export { contributionProtection } from './contribution.cas.ts'
export { commencerInformation } from './information-preoccupante/commencer-information.cas.ts'
export { consignerEtape } from './information-preoccupante/consigner-etape.cas.ts'
export { informerTitulaires } from './information-preoccupante/informer-titulaires.cas.ts'
export {
  type AttenteProtection,
  type GenreAttente,
  type InformationDuDossier,
  listAttentes,
  listInformationsDuDossier,
} from './information-preoccupante/lister-informations.cas.ts'
export { consignerLettre, type InformationPourCourrier, informationPourCourrier } from './information-preoccupante/pour-courrier.cas.ts'
export { enregistrerBrouillon, lireInformation } from './information-preoccupante/rediger-information.cas.ts'
export { creerTransmettre } from './information-preoccupante/transmettre-information.cas.ts'
export { type Imprimerie, ouvrirModele } from './modeles.ts'
export { creerProtection } from './module.ts'
export { consignerSuite } from './signalement/consigner-suite.cas.ts'
export { listSignalementsEnAttente, type SignalementEnAttente } from './signalement/lister-signalements.cas.ts'
export { commencerSignalement, enregistrerSignalement, lireSignalement } from './signalement/rediger-signalement.cas.ts'
export { remettreSignalement } from './signalement/remettre-signalement.cas.ts'
export { creerTransmettreSignalement } from './signalement/transmettre-signalement.cas.ts'
export { contributionUrgence } from './urgence/contribution-urgence.cas.ts'
export { GABARIT_URGENCE } from './urgence/donnees-urgence.ts'
export { completerUrgence, lireUrgenceNotee, noterUrgence } from './urgence/noter-urgence.cas.ts'
