/** Façade du module : identité, sessions, comptes et affectations. */
export { joursEnClair, libelleFonction } from './fonctions.ts'
export { identifier } from './identifier.cas.ts'
export { type AffectationAPoser, type AgentACreer, affecter, creerAgent } from './installation.requetes.ts'
export { moduleSecurite } from './module.ts'
export { MOT_DE_PASSE_DEMONSTRATION, type ReglagesSecurite } from './reglages.ts'
export { retenir } from './retenir.route.tsx'
