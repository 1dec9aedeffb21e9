import type { Module } from '#socle/module.ts'
import { routesModeles } from './modeles.route.tsx'
import type { Atelier } from './modeles.ts'
import { routesPrecisions } from './precisions.route.tsx'
import { pageBrouillon, pageProtocole, pageVersion, preparer } from './protocole.route.tsx'
import { pageAccessibilite, pageSources } from './sources.route.tsx'
import { fermer, nouveauBassin, nouveauSecteur, pageBassin, pageSecteur, pageTerritoires } from './territoires.route.tsx'

/**
 * `contactAccessibilite` : où écrire quand une page arrête quelqu'un ; nul tant que l'exploitant ne l'a pas dit. `atelier` : où les
 * modèles de documents s'essaient.
 */
export type ReglagesOrganisation = { readonly contactAccessibilite: string | null; readonly atelier: Atelier }

export const moduleOrganisation = ({ contactAccessibilite, atelier }: ReglagesOrganisation): Module => ({
  nom: 'organisation',
  dependDe: ['referentiels', 'securite'],
  routes: [
    pageProtocole,
    pageVersion,
    preparer,
    pageBrouillon,
    ...routesModeles(atelier),
    pageTerritoires,
    nouveauBassin,
    pageBassin,
    nouveauSecteur,
    pageSecteur,
    fermer,
    ...routesPrecisions,
    pageSources,
    pageAccessibilite(contactAccessibilite),
  ],
  taches: [],
})
