import type { Module } from '#socle/module.ts'
import type { Marquage } from './chercher.cas.ts'
import { routesEleve } from './eleve.route.tsx'
import { tacheImporter, tacheReprendre } from './import/importer.tache.ts'
import { routesImports } from './import/imports.route.tsx'
import type { ReglagesDepots } from './import/reglages.ts'
import { routesRapprochements } from './rapprochements.route.tsx'
import { routesRecherche } from './recherche.route.tsx'

/** `marquer` : les dossiers ouverts et lisibles parmi des élèves ; fourni par la composition, ce module ignorant les dossiers. */
export type ReglagesEleves = ReglagesDepots & { readonly marquer: Marquage }

export function moduleEleves({ marquer, ...depots }: ReglagesEleves): Module {
  const importer = tacheImporter(depots)
  return {
    nom: 'eleves',
    dependDe: ['referentiels', 'securite'],
    routes: [...routesEleve, ...routesRapprochements, ...routesRecherche(marquer), ...routesImports(depots, importer)],
    taches: [importer, tacheReprendre(depots, importer)],
  }
}
