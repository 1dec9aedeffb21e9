/** Façade du module : ce que le service fait sans nommer personne. */
export { compterMesActions } from './action.requetes.ts'
export { type MesActions, NATURES, type Nature, natures, professionnels } from './action.ts'
export { consignerAction } from './consigner-action.cas.ts'
export { MesActionsSansNom } from './mes-actions.vue.tsx'
export { actionsCollectives } from './module.ts'
