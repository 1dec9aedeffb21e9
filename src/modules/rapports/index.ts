/** Façade du module : le rapport d'activité, de l'établissement à la nation. */
export { corrigerRapport, ecrireRapport } from './ecrire-rapport.cas.ts'
export { figerRapport, preparerRapport } from './figer-rapport.cas.ts'
export { masquerInstantane } from './masquer.tache.ts'
export { rapports } from './module.ts'
