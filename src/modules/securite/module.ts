import type { Module } from '#socle/module.ts'
import { routesCompletion } from './completer.route.tsx'
import { routesComptes } from './comptes.route.tsx'
import { routesConnexion } from './connexion.route.tsx'
import { routesMonCompte } from './mon-compte.route.tsx'
import { REGLAGES_STRICTS, type ReglagesSecurite } from './reglages.ts'
import { routesVerrou } from './verrou.route.tsx'

/** Le module selon les réglages de l'exploitant. */
export const moduleSecurite = (r: ReglagesSecurite): Module => ({
  nom: 'securite',
  dependDe: ['referentiels'],
  routes: [...routesConnexion(r), ...routesVerrou(r), ...routesCompletion(r), ...routesMonCompte(r), ...routesComptes],
  taches: [],
})

/** Sous les réglages les plus stricts : pour ce qui n'a besoin que de la liste des routes (contrôles, documents engendrés). */
export const securite: Module = moduleSecurite(REGLAGES_STRICTS)
