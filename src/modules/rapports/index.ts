/** Façade du module : le rapport d'activité, de l'établissement à la nation. */
export { corrigerRapport, ecrireRapport } from './ecrire-rapport.cas.ts'
export { FORMATS, type Format } from './export/fichier.ts'
export type { RapportDemande } from './export/publie.requetes.ts'
export { figerRapport, preparerRapport } from './figer-rapport.cas.ts'
export { listRapportsTenus } from './lire-rapports.cas.ts'
export { masquerInstantane } from './masquer.tache.ts'
export { creerExportPublie, creerRapports } from './module.ts'
export type { RapportListe } from './rapport.ts'
