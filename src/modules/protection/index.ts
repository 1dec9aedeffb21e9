/** Façade du module : ce qui attend, les informations d'un dossier, et de quoi assembler le module. */
export { contributionProtection } from './contribution.cas.ts'
export {
  type AttenteProtection,
  type GenreAttente,
  type InformationDuDossier,
  listAttentes,
  listInformationsDuDossier,
} from './lister-informations.cas.ts'
export { creerProtection } from './module.ts'
