import type { Contexte } from '#socle/cas-usage.ts'
import { sha256 } from '#socle/empreinte.ts'
import { referenceDeLaPiece } from './composer-document.ts'
import { ajouterEtape } from './consigner-etape.cas.ts'
import { exigerTransmise } from './exiger.ts'
import { chargerPiece } from './piece.requetes.ts'
import { findDocument } from './transmission.requetes.ts'

/** Ce qu'une lettre dit d'une information transmise. */
export type InformationPourCourrier = {
  readonly id: string
  readonly dossierId: string
  readonly reference: string
  readonly transmiseLe: Date
  readonly retourAttenduLe: string
  readonly destinataire: { readonly intitule: string; readonly adresse: string | null }
  /** SHA-256 du document figé, en hexadécimal. */
  readonly empreinte: string
}

/** Façade des courriers. @throws ErreurMetier introuvable hors périmètre ; conflit si elle n'est pas transmise */
export async function informationPourCourrier(contexte: Contexte, informationId: string): Promise<InformationPourCourrier> {
  const piece = await chargerPiece(contexte, informationId)
  const { destinataire, transmiseLe, retourAttenduLe } = exigerTransmise(informationId, piece.ip.transmission)
  return {
    id: informationId,
    dossierId: piece.dossier.id,
    reference: referenceDeLaPiece(informationId, piece.lieu.codeDepartement, piece.ip.creeLe),
    transmiseLe,
    retourAttenduLe,
    destinataire,
    empreinte: sha256(await findDocument(contexte, piece.cle, informationId)).toString('hex'),
  }
}

/** Consigne ce qu'une lettre vient de faire. @throws ErreurMetier la règle de la machine qui s'y oppose */
export async function consignerLettre(
  contexte: Contexte,
  informationId: string,
  nature: 'relance' | 'depart',
  le: string,
  texte: string,
): Promise<void> {
  await ajouterEtape(contexte, await chargerPiece(contexte, informationId), { nature, le }, texte)
}
