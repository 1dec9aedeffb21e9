import type { Module } from '#socle/module.ts'
import { accueilRoute } from './accueil.route.tsx'

export const accueil: Module = {
  nom: 'accueil',
  dependDe: [
    'referentiels',
    'securite',
    'eleves',
    'dossiers',
    'actions-collectives',
    'actes',
    'demandes',
    'protection',
    'pilotage',
    'rapports',
  ],
  routes: [accueilRoute],
  taches: [],
}
