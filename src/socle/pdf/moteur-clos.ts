import { readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { NodeCompiler, type NodeTypstCompileResult } from '@myriaddreamin/typst-ts-node-compiler'
import { type Faute, type GabaritLibre, GabaritRefuse } from './gabarit.ts'

/** Un dossier qui n'existe pas : il n'y a rien à y lire, et Typst ne sort pas de sa racine. */
const NULLE_PART = '/egide-sans-disque'
const PRINCIPAL = join(NULLE_PART, 'modele.typ')
const COMMUN = 'src/socle/pdf/egide.typ'
/** Les lignes mises devant le texte : les parties, et la feuille où il les range. */
const entete = (bibliotheque: string): string => `#import "/${bibliotheque}": *\n#show: feuille\n`
const LIGNES_ENTETE = entete('').split('\n').length - 1
const GRAVITE_ERREUR = 1

type Octets = { readonly fontBlobs: Buffer[] }
type Diagnostic = {
  readonly message: string
  readonly path: string
  readonly range: { readonly start: { readonly line: number } } | null
  readonly severity: number
}

/** Ouvre Typst sans disque, pour des textes dont Égide ne répond pas. Lève `GabaritRefuse`. */
export function ouvrirMoteurClos(racine: string, polices: Octets): (gabarit: GabaritLibre, donnees: string) => Buffer {
  const typst = NodeCompiler.create({ workspace: NULLE_PART, fontArgs: [polices] })
  return ({ texte, bibliotheque }, donnees) => {
    const chemin = relative(racine, bibliotheque)
    try {
      for (const prete of [COMMUN, chemin]) typst.mapShadow(join(NULLE_PART, prete), readFileSync(join(racine, prete)))
      typst.mapShadow(PRINCIPAL, Buffer.from(entete(chemin) + texte))
      const compose = typst.compile({ mainFilePath: PRINCIPAL, inputs: { donnees } })
      const document = compose.result
      if (document === null) throw new GabaritRefuse('composition', fautesDe(typst, compose))
      return exporter(() => typst.pdf(document, { pdfStandard: 'ua-1' }))
    } finally {
      typst.resetShadow()
      typst.evictCache(0)
    }
  }
}

function fautesDe(typst: NodeCompiler, compose: NodeTypstCompileResult): Faute[] {
  const erreur = compose.takeDiagnostics()
  const diagnostics: Diagnostic[] = erreur === null ? [] : typst.fetchDiagnostics(erreur)
  // Une faute née dans la bibliothèque se situe à la ligne du modèle qui l'a appelée.
  const appel = diagnostics.find((d) => d.path === PRINCIPAL && d.range !== null)
  return diagnostics
    .filter((d) => d.severity === GRAVITE_ERREUR)
    .map((d) => ({ ligne: ligneDe(d.path === PRINCIPAL ? d : appel), message: d.message }))
}

/** Le moteur compte depuis zéro, en-tête compris. */
function ligneDe(d: Diagnostic | undefined): number | null {
  const ligne = (d?.range?.start.line ?? -1) + 1 - LIGNES_ENTETE
  return ligne > 0 ? ligne : null
}

/** Les exigences de PDF/UA ne se vérifient qu'à l'export, où le moteur ne situe pas la faute et l'écrit à sa façon interne. */
function exporter(pdf: () => Buffer): Buffer {
  try {
    return pdf()
  } catch (erreur) {
    const { code } = erreur as { readonly code?: unknown }
    const [, message = ''] = /message: "((?:[^"\\]|\\.)*)"/.exec(String(code)) ?? []
    throw new GabaritRefuse('composition', [{ ligne: null, message: message.replaceAll(/\\+"/g, '"') }])
  }
}
