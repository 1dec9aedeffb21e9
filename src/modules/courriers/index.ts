/** Façade du module : les lettres et écrits du service. */
export { GABARIT_COURRIER } from './composer.ts'
export { contributionCourriers } from './contribution.cas.ts'
export { creerCourriers } from './module.ts'
export { commencerCourrier, enregistrerCourrier } from './rediger.cas.ts'
export { creerRemettreCourrier } from './remettre.cas.ts'
