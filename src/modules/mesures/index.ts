/** Façade du module : les mesures de protection connues, la majorité, qui joindre. */
export { contributionMesures } from './contribution.cas.ts'
export { inscrireMesure } from './mesures.cas.ts'
export { mesures } from './module.ts'
