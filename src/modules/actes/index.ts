/** Façade du module : les actes, leurs compléments, la chronologie, les rappels. */

export { peutConsigner } from './acte.politique.ts'
export { type ActeAInscrire, estAncienne, motifSaisi, type Rappel } from './acte.ts'
export { consignerActe } from './consigner-acte.cas.ts'
export { inscrireActe } from './inscrire-acte.requetes.ts'
export { listComptesRendus, listRappels } from './lire-chronologie.requetes.ts'
export { compterMonMois } from './mon-mois.requetes.ts'
export { rectifierActe } from './rectifier-acte.cas.ts'
