/** Façade du module : ce qu'on demande au service sur un élève. */
export { contributionDemandes } from './contribution.cas.ts'
export { type DemandeEnAttente, listDemandesEnAttente } from './demande.requetes.ts'
export { demandeurs } from './demande.ts'
export { enregistrerDemande } from './enregistrer-demande.cas.ts'
export { creerDemandes, GABARIT_DEMANDE } from './module.ts'
export { creerRepondre, type Imprimerie } from './repondre.cas.ts'
