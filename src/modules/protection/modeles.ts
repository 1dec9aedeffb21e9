import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findModele, type NatureModele } from '#modules/referentiels/index.ts'
import type { Contexte } from '#socle/cas-usage.ts'
import { type FabriquePdf, type GabaritLibre, GabaritRefuse } from '#socle/pdf/index.ts'

/** Le modèle d'un écrit : l'ordre national de ses parties, qui sert à qui n'en a pas d'autre. */
export type Modele = { readonly nature: NatureModele; readonly national: GabaritLibre }

/** La fabrique, et le modèle de l'écrit qu'on compose. */
export type Imprimerie = { readonly pdf: FabriquePdf; readonly modele: Modele }

const NOMS = { information: 'information-preoccupante', signalement: 'signalement' } as const satisfies Record<NatureModele, string>

/** `racine` : dossier du projet, chemin absolu. */
export function ouvrirModele(nature: NatureModele, racine: string): Modele {
  const chemin = join(racine, 'src/modules/protection/gabarits', NOMS[nature])
  return { nature, national: { texte: readFileSync(`${chemin}.modele.typ`, 'utf8'), bibliotheque: `${chemin}.typ` } }
}

/**
 * Compose un écrit selon le modèle de la version du protocole sous laquelle il part ou est parti. `protocoleId` nul : le modèle
 * national. Un modèle qui ne se compose pas ne retient jamais un écrit : le modèle national sert, et le document le dit (ADR 0025).
 */
export async function composerSelon(
  { tx }: Pick<Contexte, 'tx'>,
  { pdf, modele: { nature, national } }: Imprimerie,
  protocoleId: string | null,
  donnees: object,
): Promise<Uint8Array> {
  const texte = protocoleId === null ? null : await findModele(tx, protocoleId, nature)
  if (texte === null) return pdf.composer(national, donnees)
  try {
    return await pdf.composer({ ...national, texte }, donnees)
  } catch (erreur) {
    if (!(erreur instanceof GabaritRefuse)) throw erreur
    return pdf.composer(national, { ...donnees, repli: true })
  }
}
