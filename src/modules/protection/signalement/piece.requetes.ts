import {
  type Dossier,
  estEnCours,
  findDossier,
  type Identite,
  identiteSous,
  type Titulaire,
  titulairesSous,
} from '#modules/dossiers/index.ts'
import type { Contexte } from '#socle/cas-usage.ts'
import type { Cle } from '#socle/coffre.ts'
import { findLieu, type Lieu } from '../lieu.requetes.ts'
import { type EtapeLue, listEtapes } from './etape.requetes.ts'
import { findDossierId, findSignalement, type SignalementLu } from './signalement.requetes.ts'

/** Un signalement et tout ce qu'il faut pour le lire ou le composer, déchiffré. */
export type Piece = {
  readonly dossier: Dossier
  readonly signalement: SignalementLu
  readonly identite: Identite
  readonly titulaires: readonly Titulaire[]
  readonly etapes: readonly EtapeLue[]
  readonly lieu: Lieu
  readonly cle: Cle
}

/** @throws ErreurMetier introuvable, qu'il n'existe pas ou soit hors de portée */
export async function chargerPiece(contexte: Contexte, id: string): Promise<Piece> {
  const dossier = await findDossier(contexte, await findDossierId(contexte, id))
  const cle = await contexte.coffre.ouvrirCle(contexte.tx, dossier.id)
  return {
    dossier,
    cle,
    signalement: await findSignalement(contexte, cle, id),
    identite: identiteSous(cle, dossier),
    titulaires: (await titulairesSous(contexte.tx, cle)).filter((t) => estEnCours(t, contexte.aujourdHui)),
    etapes: await listEtapes(contexte, cle, id),
    lieu: await findLieu(contexte, dossier),
  }
}
