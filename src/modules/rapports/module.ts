import type { Module } from '#socle/module.ts'
import { masquerInstantane } from './masquer.tache.ts'
import { routesRapports } from './rapports.route.tsx'

export const rapports: Module = {
  nom: 'rapports',
  dependDe: ['referentiels', 'securite', 'pilotage'],
  routes: routesRapports,
  taches: [masquerInstantane],
}
