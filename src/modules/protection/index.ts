/** Façade du module : ce qui attend, les informations d'un dossier, leurs cas d'usage, et de quoi assembler le module. */
export { commencerInformation } from './commencer-information.cas.ts'
export { consignerEtape } from './consigner-etape.cas.ts'
export { contributionProtection } from './contribution.cas.ts'
export { GABARIT_INFORMATION_PREOCCUPANTE } from './donnees-ip.ts'
export { informerTitulaires } from './informer-titulaires.cas.ts'
export {
  type AttenteProtection,
  type GenreAttente,
  type InformationDuDossier,
  listAttentes,
  listInformationsDuDossier,
} from './lister-informations.cas.ts'
export { creerProtection } from './module.ts'
export { enregistrerBrouillon, lireInformation } from './rediger-information.cas.ts'
export { creerTransmettre, type Imprimerie } from './transmettre-information.cas.ts'
