import { ajouterMois } from '#socle/calendrier.ts'

/** Ce qu'un acte dit à l'observation. Ni dossier, ni élève, ni agent ; le jour n'en garde que le mois, l'âge que la tranche. */
export type Fait = {
  readonly type:
    | 'acte'
    | 'ouverture'
    | 'cloture'
    | 'ip'
    | 'ip_reponse'
    | 'signalement'
    | 'demande'
    | 'action_collective'
    | 'instance'
    | 'conseil'
  readonly etablissementId: string
  readonly typeActe?: string | null
  readonly motif?: string | null
  readonly motifsAssocies?: readonly string[]
  readonly origine?: string | null
  readonly niveau?: string | null
  readonly sexe?: string | null
  readonly age?: number | null
  /** Régime de l'élève (interne…), quand la base élèves le dit. */
  readonly regime?: string | null
  readonly theme?: string | null
  readonly instance?: string | null
  readonly role?: string | null
  /** Public d'une action collective : un nombre, ou nul ; `inconnus` dit lesquels l'agent ne connaît pas. */
  readonly classes?: number | null
  readonly eleves?: number | null
  readonly parents?: number | null
  readonly inconnus?: readonly string[]
  readonly partenaires?: readonly string[]
  readonly issue?: string | null
  /** −1 : compense un fait déposé à tort. */
  readonly sens?: 1 | -1
  /** D'une `ip_reponse`, dont `le` est le jour de la transmission. */
  readonly delai?: ClasseDelai | null
  /** D'une IP, de sa réponse, d'un signalement, d'une clôture : le temps écoulé depuis la première inquiétude du dossier. */
  readonly delaiInquietude?: DelaiInquietude | null
  /** Jour civil « AAAA-MM-JJ ». */
  readonly le: string
}

/** Mois calendaires entre deux jours, en classes : dans le premier, le deuxième, le troisième, jusqu'à six, au-delà. Proposition Égide. */
export const classesDelai = ['MOIS_1', 'MOIS_2', 'MOIS_3', 'MOIS_6', 'AU_DELA'] as const
export type ClasseDelai = (typeof classesDelai)[number]
const BORNES_EN_MOIS = [1, 2, 3, 6]

/** La classe où tombe le jour `au`, compté depuis le jour `du` ; passé toutes les bornes, la dernière. */
export const classeDelai = (du: string, au: string): ClasseDelai =>
  classesDelai.at(BORNES_EN_MOIS.findIndex((mois) => au <= ajouterMois(du, mois))) ?? 'AU_DELA'

/** INCONNU : il y a eu une inquiétude, que le dossier ne date pas. AUCUNE : il n'en porte pas. */
export type DelaiInquietude = ClasseDelai | 'INCONNU' | 'AUCUNE'

export type TrancheAge = 'moins_11' | '11_13' | '14_15' | '16_17' | '18_plus'

/** Tranche d'âge de l'observation : proposition Égide, calée sur l'école, le collège, la scolarité obligatoire et la majorité. */
export function trancheAge(age: number | null | undefined): TrancheAge | null {
  if (age === null || age === undefined) return null
  if (age < 11) return 'moins_11'
  if (age <= 13) return '11_13'
  if (age <= 15) return '14_15'
  return age <= 17 ? '16_17' : '18_plus'
}

/** Année scolaire d'un jour : l'année de sa rentrée. Le 31 août 2026 est de 2025-2026. */
export function anneeScolaire(jour: string): number {
  const annee = Number(jour.slice(0, 4))
  return Number(jour.slice(5, 7)) >= 9 ? annee : annee - 1
}

/** « 2025-2026 ». `annee` : celle de la rentrée. */
export const anneeEnClair = (annee: number): string => `${annee}-${annee + 1}`

/** Les douze mois d'une année scolaire, de septembre à août : « 2026-09 ». */
export const moisScolaires = (annee: number): string[] =>
  [9, 10, 11, 12, 1, 2, 3, 4, 5, 6, 7, 8].map((m) => `${m >= 9 ? annee : annee + 1}-${String(m).padStart(2, '0')}`)
