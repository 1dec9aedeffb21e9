/** Façade du module : élèves, responsables, recherche, import. */
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
export { type FicheManuelle, insererEleve } from './inserer-eleve.requetes.ts'
export { lireEleve } from './lire-eleve.cas.ts'
export { chercherEleves, type EleveTrouve, type ResultatRecherche } from './rechercher.requetes.ts'
export { listResponsables } from './responsable.requetes.ts'
