import type { NatureModele } from '#modules/referentiels/index.ts'
import type { FabriquePdf } from '#socle/pdf/index.ts'
import { donneesExemple } from './gabarits/donnees-exemple.ts'
import { parties } from './gabarits/parties.ts'
import { signalementExemple } from './gabarits/signalement-exemple.ts'
import { ouvrirModele } from './modeles.ts'

const EXEMPLES: Readonly<Record<NatureModele, object>> = { information: donneesExemple, signalement: signalementExemple }

/** Où un département met ses modèles à l'épreuve ; aucune donnée réelle n'y entre. `composer` lève `GabaritRefuse`. */
export function creerAtelier({ pdf, racine }: { readonly pdf: FabriquePdf; readonly racine: string }) {
  const ouvrir = (nature: NatureModele) => {
    const { national } = ouvrirModele(nature, racine)
    const composer = (texte: string) => pdf.composer({ ...national, texte }, EXEMPLES[nature])
    return { national: national.texte, parties: parties[nature], composer }
  }
  return { information: ouvrir('information'), signalement: ouvrir('signalement') }
}
