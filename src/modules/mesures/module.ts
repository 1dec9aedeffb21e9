import type { Module } from '#socle/module.ts'
import { finDeMesure, mesuresDuDossier, revueDeMajorite } from './mesures.route.tsx'

export const mesures: Module = {
  nom: 'mesures',
  dependDe: ['referentiels', 'securite', 'eleves', 'dossiers'],
  routes: [mesuresDuDossier, revueDeMajorite, finDeMesure],
  taches: [],
}
