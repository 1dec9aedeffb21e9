import { buffer } from 'node:stream/consumers'
import { SaxesParser } from 'saxes'
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl'

export type EntreeZip = { readonly nom: string; readonly compression: number; readonly texte: string }
/** Une cellule relue : `type` est celui qu'OpenDocument déclare, « vide » sans lui. */
export type CelluleLue = { readonly type: string; readonly valeur: string }

/** Les entrées d'un classeur, dans l'ordre du fichier. */
export async function ouvrirOds(octets: Uint8Array): Promise<EntreeZip[]> {
  const zip: ZipFile = await fromBufferPromise(Buffer.from(octets))
  const entrees: EntreeZip[] = []
  for await (const entree of zip.eachEntry() as AsyncIterable<Entry>) {
    const flux = await zip.openReadStreamPromise(entree)
    entrees.push({ nom: entree.fileName, compression: entree.compressionMethod, texte: (await buffer(flux)).toString('utf8') })
  }
  return entrees
}

/** Les feuilles d'un classeur, relues par un analyseur XML strict. */
export async function lireOds(octets: Uint8Array): Promise<ReadonlyMap<string, readonly (readonly CelluleLue[])[]>> {
  const contenu = (await ouvrirOds(octets)).find((e) => e.nom === 'content.xml')?.texte ?? ''
  const feuilles = new Map<string, CelluleLue[][]>()
  let feuille: CelluleLue[][] = []
  let cellule: { type: string; valeur: string; paragraphes: number } | null = null
  const lecteur = new SaxesParser()
  lecteur.on('opentag', ({ name, attributes: a }) => {
    if (name === 'table:table') {
      feuille = []
      feuilles.set(String(a['table:name']), feuille)
    }
    if (name === 'table:table-row') feuille.push([])
    if (name === 'table:table-cell') cellule = { type: String(a['office:value-type'] ?? 'vide'), valeur: '', paragraphes: 0 }
    if (name === 'text:p' && cellule && cellule.paragraphes++ > 0) cellule.valeur += '\n'
    if (name === 'text:s' && cellule) cellule.valeur += ' '.repeat(Number(a['text:c'] ?? 1))
    if (name === 'text:tab' && cellule) cellule.valeur += '\t'
  })
  lecteur.on('text', (texte) => {
    if (cellule) cellule.valeur += texte
  })
  lecteur.on('closetag', ({ name }) => {
    if (name !== 'table:table-cell' || !cellule) return
    feuille.at(-1)?.push({ type: cellule.type, valeur: cellule.valeur })
    cellule = null
  })
  lecteur.write(contenu).close()
  return feuilles
}
