import type { Agent } from './agent.ts'
import type { Coffre } from './coffre.ts'
import type { Db, Tx } from './db.ts'

/** Ce dont tout cas d'usage dispose : la transaction identifiée, l'agent, l'heure injectée, le coffre, les identifiants. */
export type Contexte = {
  readonly tx: Tx
  readonly agent: Agent
  readonly maintenant: Date
  /** Jour civil à Paris, « AAAA-MM-JJ ». */
  readonly aujourdHui: string
  readonly coffre: Coffre
  readonly identifiant: () => string
}

/** Ce que la composition donne à tous les cas d'usage. L'horloge et les identifiants s'injectent pour les essais. */
export type Moteur = {
  readonly db: Db
  readonly coffre: Coffre
  readonly maintenant: () => Date
  readonly identifiant: () => string
}
