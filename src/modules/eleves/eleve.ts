/** Adresse postale telle que le fichier la donne. */
export type Adresse = {
  readonly lignes: readonly string[]
  readonly codePostal: string | null
  readonly commune: string | null
  readonly pays: string | null
}

/** D'où vient une fiche : un fichier, ou la main d'un assistant. */
export type SourceFiche = 'siecle' | 'onde' | 'manuel'

/** Ce que la fiche chiffrée contient. Dates « AAAA-MM-JJ ». La nationalité n'y est jamais. */
export type FicheEleve = {
  readonly nomFamille: string
  readonly nomUsage: string | null
  readonly prenom: string
  readonly prenom2: string | null
  readonly prenom3: string | null
  readonly dateNaissance: string
  readonly sexe: 'F' | 'M' | null
  readonly ine: string | null
  readonly codeMef: string | null
  /** Code de la nomenclature des niveaux scolaires (NIVSCO), quand la formation le dit avec certitude. */
  readonly niveau: string | null
  /** Code de la nomenclature des régimes. */
  readonly regime: string | null
  readonly dateEntree: string | null
  readonly dateSortie: string | null
  readonly motifSortie: string | null
  readonly adresseCle: string | null
}

/** Ce qu'un agent ajoute à une fiche importée, et que l'import suivant ne touche pas. */
export type Complement = { readonly telephone: string | null; readonly courriel: string | null; readonly adresse: string | null }

/** Un élève, déchiffré. */
export type Eleve = Omit<FicheEleve, 'adresseCle'> &
  Complement & {
    readonly id: string
    readonly etablissementId: string
    readonly etablissement: string
    readonly source: SourceFiche
    /** Code de sa division (« 4 B »), ou null s'il n'en a pas. */
    readonly classe: string | null
    /** Scolarisé aujourd'hui dans cet établissement, d'après le dernier fichier. */
    readonly present: boolean
    /** Jour de l'export où il ne figurait plus. */
    readonly absentDepuis: string | null
    readonly adresseImportee: Adresse | null
    readonly remplacePar: string | null
    readonly version: number
  }

/** Une personne responsable d'un élève ou à contacter. Il n'y a ni premier ni second responsable (C. civ. 372). */
export type Responsable = {
  readonly civilite: string | null
  readonly nomFamille: string
  readonly nomUsage: string | null
  readonly prenom: string | null
  readonly telPersonnel: string | null
  readonly telPortable: string | null
  readonly telProfessionnel: string | null
  readonly courriel: string | null
  readonly accepteSms: boolean | null
  readonly communicationAdresse: boolean | null
  readonly adresse: Adresse | null
  /** 1 représentant légal, 2 personne en charge, 3 personne à contacter ; null : le fichier ne le dit pas. */
  readonly niveauResponsabilite: '1' | '2' | '3' | null
  /** Code de la nomenclature des liens de parenté ; null : le fichier ne le dit pas. */
  readonly codeParente: string | null
  readonly heberge: boolean | null
  /** Lien qui révèle une mesure de protection : ne s'affiche que sur la fiche de l'élève. */
  readonly protege: boolean
}

type Nomme = { readonly nomFamille: string; readonly nomUsage: string | null; readonly prenom: string | null }

/** « Léo DUPONT » : le prénom, puis le nom d'usage s'il y en a un, sinon le nom de famille. */
export const nomAffiche = (personne: Nomme): string => [personne.prenom, personne.nomUsage ?? personne.nomFamille].filter(Boolean).join(' ')

/** Âge révolu à un jour donné, en années. Qui naît un 29 février a un an de plus le 1er mars des années communes. */
export function ageAu(dateNaissance: string, jour: string): number {
  const annees = Number(jour.slice(0, 4)) - Number(dateNaissance.slice(0, 4))
  return jour.slice(5) < dateNaissance.slice(5) ? annees - 1 : annees
}

/** Tout ce que montre la page d'un élève. */
export type FicheAffichee = { readonly eleve: Eleve; readonly responsables: readonly Responsable[]; readonly fratrie: readonly Eleve[] }
