/** Façade du module : rien n'en dépend. */
export { accueil } from './module.ts'
