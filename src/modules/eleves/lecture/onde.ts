import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { CsvError, type InfoRecord, parse } from 'csv-parse'
import { decoder, type Encodage } from './encodage.ts'
import { type Enregistrement, type Lot, type OptionsLecture, TAILLE_LOT } from './enregistrement.ts'
import { MotifRejet, refusFichier } from './erreurs-lecture.ts'
import { type EnteteOnde, reconnaitreEntete } from './onde-entete.ts'
import { eleveOnde, responsableOnde } from './onde-entrees.ts'
import { examiner, ouvrirNu } from './source.ts'
import type { Champs } from './valeurs.ts'

type Ligne = { record: string[]; info: InfoRecord }

/** Une ligne d'ONDE fait quelques centaines de caractères ; au-delà, un guillemet n'a pas été refermé. */
const LIGNE_MAX = 20_000

/**
 * Lit en flux une extraction CSV d'ONDE (élèves, deux formes ; responsables), reconnue à sa première ligne.
 *
 * Mêmes règles que `lireSiecle` : un en-tête, des lots, des rejets expliqués, une `ErreurMetier` pour un fichier refusé.
 * L'encodage n'étant pas déclaré, le fichier est parcouru une première fois pour le reconnaître.
 */
export async function* lireOnde(chemin: string, options: OptionsLecture = {}): AsyncGenerator<Lot> {
  const { forme, taille } = await examiner(chemin, options.tailleMax)
  if (forme !== 'autre') {
    throw refusFichier(
      'pas_onde',
      'Ce fichier est un XML ou une archive zip, pas une extraction CSV d’ONDE. S’il vient de SIECLE, importez-le comme tel.',
    )
  }
  const encodage = await reconnaitreEncodage(chemin)
  const lignes = { vues: 1, octets: 0 }
  const csv = analyser(chemin, taille, encodage, options, lignes)
  const entrees = new EntreesOnde()
  try {
    for await (const { record, info } of csv as AsyncIterable<Ligne>) {
      lignes.vues = info.lines
      entrees.ligne(record, info.lines)
      while (entrees.lus.length >= TAILLE_LOT) {
        yield { enregistrements: entrees.lus.splice(0, TAILLE_LOT), octetsLus: lignes.octets, octetsTotal: taille }
      }
    }
  } catch (erreur) {
    throw erreur instanceof CsvError ? csvInvalide(lignes.vues) : erreur
  }
  yield { enregistrements: entrees.fin(), octetsLus: taille, octetsTotal: taille }
}

/** Flux des lignes du CSV ; `lignes` dit où en est la lecture. */
function analyser(chemin: string, taille: number, encodage: Encodage, options: OptionsLecture, lignes: { vues: number; octets: number }) {
  const { octets } = ouvrirNu(chemin, taille, options)
  const csv = parse({
    delimiter: ';',
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    info: true,
    max_record_size: LIGNE_MAX,
  })
  async function* textes() {
    for await (const { texte, octetsLus } of decoder(octets, encodage, () => lignes.vues)) {
      if (texte.includes('\u0000')) throw csvInvalide(lignes.vues)
      lignes.octets = octetsLus
      if (texte !== '') yield texte
    }
  }
  const source = Readable.from(textes())
  source.on('error', (erreur) => csv.destroy(erreur))
  csv.on('close', () => source.destroy())
  return source.pipe(csv)
}

/** UTF-8 si tout le fichier s'y décode ; sinon Windows-1252 s'il emploie ses octets propres, ISO-8859-15 à défaut. */
async function reconnaitreEncodage(chemin: string): Promise<Encodage> {
  const utf8 = new TextDecoder('utf-8', { fatal: true })
  let estUtf8 = true
  for await (const morceau of createReadStream(chemin) as AsyncIterable<Buffer>) {
    if (estUtf8) estUtf8 = seDecode(utf8, morceau)
    if (!estUtf8 && morceau.some((octet) => octet >= 0x80 && octet <= 0x9f)) return { declare: 'Windows-1252', encodage: 'windows-1252' }
  }
  if (estUtf8 && seDecode(utf8)) return { declare: 'UTF-8', encodage: 'utf-8' }
  return { declare: 'ISO-8859-15', encodage: 'iso-8859-15' }
}

function seDecode(decodeur: TextDecoder, morceau?: Buffer): boolean {
  try {
    decodeur.decode(morceau, { stream: morceau !== undefined })
    return true
  } catch {
    return false
  }
}

/** Transforme les lignes en enregistrements ; la première est l'en-tête. */
class EntreesOnde {
  readonly lus: Enregistrement[] = []
  #entete: EnteteOnde | null = null
  #cles = new Set<string>()

  ligne(cellules: string[], ligne: number): void {
    if (this.#entete === null) {
      this.#entete = reconnaitreEntete(cellules)
      this.lus.push({ genre: 'entete', nature: this.#entete.nature, uai: null, anneeScolaire: null, dateExport: null })
      return
    }
    try {
      verifierColonnes(cellules, this.#entete)
      this.#ajouter(this.#entete, cellules, ligne)
    } catch (erreur) {
      if (!(erreur instanceof MotifRejet)) throw erreur
      this.lus.push({ genre: 'rejet', ligne, motif: erreur.message, cle: null })
    }
  }

  fin(): Enregistrement[] {
    if (this.#entete === null) reconnaitreEntete([])
    return this.lus
  }

  #ajouter(entete: EnteteOnde, cellules: string[], ligne: number): void {
    if (entete.nature === 'onde_eleves') {
      const lus = eleveOnde(champsDe(entete, cellules, 0, cellules.length), ligne)
      if (!this.#premiere(lus[0].cle)) {
        throw new MotifRejet(
          'Un élève de mêmes nom, prénom et date de naissance figure déjà plus haut : seule la première ligne est gardée.',
        )
      }
      this.lus.push(...lus)
      return
    }
    const finPersonne = entete.groupes[0]?.debut ?? cellules.length
    const enfants = entete.groupes.map(({ debut, fin }) => champsDe(entete, cellules, debut, fin))
    const lus = responsableOnde(champsDe(entete, cellules, 0, finPersonne), enfants, ligne)
    for (const lu of lus) {
      const dejaDit = (lu.genre === 'personne' || lu.genre === 'adresse') && !this.#premiere(lu.cle)
      if (!dejaDit) this.lus.push(lu)
    }
  }

  #premiere(cle: string): boolean {
    if (this.#cles.has(cle)) return false
    this.#cles.add(cle)
    return true
  }
}

function champsDe(entete: EnteteOnde, cellules: readonly string[], debut: number, fin: number): Champs {
  const champs: Champs = {}
  for (let position = debut; position < fin; position++) {
    const nom = entete.colonnes[position]
    const valeur = cellules[position]
    if (nom !== undefined && valeur !== undefined) champs[nom] ??= valeur
  }
  return champs
}

/** Des colonnes en trop non vides : un point-virgule s'est glissé dans une valeur, tout serait décalé. */
function verifierColonnes(cellules: readonly string[], entete: EnteteOnde): void {
  const enTrop = cellules.slice(entete.colonnes.length).some((cellule) => cellule.trim() !== '')
  const manque = entete.nature === 'onde_eleves' && cellules.length < entete.colonnes.indexOf('datenaissance') + 1
  if (enTrop || manque) {
    throw new MotifRejet(
      `La ligne compte ${cellules.length} colonnes au lieu de ${entete.colonnes.length} : elle ne peut pas être lue sans risque d’erreur.`,
    )
  }
}

const csvInvalide = (ligne: number) =>
  refusFichier(
    'csv_invalide',
    `Le fichier ne se lit plus après la ligne ${ligne} : un guillemet n’est pas refermé ou le fichier n’est pas un CSV. Refaites l’extraction sans l’ouvrir dans un tableur.`,
  )
