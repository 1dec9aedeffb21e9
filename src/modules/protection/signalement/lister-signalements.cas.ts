import type { Contexte } from '#socle/cas-usage.ts'
import { listDuDossier, listEnAttente } from './signalement.requetes.ts'

/** Un signalement qui demande un geste, pour l'accueil : un brouillon, ou une copie au département encore due. */
export type SignalementEnAttente = {
  readonly genre: 'brouillon' | 'copie_due'
  readonly dossierId: string
  readonly etablissement: string
  readonly href: string
  readonly modifieLe: Date
}

/** Façade de l'accueil : les copies dues d'abord ; 50 au plus. @source CASF L226-4 II */
export async function listSignalementsEnAttente(contexte: Contexte): Promise<SignalementEnAttente[]> {
  return (await listEnAttente(contexte)).map((r) => ({
    genre: r.transmisLe === null ? 'brouillon' : 'copie_due',
    dossierId: r.dossierId,
    etablissement: r.etablissement,
    href: `/signalements/${r.id}`,
    modifieLe: r.modifieLe,
  }))
}

export const listSignalementsDuDossier = listDuDossier
