import { SaxesParser } from 'saxes'
import { ENCODAGE_SUSPECT } from './encodage.ts'
import { encodageInvalide, refusFichier, xmlMalForme, xmlTronque } from './erreurs-lecture.ts'
import type { Champs } from './valeurs.ts'

/** Une entrée d'un export BEE (un ELEVE, une PERSONNE…) réduite aux balises demandées. */
export type Bloc = { ligne: number; attributs: Champs; champs: Champs; sous: Champs[] }

/** Ce qu'on garde d'une section : le nom de ses entrées, leurs champs, et ceux d'un éventuel sous-bloc répété. */
export type Section = { entree: string; champs: ReadonlySet<string>; sousBloc?: string; sousChamps?: ReadonlySet<string> }

/** Ce que le lecteur de blocs annonce, dans l'ordre du fichier. */
export type Recepteur = {
  /** Section attendue, `ignoree`, ou `null` si ce nom n'est pas connu. */
  section(nom: string): Section | 'ignoree' | null
  racine(nom: string, ligne: number): void
  entete(champs: Champs): void
  bloc(section: string, bloc: Bloc): void
  finSection(section: string): void
  inconnu(nom: string, ligne: number): void
}

const PROFONDEUR_MAX = 24
const TEXTE_MAX = 10_000
/** Caractères sans balise ouverte ni fermée au-delà desquels on ne lit plus : borne la mémoire de l'analyseur. */
const SILENCE_MAX = 1024 * 1024
const SOUS_BLOCS_MAX = 1000
const PARAMETRES = new Set(['UAJ', 'ANNEE_SCOLAIRE', 'DATE_EXPORT'])

/**
 * Découpe un export BEE en blocs, en flux : racine / PARAMETRES, DONNEES / section / entrée / champs.
 * Ne garde que les balises demandées ; ni DOCTYPE, ni entités autres que celles de XML.
 */
export class LecteurBlocs {
  readonly #analyseur = new SaxesParser({ xmlns: false, position: true })
  readonly #recepteur: Recepteur
  readonly #encodageASurveiller: string | null
  #profondeur = 0
  #domaine = ''
  #nomSection = ''
  #section: Section | null = null
  #vues = new Set<string>()
  #parametres: Champs = {}
  #bloc: Bloc | null = null
  #dansSousBloc = false
  #texte: string | null = null
  #bouge = false
  #silence = 0
  #fini = false

  /** `encodageASurveiller` : nom d'un encodage à un octet, où une erreur d'encodage ne se voit qu'au texte ; sinon nul. */
  constructor(recepteur: Recepteur, encodageASurveiller: string | null) {
    this.#recepteur = recepteur
    this.#encodageASurveiller = encodageASurveiller
    const analyseur = this.#analyseur
    analyseur.on('opentag', (balise) => this.#ouvrir(balise.name, balise.attributes))
    analyseur.on('closetag', (balise) => this.#fermer(balise.name))
    analyseur.on('text', (texte) => this.#ajouter(texte))
    analyseur.on('cdata', (texte) => this.#ajouter(texte))
    analyseur.on('doctype', () => this.#refuserDoctype())
    analyseur.on('error', () => {
      throw this.#fini ? xmlTronque(this.ligne) : xmlMalForme(this.ligne)
    })
  }

  get ligne(): number {
    return this.#analyseur.line
  }

  ecrire(texte: string): void {
    this.#bouge = false
    this.#analyseur.write(texte)
    this.#silence = this.#bouge ? 0 : this.#silence + texte.length
    if (this.#silence > SILENCE_MAX) throw excessif(this.ligne)
  }

  /** À appeler à la fin du contenu : refuse un fichier interrompu. */
  terminer(): void {
    this.#fini = true
    this.#analyseur.close()
  }

  #ouvrir(nom: string, attributs: Champs): void {
    this.#bouge = true
    this.#texte = null
    const profondeur = ++this.#profondeur
    if (profondeur > PROFONDEUR_MAX) throw excessif(this.ligne)
    if (profondeur > 4) this.#ouvrirChamp(nom, profondeur)
    else if (profondeur === 4) this.#ouvrirEntree(nom, attributs)
    else if (profondeur === 3) this.#ouvrirSection(nom)
    else if (profondeur === 2) this.#domaine = nom
    else this.#recepteur.racine(nom, this.ligne)
  }

  #ouvrirSection(nom: string): void {
    if (this.#domaine === 'PARAMETRES' && PARAMETRES.has(nom)) this.#texte = ''
    if (this.#domaine !== 'DONNEES') return
    const section = this.#recepteur.section(nom)
    if (section === null) this.#recepteur.inconnu(nom, this.ligne)
    if (section === null || section === 'ignoree') return
    if (this.#vues.has(nom)) throw sectionDouble(this.ligne)
    this.#vues.add(nom)
    this.#nomSection = nom
    this.#section = section
  }

  #ouvrirEntree(nom: string, attributs: Champs): void {
    if (this.#section === null) return
    if (nom === this.#section.entree) this.#bloc = { ligne: this.ligne, attributs, champs: {}, sous: [] }
    else this.#recepteur.inconnu(nom, this.ligne)
  }

  #ouvrirChamp(nom: string, profondeur: number): void {
    const section = this.#section
    if (this.#bloc === null || section === null) return
    if (nom === section.sousBloc) {
      if (this.#bloc.sous.push({}) > SOUS_BLOCS_MAX) throw excessif(this.ligne)
      this.#dansSousBloc = true
    } else if (this.#dansSousBloc ? section.sousChamps?.has(nom) : profondeur === 5 && section.champs.has(nom)) this.#texte = ''
  }

  #ajouter(texte: string): void {
    if (this.#texte === null) return
    this.#texte += texte
    if (this.#texte.length > TEXTE_MAX) throw excessif(this.ligne)
  }

  #fermer(nom: string): void {
    this.#bouge = true
    const profondeur = this.#profondeur--
    if (this.#texte !== null) this.#retenir(nom, this.#texte)
    else if (profondeur > 4) this.#dansSousBloc = this.#dansSousBloc && nom !== this.#section?.sousBloc
    else if (profondeur === 4) this.#fermerEntree()
    else if (profondeur === 3) this.#fermerSection()
    else if (nom === 'PARAMETRES' && profondeur === 2) this.#recepteur.entete(this.#parametres)
  }

  #retenir(nom: string, texte: string): void {
    this.#texte = null
    if (this.#encodageASurveiller !== null && ENCODAGE_SUSPECT.test(texte)) throw encodageInvalide(this.#encodageASurveiller, this.ligne)
    if (this.#bloc === null) this.#parametres[nom] = texte
    else if (this.#dansSousBloc) Object.assign(this.#bloc.sous.at(-1) ?? {}, { [nom]: texte })
    else this.#bloc.champs[nom] = texte
  }

  #fermerEntree(): void {
    const bloc = this.#bloc
    this.#bloc = null
    if (bloc !== null) this.#recepteur.bloc(this.#nomSection, bloc)
  }

  #fermerSection(): void {
    if (this.#section !== null) this.#recepteur.finSection(this.#nomSection)
    this.#section = null
  }

  #refuserDoctype(): never {
    throw refusFichier(
      'doctype',
      'Le fichier contient une déclaration DOCTYPE, absente des exports de SIECLE : par sécurité, il n’est pas lu. Refaites l’export.',
    )
  }
}

const excessif = (ligne: number) =>
  refusFichier(
    'xml_excessif',
    `Vers la ligne ${ligne}, le fichier contient un texte ou un emboîtement démesuré : ce n’est pas un export de SIECLE.`,
  )

const sectionDouble = (ligne: number) =>
  refusFichier(
    'xml_double',
    `À la ligne ${ligne}, une partie du fichier apparaît une seconde fois : plusieurs exports ont été mis bout à bout. Déposez-les séparément.`,
  )
