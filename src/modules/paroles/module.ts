import type { Module } from '#socle/module.ts'
import { annotation, nouveauRecit, nouvellesParoles, pageParoles } from './paroles.route.tsx'

export const paroles: Module = {
  nom: 'paroles',
  dependDe: ['referentiels', 'securite', 'eleves', 'dossiers'],
  routes: [pageParoles, nouvellesParoles, nouveauRecit, annotation],
  taches: [],
}
