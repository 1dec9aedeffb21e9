/** Façade du module : le conseiller technique départemental organise son service. */
export { creerBassin, creerSecteur, type ProtocoleAPublier, publierProtocole } from './installer.cas.ts'
export { moduleOrganisation, type ReglagesOrganisation } from './module.ts'
export { ajouterPrecision } from './precisions.cas.ts'
export { DEFINITION_LEGALE } from './protocole.ts'
