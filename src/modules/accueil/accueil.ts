import type { Rappel } from '#modules/actes/index.ts'
import type { MesActions } from '#modules/actions-collectives/index.ts'
import type { DemandeEnAttente } from '#modules/demandes/index.ts'
import type { Dossier, Identite } from '#modules/dossiers/index.ts'
import type { Case } from '#modules/pilotage/index.ts'
import type { AttenteProtection, Avis, SignalementEnAttente } from '#modules/protection/index.ts'
import type { RapportListe } from '#modules/rapports/index.ts'
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

/** Ce que l'accueil d'un conseiller technique montre en un coup d'œil : rien d'un dossier. */
export type Service = {
  /** Les avis qu'on attend de lui, sur des extraits sans nom. */
  readonly avis: readonly Avis[]
  /** Les rapports qu'il tient, pour l'année dont on rend compte. */
  readonly rapports: readonly RapportListe[]
  readonly anneeDesRapports: number
  /** Ce que deviennent les informations transmises cette année sur son territoire ; petits nombres masqués. */
  readonly retours: { readonly territoire: string; readonly annee: number; readonly cases: readonly Case[] }
}

export const estDuSuivi = (agent: Agent): boolean => agent.fonctions.has('assistant_social') || agent.fonctions.has('stagiaire')
