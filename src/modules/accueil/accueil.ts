import type { Rappel } from '#modules/actes/index.ts'
import type { MesActions } from '#modules/actions-collectives/index.ts'
import type { DemandeEnAttente } from '#modules/demandes/index.ts'
import type { Identite } from '#modules/dossiers/index.ts'
import type { AttenteProtection, SignalementEnAttente } from '#modules/protection/index.ts'
import type { Affectation, Agent } from '#socle/agent.ts'

/** Ce que l'accueil d'un professionnel qui suit des élèves montre en un coup d'œil. */
export type Journee = {
  readonly permanences: readonly Affectation[]
  readonly rappels: readonly (Rappel & { readonly identite: Identite | null })[]
  readonly rappelsEnTout: number
  readonly attentes: readonly AttenteProtection[]
  readonly signalements: readonly SignalementEnAttente[]
  readonly demandes: readonly DemandeEnAttente[]
  readonly recents: readonly {
    readonly id: string
    readonly etablissement: string
    readonly dernierActeLe: string
    readonly identite: Identite | null
  }[]
  readonly dossiersOuverts: number
  readonly mois: readonly { readonly type: string; readonly nombre: number }[]
  /** Null pour qui n'en consigne pas. */
  readonly moisSansNom: MesActions['natures'] | null
}

export const estDuSuivi = (agent: Agent): boolean => agent.fonctions.has('assistant_social') || agent.fonctions.has('stagiaire')
