import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'
import type { EtablissementFictif } from './fictif-eleves.ts'
import { xmlEleves, xmlResponsables, xmlStructures } from './fictif-xml.ts'

export { type EleveFictif, type EtablissementFictif, elevesFictifs, type FoyerFictif, foyersFictifs } from './fictif-eleves.ts'
export type { TypeEtablissement } from './fictif-formations.ts'

export type DemandeExports = EtablissementFictif & {
  /** Dossier où écrire, créé s'il manque. */
  dossier: string
  /** Zippés comme les distribue SIECLE (`ExportXML_….zip`), ou XML nus. Vrai par défaut. */
  zip?: boolean
  /** Élèves avec ou sans leurs adresses propres. Faux par défaut. */
  avecAdresses?: boolean
}

/**
 * Écrit les trois exports de SIECLE d'un établissement fictif, en flux et en ISO-8859-15 ; rend leurs chemins.
 * Aucune personne n'existe : noms tirés au sort, téléphones de fiction, courriels en `.invalid`. Même demande, mêmes octets de XML.
 */
export async function ecrireExportsSiecle(demande: DemandeExports): Promise<{ eleves: string; responsables: string; structures: string }> {
  const { dossier, zip = true, avecAdresses = false } = demande
  await mkdir(dossier, { recursive: true })
  const ecrire = async (nom: string, xml: Iterable<string>) => {
    const chemin = join(dossier, zip ? `ExportXML_${nom}.zip` : `${nom}.xml`)
    await (zip
      ? ecrireZip(chemin, `${nom}.xml`, xml, demande.dateExport)
      : pipeline(Readable.from(encoder(xml)), createWriteStream(chemin)))
    return chemin
  }
  return {
    eleves: await ecrire(avecAdresses ? 'ElevesAvecAdresses' : 'ElevesSansAdresses', xmlEleves(demande, avecAdresses)),
    responsables: await ecrire('ResponsablesAvecAdresses', xmlResponsables(demande)),
    structures: await ecrire('Structures', xmlStructures(demande)),
  }
}

async function ecrireZip(chemin: string, entree: string, xml: Iterable<string>, dateExport: string): Promise<void> {
  const archive = new ZipFile()
  const source = Readable.from(encoder(xml))
  source.on('error', (erreur) => archive.emit('error', erreur))
  archive.addReadStream(source, entree, { mtime: new Date(`${dateExport}T18:32:07Z`) })
  archive.end()
  await new Promise<void>((resoudre, rejeter) => {
    archive.on('error', rejeter)
    pipeline(archive.outputStream, createWriteStream(chemin)).then(resoudre, rejeter)
  })
}

const MORCEAU = 64 * 1024

/** Regroupe les bouts de XML en morceaux de 64 Ko, encodés en ISO-8859-15. */
export function* encoder(textes: Iterable<string>): Generator<Buffer> {
  let attente = ''
  for (const texte of textes) {
    attente += texte
    if (attente.length < MORCEAU) continue
    yield versIso885915(attente)
    attente = ''
  }
  if (attente !== '') yield versIso885915(attente)
}

/** Les huit caractères par lesquels ISO-8859-15 s'écarte d'ISO-8859-1. */
const PROPRES: Readonly<Record<string, string>> = {
  '€': '\u00a4',
  Š: '\u00a6',
  š: '\u00a8',
  Ž: '\u00b4',
  ž: '\u00b8',
  Œ: '\u00bc',
  œ: '\u00bd',
  Ÿ: '\u00be',
}

/** Encode en ISO-8859-15 ; un caractère non représentable devient « ? », comme dans SIECLE. */
export function versIso885915(texte: string): Buffer {
  return Buffer.from(
    texte.replace(/[¤¦¨´¸¼½¾]|[\u0100-\u{10ffff}]/gu, (lettre) => PROPRES[lettre] ?? '?'),
    'latin1',
  )
}
