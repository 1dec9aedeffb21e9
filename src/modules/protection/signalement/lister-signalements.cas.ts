import { identitesDe } from '#modules/dossiers/index.ts'
import { nomAffiche } from '#modules/eleves/index.ts'
import type { Contexte } from '#socle/cas-usage.ts'
import { listDuDossier, listEnAttente } from './signalement.requetes.ts'

/** Un signalement qui demande un geste, pour l'accueil : un brouillon, ou une copie au département encore due. */
export type SignalementEnAttente = {
  readonly genre: 'brouillon' | 'copie_due'
  /** Déchiffré pour l'agent ; à montrer sous `<Masque>`. */
  readonly eleve: string | null
  readonly etablissement: string
  readonly href: string
  readonly modifieLe: Date
}

/** Façade de l'accueil : les copies dues d'abord ; 50 au plus. @source CASF L226-4 II */
export async function listSignalementsEnAttente(contexte: Contexte): Promise<SignalementEnAttente[]> {
  const rows = await listEnAttente(contexte)
  const identites = await identitesDe(
    contexte,
    rows.map((r) => r.dossierId),
  )
  return rows.map((r) => {
    const identite = identites.get(r.dossierId)
    return {
      genre: r.transmisLe === null ? 'brouillon' : 'copie_due',
      eleve: identite ? nomAffiche(identite) : null,
      etablissement: r.etablissement,
      href: `/signalements/${r.id}`,
      modifieLe: r.modifieLe,
    }
  })
}

export const listSignalementsDuDossier = listDuDossier
