/** Façade du module : élèves, responsables, recherche, import. */

export type { Marquage } from './chercher.cas.ts'
export { creerEleve } from './creer-eleve.cas.ts'
export { findEleve, findEleves, identitesEquivalentes } from './eleve.requetes.ts'
export {
  type Adresse,
  ageAu,
  type Complement,
  type Eleve,
  type FicheEleve,
  nomAffiche,
  type Responsable,
  type SourceFiche,
} from './eleve.ts'
export { importerFichiers, type Suivi } from './import/importer-fichiers.requetes.ts'
export type { Compteurs, GenreFichier, RapportImport, RejetImport } from './import/rapport.ts'
export type { ReglagesImport } from './import/reglages.ts'
export { type FicheManuelle, insererEleve } from './inserer-eleve.requetes.ts'
export { lireEleve } from './lire-eleve.cas.ts'
export type { EleveTrouve, ResultatRecherche } from './recherche.ts'
export { chercherEleves } from './rechercher.requetes.ts'
export { listFratrie, listResponsables } from './responsable.requetes.ts'
