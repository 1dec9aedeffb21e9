import type { Module } from '#socle/module.ts'
import { exportChiffres, pageChiffres } from './chiffres.route.tsx'
import { verserFaits } from './verser-faits.tache.ts'

export const pilotage: Module = {
  nom: 'pilotage',
  dependDe: ['referentiels', 'securite'],
  routes: [pageChiffres, exportChiffres],
  taches: [verserFaits],
}
