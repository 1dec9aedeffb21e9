import type { Module } from '#socle/module.ts'
import { exportChiffres, exportRetours, pageChiffres, pageCouverture, pageRetours } from './chiffres.route.tsx'
import { preparerEnvoi } from './preparer-envoi.tache.ts'
import { verserFaits } from './verser-faits.tache.ts'

export const pilotage: Module = {
  nom: 'pilotage',
  dependDe: ['referentiels', 'securite'],
  routes: [pageChiffres, exportChiffres, pageRetours, exportRetours, pageCouverture],
  taches: [verserFaits, preparerEnvoi],
}
