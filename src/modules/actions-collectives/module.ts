import type { Module } from '#socle/module.ts'
import { annulation, correction, listeActions, nouvelleAction } from './actions.route.tsx'

export const actionsCollectives: Module = {
  nom: 'actions-collectives',
  dependDe: ['referentiels', 'securite', 'pilotage'],
  routes: [listeActions, nouvelleAction, correction, annulation],
  taches: [],
}
