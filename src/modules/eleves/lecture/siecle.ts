import { type Bloc, LecteurBlocs, type Recepteur } from './blocs-bee.ts'
import { decoder, type Encodage, encodageDuProlog } from './encodage.ts'
import type { Enregistrement, Entete, Lot, OptionsLecture } from './enregistrement.ts'
import { TAILLE_LOT } from './enregistrement.ts'
import { LECTURES, type Lecture } from './entrees-siecle.ts'
import { fichierVide, MotifRejet, refusFichier } from './erreurs-lecture.ts'
import { examiner, ouvrirNu, ouvrirZip, type Source } from './source.ts'
import { type Champs, jourCivil } from './valeurs.ts'

/**
 * Lit en flux un export de SIECLE (élèves, responsables ou structures ; XML nu ou zippé) et rend ses enregistrements par lots.
 *
 * Le premier enregistrement du premier lot est l'en-tête. Une entrée fautive donne un `rejet` et la lecture continue ;
 * un fichier illisible, tronqué, hostile ou d'un autre genre lève une `ErreurMetier` « eleves.import_… » dont le message
 * dit quoi faire : comme elle peut survenir après plusieurs lots, l'import n'est acquis qu'à la fin de l'itération.
 */
export async function* lireSiecle(chemin: string, options: OptionsLecture = {}): AsyncGenerator<Lot> {
  const source = await ouvrir(chemin, options)
  const { encodage, octets } = await amorcer(source.octets)
  const entrees = new Entrees()
  const blocs = new LecteurBlocs(entrees, encodage.encodage === 'utf-8' ? null : encodage.declare)
  let seuil = 1
  for await (const { texte, octetsLus } of decoder(octets, encodage, () => blocs.ligne)) {
    blocs.ecrire(texte)
    // Le premier lot part aussitôt : qui ne veut que l'en-tête n'attend pas les autres.
    for (; entrees.lus.length >= seuil; seuil = TAILLE_LOT) {
      yield { enregistrements: entrees.lus.splice(0, TAILLE_LOT), octetsLus, octetsTotal: source.total }
    }
  }
  blocs.terminer()
  entrees.verifier()
  yield { enregistrements: entrees.lus, octetsLus: source.total, octetsTotal: source.total }
}

/** Octets qui suffisent à voir le prologue. */
const DEBUT = 400

async function ouvrir(chemin: string, options: OptionsLecture): Promise<Source> {
  const { forme, taille } = await examiner(chemin, options.tailleMax)
  if (forme === 'zip') return ouvrirZip(chemin, options)
  if (forme === 'xml') return ouvrirNu(chemin, taille, options)
  throw refusFichier(
    'ni_zip_ni_xml',
    'Ce fichier n’est ni un XML ni une archive zip : un export de SIECLE est l’un ou l’autre. Choisissez le fichier donné par SIECLE.',
  )
}

/** Lit assez d'octets pour connaître l'encodage, puis rend le flux entier. */
async function amorcer(octets: AsyncIterable<Buffer>): Promise<{ encodage: Encodage; octets: AsyncIterable<Buffer> }> {
  const iterateur = octets[Symbol.asyncIterator]()
  const morceaux: Buffer[] = []
  try {
    for (let taille = 0; taille < DEBUT; ) {
      const { value, done } = await iterateur.next()
      if (done) break
      morceaux.push(value)
      taille += value.length
    }
    if (morceaux.length === 0) throw fichierVide()
    const debut = Buffer.concat(morceaux.map((morceau) => morceau.subarray(0, DEBUT)))
    return { encodage: encodageDuProlog(debut), octets: enchainer(morceaux, iterateur) }
  } catch (erreur) {
    await iterateur.return?.()
    throw erreur
  }
}

async function* enchainer(morceaux: Buffer[], iterateur: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* morceaux
    for (let suite = await iterateur.next(); !suite.done; suite = await iterateur.next()) yield suite.value
  } finally {
    await iterateur.return?.()
  }
}

/** Transforme les blocs en enregistrements, écarte les doublons, retient les rejets. */
class Entrees implements Recepteur {
  readonly lus: Enregistrement[] = []
  #lectures: Readonly<Record<string, Lecture | 'ignoree'>> = {}
  #nature: Entete['nature'] = 'eleves'
  #enteteDite = false
  #aDesDonnees = false
  #cles = new Set<string | number>()

  racine(nom: string): void {
    const lectures = Object.hasOwn(LECTURES, nom) ? LECTURES[nom] : undefined
    if (lectures === undefined) {
      throw refusFichier(
        'racine',
        'Ce fichier n’est pas un export « Élèves », « Responsables » ou « Structures » de SIECLE. Choisissez l’un de ces trois exports.',
      )
    }
    this.#lectures = lectures
    this.#nature = nom === 'BEE_ELEVES' ? 'eleves' : nom === 'BEE_RESPONSABLES' ? 'responsables' : 'structures'
  }

  entete(parametres: Champs): void {
    if (this.#enteteDite) return
    this.#enteteDite = true
    const annee = parametres.ANNEE_SCOLAIRE?.trim() ?? ''
    this.lus.push({
      genre: 'entete',
      nature: this.#nature,
      uai: parametres.UAJ?.trim() || null,
      anneeScolaire: /^(19|20)\d{2}$/.test(annee) ? Number(annee) : null,
      dateExport: jourCivil(parametres.DATE_EXPORT?.trim() ?? ''),
    })
  }

  section(nom: string): Lecture | 'ignoree' | null {
    if (!this.#enteteDite) this.entete({})
    const lecture = Object.hasOwn(this.#lectures, nom) ? (this.#lectures[nom] ?? null) : null
    if (lecture !== null && lecture !== 'ignoree') this.#aDesDonnees = true
    return lecture
  }

  bloc(section: string, bloc: Bloc): void {
    const lecture = this.#lectures[section]
    if (lecture === undefined || lecture === 'ignoree') return
    let cle: string | null = null
    try {
      cle = lecture.cle(bloc)
      const enregistrement = lecture.convertir(bloc)
      if (cle !== null && !this.#premiere(cle)) throw new MotifRejet(lecture.doublon)
      if (enregistrement !== null) this.lus.push(enregistrement)
    } catch (erreur) {
      if (!(erreur instanceof MotifRejet)) throw erreur
      this.lus.push({ genre: 'rejet', ligne: bloc.ligne, motif: erreur.message, cle })
    }
  }

  finSection(): void {
    this.#cles = new Set()
  }

  inconnu(nom: string, ligne: number): void {
    const balise = /^[A-Z0-9_]{1,40}$/.test(nom) ? `La balise ${nom}` : 'Une balise'
    this.lus.push({
      genre: 'rejet',
      ligne,
      motif: `${balise} n’existe pas dans les exports connus de SIECLE : elle est laissée de côté.`,
      cle: null,
    })
  }

  /** Refuse un fichier bien formé mais sans aucune partie connue : l'importer ferait croire que tous les élèves sont partis. */
  verifier(): void {
    if (this.#aDesDonnees) return
    throw refusFichier(
      'sans_donnees',
      'Le fichier ne contient aucune donnée d’élèves, de responsables ou de divisions. Refaites l’export depuis SIECLE.',
    )
  }

  /** Un entier se retient comme nombre : un million d'identifiants tient alors en quelques dizaines de Mo. */
  #premiere(cle: string): boolean {
    const compacte = /^[1-9]\d{0,14}$/.test(cle) ? Number(cle) : cle
    if (this.#cles.has(compacte)) return false
    this.#cles.add(compacte)
    return true
  }
}
