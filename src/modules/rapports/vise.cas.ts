import { z } from 'zod'
import type { Contexte } from '#socle/cas-usage.ts'
import { id } from '#socle/saisie.ts'
import { chargerTerritoire } from './rapports.requetes.ts'

/** Année de la rentrée. */
export const annee = () => z.coerce.number('Cette page n’existe pas.').int().min(2000).max(2100)

/** Le rapport visé : celui d'un territoire, pour une année scolaire. */
export const vise = z.object({ territoireId: id(), annee: annee() })
type Vise = z.output<typeof vise>

/** Ce que les cas d'usage d'un rapport ont en commun : ils chargent son territoire, et le journal retient lequel. */
export const duTerritoire = {
  charger: (contexte: Contexte, { territoireId }: Vise) => chargerTerritoire(contexte, territoireId),
  sujet: ({ territoireId }: Vise) => ({ cibleId: territoireId }),
}
