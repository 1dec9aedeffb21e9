import type { NatureModele } from '#modules/referentiels/index.ts'
import type { FabriquePdf } from '#socle/pdf/index.ts'
import { donneesExemple } from './gabarits/donnees-exemple.ts'
import { type Partie, parties } from './gabarits/parties.ts'
import { signalementExemple } from './gabarits/signalement-exemple.ts'
import { ouvrirModele } from './modeles.ts'

const EXEMPLES: Readonly<Record<NatureModele, object>> = { information: donneesExemple, signalement: signalementExemple }

/** Un écrit à mettre en modèle : ce qui sert à qui n'en a pas, ses parties, et son essai sur un exemple fictif. */
export type EcritAModeler = {
  readonly national: string
  readonly parties: readonly Partie[]
  /** Lève `GabaritRefuse`. */
  readonly composer: (texte: string) => Promise<Uint8Array>
}

/** Où un département met ses modèles à l'épreuve ; aucune donnée réelle n'y entre. */
export function creerAtelier({ pdf, racine }: { readonly pdf: FabriquePdf; readonly racine: string }): Record<NatureModele, EcritAModeler> {
  const ouvrir = (nature: NatureModele): EcritAModeler => {
    const { national } = ouvrirModele(nature, racine)
    const composer = (texte: string) => pdf.composer({ ...national, texte }, EXEMPLES[nature])
    return { national: national.texte, parties: parties[nature], composer }
  }
  return { information: ouvrir('information'), signalement: ouvrir('signalement') }
}
