import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import type { Gabarit } from './gabarit.ts'
import { ouvrirMoteurClos } from './moteur-clos.ts'
import { chargerPolices } from './polices.ts'
import { donneesImprimables } from './texte-imprimable.ts'

/** Compose un document : son gabarit, ses données en JSON ; rend les octets du PDF. */
export type Moteur = (gabarit: Gabarit, donneesJson: string) => Buffer

/**
 * Ouvre Typst sur les gabarits de `racine` et les seules polices de `dossierPolices`.
 *
 * Les textes n’entrent que par `sys.inputs.donnees`, que le gabarit lit en JSON : ils ne sont jamais du code. Le cache de Typst,
 * qui garde ce qu’il a composé, est vidé après chaque document. Un gabarit libre passe par un second Typst, qui ne voit pas `racine`.
 */
export function ouvrirMoteur(racine: string, dossierPolices: string): Moteur {
  const { octets, couvertures } = chargerPolices(dossierPolices)
  const polices = { fontBlobs: [...octets] }
  const typst = NodeCompiler.create({ workspace: racine, fontArgs: [polices] })
  const clos = ouvrirMoteurClos(racine, polices)
  return (gabarit, donneesJson) => {
    const donnees = JSON.stringify(donneesImprimables(JSON.parse(donneesJson), couvertures))
    if (typeof gabarit !== 'string') return taireProducteur(clos(gabarit, donnees))
    try {
      return taireProducteur(typst.pdf({ mainFilePath: gabarit, inputs: { donnees } }, { pdfStandard: 'ua-1' }))
    } finally {
      typst.evictCache(0)
    }
  }
}

/** Remplace, à longueur égale pour garder la table des positions juste, le nom et la version du moteur par celui d’Égide. */
function taireProducteur(pdf: Buffer): Buffer {
  for (const [avant, apres] of [
    ['/Creator (', ')'],
    ['<xmp:CreatorTool>', '</xmp:CreatorTool>'],
  ] as const) {
    const debut = pdf.indexOf(avant, 0, 'latin1') + avant.length
    const fin = pdf.indexOf(apres, debut, 'latin1')
    if (debut < avant.length || fin - debut < 5 || fin - debut > 40) continue
    pdf.write('Egide'.padEnd(fin - debut), debut, 'latin1')
  }
  return pdf
}
