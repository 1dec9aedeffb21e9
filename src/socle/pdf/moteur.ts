import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { chargerPolices } from './polices.ts'
import { donneesImprimables } from './texte-imprimable.ts'

/** Compose un document : chemin absolu du gabarit, données en JSON ; rend les octets du PDF. */
export type Moteur = (gabarit: string, donneesJson: string) => Buffer

/**
 * Ouvre Typst sur les gabarits de `racine` et les seules polices de `dossierPolices`.
 *
 * Les textes n’entrent que par `sys.inputs.donnees`, que le gabarit lit en JSON : ils ne sont jamais du code. Le cache de Typst,
 * qui garde ce qu’il a composé, est vidé après chaque document.
 */
export function ouvrirMoteur(racine: string, dossierPolices: string): Moteur {
  const { octets, couvertures } = chargerPolices(dossierPolices)
  const typst = NodeCompiler.create({ workspace: racine, fontArgs: [{ fontBlobs: [...octets] }] })
  return (gabarit, donneesJson) => {
    const donnees = JSON.stringify(donneesImprimables(JSON.parse(donneesJson), couvertures))
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
