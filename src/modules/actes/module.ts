import type { ContributionDossier } from '#modules/dossiers/index.ts'
import type { Module } from '#socle/module.ts'
import { destructionNote, monActivite, pageDossier, rappelFait, rectification, routesConsigner } from './actes.route.tsx'

/** Le module, et la page d'un dossier où d'autres modules ajoutent leurs étapes : la composition dit lesquels. */
export const moduleActes = (contributions: readonly ContributionDossier[]): Module => ({
  nom: 'actes',
  dependDe: ['referentiels', 'securite', 'eleves', 'pilotage', 'actions-collectives', 'dossiers'],
  routes: [pageDossier(contributions), ...routesConsigner(contributions), rectification, destructionNote, rappelFait, monActivite],
  taches: [],
})

/** Sans contribution. */
export const actes: Module = moduleActes([])
