import type { Module } from '#socle/module.ts'
import { pageBrouillon, pageProtocole, pagePublier, pageVersion, preparer } from './protocole.route.tsx'
import { pageAccessibilite, pageSources } from './sources.route.tsx'
import { fermer, nouveauBassin, nouveauSecteur, pageBassin, pageSecteur, pageTerritoires } from './territoires.route.tsx'

/** `contactAccessibilite` : où écrire quand une page arrête quelqu'un ; nul tant que l'exploitant ne l'a pas dit. */
export type ReglagesOrganisation = { readonly contactAccessibilite: string | null }

export const moduleOrganisation = ({ contactAccessibilite }: ReglagesOrganisation): Module => ({
  nom: 'organisation',
  dependDe: ['referentiels', 'securite'],
  routes: [
    pageProtocole,
    pageVersion,
    preparer,
    pageBrouillon,
    pagePublier,
    pageTerritoires,
    nouveauBassin,
    pageBassin,
    nouveauSecteur,
    pageSecteur,
    fermer,
    pageSources,
    pageAccessibilite(contactAccessibilite),
  ],
  taches: [],
})

/** Le module, sans contact d'accessibilité. */
export const organisation: Module = moduleOrganisation({ contactAccessibilite: null })
