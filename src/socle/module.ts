import type { Route } from './http/route.ts'
import type { Tache } from './tache.ts'

/** Ce qu'un module apporte à l'assemblage. `dependDe` est vérifié par l'essai d'architecture. */
export type Module = {
  readonly nom: string
  readonly dependDe: readonly string[]
  readonly routes: readonly Route[]
  // biome-ignore lint/suspicious/noExplicitAny: la charge d'une tâche ne se lit qu'à travers son propre schéma
  readonly taches: readonly Tache<any>[]
}
