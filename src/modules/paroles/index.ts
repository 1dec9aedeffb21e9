/** Façade du module : les paroles scellées de l'enfant, à reprendre mot pour mot, et combien de fois il a déjà raconté. */

export { annoterParoles } from './annoter.cas.ts'
export { consignerRecit, scellerParoles } from './consigner.cas.ts'
export { contributionParoles } from './contribution.cas.ts'
export { compterRecits, lireParoles, listParoles } from './lire-paroles.cas.ts'
export { circonstancesDe, type Parole } from './parole.ts'
export type { Bilan } from './recit.ts'
