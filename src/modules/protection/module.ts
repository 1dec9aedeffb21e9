import { join } from 'node:path'
import type { Module } from '#socle/module.ts'
import type { FabriquePdf } from '#socle/pdf/index.ts'
import { routesAvis } from './avis/avis.route.tsx'
import { routesInformation } from './information-preoccupante/information-preoccupante.route.tsx'
import { ouvrirModele } from './modeles.ts'
import { routesSansDoublon } from './sans-doublon/sans-doublon.route.tsx'
import { routesSignalement } from './signalement/signalement.route.tsx'
import { GABARIT_URGENCE } from './urgence/donnees-urgence.ts'
import { routesUrgence } from './urgence/urgence.route.tsx'

/** Le module, avec la fabrique qui compose ses documents. `racine` : dossier du projet, chemin absolu. */
export function creerProtection({ pdf, racine }: { readonly pdf: FabriquePdf; readonly racine: string }): Module {
  return {
    nom: 'protection',
    dependDe: ['referentiels', 'securite', 'eleves', 'dossiers', 'pilotage', 'paroles'],
    routes: [
      ...routesInformation({ pdf, modele: ouvrirModele('information', racine) }),
      ...routesAvis,
      ...routesSansDoublon,
      ...routesSignalement({ pdf, modele: ouvrirModele('signalement', racine) }),
      ...routesUrgence({ pdf, gabarit: join(racine, GABARIT_URGENCE) }),
    ],
    taches: [],
  }
}
