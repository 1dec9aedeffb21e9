import type { Rappel } from '#modules/actes/index.ts'
import type { MesActions } from '#modules/actions-collectives/index.ts'
import type { DemandeEnAttente } from '#modules/demandes/index.ts'
import type { Dossier, Identite } from '#modules/dossiers/index.ts'
import type { AttenteProtection, SignalementEnAttente } from '#modules/protection/index.ts'
import type { Affectation, Agent } from '#socle/agent.ts'

/** Une ligne et le nom de son élève, déchiffré pour l'agent ; à montrer sous `<Masque>`. */
export type Nommee<L> = L & { readonly identite: Identite | null }

/** Ce que l'accueil d'un professionnel qui suit des élèves montre en un coup d'œil. */
export type Journee = {
  readonly permanences: readonly Affectation[]
  readonly rappels: readonly Nommee<Rappel>[]
  readonly rappelsEnTout: number
  readonly attentes: readonly Nommee<AttenteProtection>[]
  readonly signalements: readonly Nommee<SignalementEnAttente>[]
  readonly demandes: readonly Nommee<DemandeEnAttente>[]
  readonly recents: readonly Nommee<Pick<Dossier, 'id' | 'etablissement' | 'dernierActeLe'>>[]
  readonly dossiersOuverts: number
  readonly mois: readonly { readonly type: string; readonly nombre: number }[]
  /** Null pour qui n'en consigne pas. */
  readonly moisSansNom: MesActions['natures'] | null
}

export const estDuSuivi = (agent: Agent): boolean => agent.fonctions.has('assistant_social') || agent.fonctions.has('stagiaire')
