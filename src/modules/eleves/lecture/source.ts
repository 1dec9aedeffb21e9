import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { crc32 } from 'node:zlib'
import { type Entry, openPromise, type ZipFile } from 'yauzl'
import { ErreurMetier } from '#socle/erreur.ts'
import { type OptionsLecture, TAILLE_MAX } from './enregistrement.ts'
import { fichierIllisible, fichierTropGrand, fichierVide, refusFichier } from './erreurs-lecture.ts'

/** Contenu d'un fichier, déjà décompressé, à lire une seule fois et en flux ; `total` en octets. */
export type Source = { octets: AsyncIterable<Buffer>; total: number }

/** Ce que disent les premiers octets d'un fichier ; jamais son nom. */
export type Forme = 'zip' | 'xml' | 'autre'

/** Un texte compressé rend rarement plus de 40 fois sa taille ; au-delà de 200, c'est une bombe. */
const TAUX_MAX = 200
const ENTREES_MAX = 100
const MORCEAU = 64 * 1024

/** Taille et forme d'un fichier ; refuse celui qui ne s'ouvre pas, qui est vide ou trop grand. */
export async function examiner(chemin: string, tailleMax = TAILLE_MAX): Promise<{ forme: Forme; taille: number }> {
  const debut = await lireDebut(chemin)
  if (debut.taille === 0) throw fichierVide()
  if (debut.taille > tailleMax) throw fichierTropGrand(tailleMax)
  return { forme: formeDe(debut.octets), taille: debut.taille }
}

async function lireDebut(chemin: string): Promise<{ octets: Buffer; taille: number }> {
  try {
    const etat = await stat(chemin)
    if (!etat.isFile()) throw fichierIllisible()
    const fichier = await open(chemin)
    try {
      const { buffer, bytesRead } = await fichier.read(Buffer.alloc(512), 0, 512, 0)
      return { octets: buffer.subarray(0, bytesRead), taille: etat.size }
    } finally {
      await fichier.close()
    }
  } catch {
    throw fichierIllisible()
  }
}

function formeDe(debut: Buffer): Forme {
  const signature = debut.subarray(0, 4).toString('latin1')
  if (signature === 'PK\u0003\u0004' || signature === 'PK\u0005\u0006') return 'zip'
  // Marque d'ordre UTF-8 ou UTF-16 : l'encodage se juge plus loin, avec une phrase à lui.
  return /^(\u00ef\u00bb\u00bf|\u00ff\u00fe|\u00fe\u00ff)?\s*</.test(debut.toString('latin1').replaceAll('\u0000', '')) ? 'xml' : 'autre'
}

/** Les octets du fichier lui-même. */
export function ouvrirNu(chemin: string, taille: number, options: OptionsLecture): Source {
  const flux = createReadStream(chemin, { highWaterMark: MORCEAU })
  return { octets: borner(flux, options, fichierIllisible), total: taille }
}

/** Les octets de l'unique `.xml` d'un zip ; refuse chemins dangereux, chiffrement, taux et tailles hors bornes. */
export async function ouvrirZip(chemin: string, options: OptionsLecture): Promise<Source> {
  const zip = await openPromise(chemin, { autoClose: false, strictFileNames: true }).catch(() => {
    throw zipIllisible()
  })
  try {
    const entree = await uniqueXml(zip)
    verifierBornes(entree, options.tailleMax ?? TAILLE_MAX)
    const flux = await zip.openReadStreamPromise(entree)
    return { octets: fermerEnsuite(zip, controler(borner(flux, options, zipIllisible), entree)), total: entree.uncompressedSize }
  } catch (erreur) {
    zip.close()
    throw erreur instanceof ErreurMetier ? erreur : zipIllisible()
  }
}

async function uniqueXml(zip: ZipFile): Promise<Entry> {
  if (zip.entryCount > ENTREES_MAX) throw zipContenu()
  const trouvees: Entry[] = []
  for await (const entree of zip.eachEntry()) {
    if (/\.xml$/i.test(entree.fileName)) trouvees.push(entree)
  }
  const [premiere, ...autres] = trouvees
  if (premiere === undefined || autres.length > 0) throw zipContenu()
  return premiere
}

function verifierBornes(entree: Entry, tailleMax: number): void {
  if (entree.isEncrypted()) {
    throw refusFichier('zip_chiffre', 'L’archive est protégée par un mot de passe. Déposez l’export tel que SIECLE le donne.')
  }
  if (entree.uncompressedSize === 0) throw fichierVide()
  if (entree.uncompressedSize > tailleMax) throw fichierTropGrand(tailleMax)
  const petit = entree.uncompressedSize <= 1024 ** 2
  if (!petit && entree.uncompressedSize > entree.compressedSize * TAUX_MAX) {
    throw refusFichier('zip_bombe', 'L’archive se décompresse de façon anormale : elle n’est pas lue. Refaites l’export depuis SIECLE.')
  }
}

/** Compte les octets, s'arrête au signal, traduit les pannes ; fermer l'itération ferme le flux. */
async function* borner(flux: Readable, options: OptionsLecture, panne: () => ErreurMetier): AsyncGenerator<Buffer> {
  const tailleMax = options.tailleMax ?? TAILLE_MAX
  let lus = 0
  try {
    for await (const morceau of flux) {
      options.signal?.throwIfAborted()
      lus += morceau.length
      if (lus > tailleMax) throw fichierTropGrand(tailleMax)
      yield morceau
    }
  } catch (erreur) {
    if (erreur instanceof ErreurMetier || options.signal?.aborted) throw erreur
    throw panne()
  } finally {
    flux.destroy()
  }
}

/** Vérifie la somme de contrôle de l'archive, que yauzl ne vérifie pas. */
async function* controler(octets: AsyncIterable<Buffer>, entree: Entry): AsyncGenerator<Buffer> {
  let somme = 0
  for await (const morceau of octets) {
    somme = crc32(morceau, somme)
    yield morceau
  }
  if (somme !== entree.crc32) throw zipIllisible()
}

async function* fermerEnsuite(zip: ZipFile, octets: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* octets
  } finally {
    zip.close()
  }
}

const zipIllisible = () =>
  refusFichier('zip_illisible', 'L’archive est abîmée, incomplète ou contient un chemin interdit. Refaites l’export depuis SIECLE.')

const zipContenu = () =>
  refusFichier('zip_contenu', 'L’archive doit contenir un seul fichier .xml. Déposez chaque export séparément, tel que SIECLE le donne.')
