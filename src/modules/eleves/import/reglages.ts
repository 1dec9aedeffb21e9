import { z } from 'zod'
import type { Coffre } from '#socle/coffre.ts'
import type { Tache } from '#socle/tache.ts'

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

/** Ce que la composition donne au module pour importer. */
export type ReglagesDepots = {
  /** Dossier des fichiers déposés, lisible d'Égide seule. */
  readonly depots: string
  readonly urlTache: string
  /** Taille maximale du contenu d'un fichier, et de tous ceux d'un envoi, en octets. */
  readonly tailleMax: number
}

/** Fichiers d'un même dépôt : les trois exports de chacun des six établissements d'un assistant, avec de la marge. */
export const FICHIERS_MAX = 30

/** Les imports à mener ensemble : leurs fichiers se suivent dans l'ordre des natures. */
export const chargeImport = z.object({ importIds: z.array(z.uuid()).min(1).max(500) })
export type TacheImporter = Tache<typeof chargeImport>
