import { join } from 'node:path'
import type { Module } from '#socle/module.ts'
import type { FabriquePdf } from '#socle/pdf/index.ts'
import { GABARIT_COURRIER } from './composer.ts'
import { routesCourriers } from './courriers.route.tsx'

/** Le module, avec la fabrique qui compose ses documents. `racine` : dossier du projet, chemin absolu. */
export const creerCourriers = ({ pdf, racine }: { readonly pdf: FabriquePdf; readonly racine: string }): Module => ({
  nom: 'courriers',
  dependDe: ['referentiels', 'securite', 'eleves', 'dossiers', 'protection'],
  routes: routesCourriers({ pdf, gabarit: join(racine, GABARIT_COURRIER) }),
  taches: [],
})
