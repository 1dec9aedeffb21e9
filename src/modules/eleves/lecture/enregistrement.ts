/** Nature d'un fichier lu : trois exports de SIECLE, deux extractions d'ONDE. */
export type NatureFichier = 'eleves' | 'responsables' | 'structures' | 'onde_eleves' | 'onde_responsables'

/** Premier enregistrement d'un fichier : d'où il vient. Tout est nul pour ONDE, dont les extractions ne le disent pas. */
export type Entete = {
  genre: 'entete'
  nature: NatureFichier
  /** Tel qu'écrit dans le fichier : sa lettre clé se vérifie auprès du module referentiels. */
  uai: string | null
  /** Année de rentrée (2026 pour 2026-2027). */
  anneeScolaire: number | null
  /** AAAA-MM-JJ. */
  dateExport: string | null
}

/** Un élève, sorti ou non, avec ou sans division : le tri appartient à l'import. La nationalité n'est jamais lue. */
export type EleveLu = {
  genre: 'eleve'
  ligne: number
  /** ELEVE_ID de SIECLE, ou clé tirée de l'identité pour ONDE. Ne vaut que dans un jeu d'exports. */
  cle: string
  /** ONDE seulement : clé (nom, prénom) que portent les liens de l'extraction des responsables. */
  cleEnfant: string | null
  ine: string | null
  nomFamille: string
  nomUsage: string | null
  prenom: string
  prenom2: string | null
  prenom3: string | null
  /** AAAA-MM-JJ. */
  dateNaissance: string
  sexe: 'F' | 'M' | null
  codeMef: string | null
  /** Code NIVSCO, seulement quand la formation le dit avec certitude. */
  niveau: string | null
  /** Premier caractère de CODE_REGIME. */
  regime: string | null
  /** ONDE seulement : la classe. Dans SIECLE, la division vient à part. */
  division: string | null
  dateEntree: string | null
  /** Présente : l'élève a quitté l'établissement. */
  dateSortie: string | null
  motifSortie: string | null
  adresseCle: string | null
}

/** La division (classe) d'un élève de SIECLE ; `cle` est celle de l'élève. */
export type DivisionLue = { genre: 'division'; ligne: number; cle: string; codeStructure: string }

/** Une personne responsable ou à contacter, partagée par une fratrie. */
export type PersonneLue = {
  genre: 'personne'
  ligne: number
  cle: string
  civilite: string | null
  nomFamille: string
  nomUsage: string | null
  prenom: string | null
  telPersonnel: string | null
  telPortable: string | null
  telProfessionnel: string | null
  courriel: string | null
  adresseCle: string | null
  accepteSms: boolean | null
  /** Accepte que son adresse soit communiquée aux associations de parents d'élèves. */
  communicationAdresse: boolean | null
}

/**
 * Ce qui lie une personne à un élève. Il n'existe pas de rang « responsable 1 » ou « 2 » :
 * les représentants légaux ont les mêmes droits à l'information.
 *
 * @source code civil, art. 372 (autorité parentale exercée en commun)
 */
export type LienLu = {
  genre: 'lien'
  ligne: number
  /** SIECLE : clé de l'élève. ONDE : sa `cleEnfant`, qui peut désigner des homonymes. */
  cleEleve: string
  clePersonne: string
  /** 1 représentant légal, 2 personne en charge, 3 personne à contacter ; nul quand le fichier ne le dit pas. */
  niveauResponsabilite: '1' | '2' | '3' | null
  /** Deux caractères depuis 2018 ; un seul avant, dont la nomenclature n'a pas été retrouvée. */
  codeParente: string | null
  heberge: boolean | null
  /** ONDE seulement : classe de l'enfant, pour départager des homonymes. */
  classeEleve: string | null
}

export type AdresseLue = {
  genre: 'adresse'
  ligne: number
  cle: string
  lignes: string[]
  codePostal: string | null
  commune: string | null
  pays: string | null
}

/** Une division de l'établissement et les formations de ses élèves. */
export type StructureLue = { genre: 'structure'; ligne: number; code: string; libelle: string | null; mefs: string[] }

/** Une entrée écartée : `motif` est une phrase sans donnée nominative, à montrer telle quelle dans le compte rendu. */
export type Rejet = { genre: 'rejet'; ligne: number; motif: string; cle: string | null }

/** Ce que rend la lecture d'un fichier, dans l'ordre du fichier ; `ligne` compte à partir de 1. */
export type Enregistrement = Entete | EleveLu | DivisionLue | PersonneLue | LienLu | AdresseLue | StructureLue | Rejet

/** Un paquet d'au plus 250 enregistrements, et l'avancement en octets du contenu (décompressé si le fichier était zippé). */
export type Lot = { enregistrements: Enregistrement[]; octetsLus: number; octetsTotal: number }

export type OptionsLecture = {
  /** Taille maximale du contenu décompressé, en octets (2 Gio par défaut). */
  tailleMax?: number
  /** Interrompt la lecture : le générateur lève alors la raison du signal. */
  signal?: AbortSignal
}

/** Taille d'un lot : assez grande pour une écriture groupée, assez petite pour que le ramasse-miettes n'ait guère à en déplacer. */
export const TAILLE_LOT = 250

/** Taille maximale par défaut du contenu d'un fichier : un export d'établissement en fait 5 à 10 Mo. */
export const TAILLE_MAX = 2 * 1024 ** 3
