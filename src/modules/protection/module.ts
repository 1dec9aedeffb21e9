import { join } from 'node:path'
import type { Module } from '#socle/module.ts'
import type { FabriquePdf } from '#socle/pdf/index.ts'
import { routesAvis } from './avis/avis.route.tsx'
import { GABARIT_INFORMATION_PREOCCUPANTE } from './information-preoccupante/donnees-ip.ts'
import { routesInformation } from './information-preoccupante/information-preoccupante.route.tsx'
import { routesSansDoublon } from './sans-doublon/sans-doublon.route.tsx'
import { GABARIT_SIGNALEMENT } from './signalement/composer-document.ts'
import { routesSignalement } from './signalement/signalement.route.tsx'
import { GABARIT_URGENCE } from './urgence/donnees-urgence.ts'
import { routesUrgence } from './urgence/urgence.route.tsx'

/** Le module, avec la fabrique qui compose ses documents. `racine` : dossier du projet, chemin absolu. */
export function creerProtection({ pdf, racine }: { readonly pdf: FabriquePdf; readonly racine: string }): Module {
  const imprimerie = { pdf, gabarit: join(racine, GABARIT_INFORMATION_PREOCCUPANTE) }
  return {
    nom: 'protection',
    dependDe: ['referentiels', 'securite', 'eleves', 'dossiers', 'pilotage', 'paroles'],
    routes: [
      ...routesInformation(imprimerie),
      ...routesAvis,
      ...routesSansDoublon,
      ...routesSignalement({ pdf, gabarit: join(racine, GABARIT_SIGNALEMENT) }),
      ...routesUrgence({ pdf, gabarit: join(racine, GABARIT_URGENCE) }),
    ],
    taches: [],
  }
}
