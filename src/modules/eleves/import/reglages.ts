import type { Coffre } from '#socle/coffre.ts'

/** Ce dont un import a besoin. `urlTache` : la base, sous le rôle des tâches ; COPY demande sa propre connexion. */
export type ReglagesImport = {
  readonly urlTache: string
  readonly coffre: Coffre
  /** Jour civil à Paris, AAAA-MM-JJ. */
  readonly aujourdHui: () => string
  readonly identifiant: () => string
  readonly signal?: AbortSignal
  /** Taille maximale du contenu d'un fichier, en octets. */
  readonly tailleMax?: number
}
