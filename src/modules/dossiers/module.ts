import type { Module } from '#socle/module.ts'
import {
  clotureDossier,
  familleDossier,
  finAdhesion,
  finLien,
  finTitulaire,
  listeDossiers,
  membresDossier,
  nouveauDossier,
  titulairesDossier,
} from './dossiers.route.tsx'

/** La page d'un dossier vit dans « actes », qui dépend de ce module : la chronologie la compose. */
export const dossiers: Module = {
  nom: 'dossiers',
  dependDe: ['referentiels', 'securite', 'eleves', 'pilotage'],
  routes: [
    listeDossiers,
    nouveauDossier,
    clotureDossier,
    membresDossier,
    finAdhesion,
    titulairesDossier,
    finTitulaire,
    familleDossier,
    finLien,
  ],
  taches: [],
}
