import type { NatureFichier } from '../lecture/enregistrement.ts'
import type { Compteurs, GenreFichier, RejetImport } from './rapport.ts'

export type EtatImport = 'depose' | 'en_cours' | 'fini' | 'refuse'

/** Un import tel que les pages le montrent ; ni nom d'élève ni nom de fichier. */
export type ImportAffiche = {
  readonly id: string
  readonly genre: GenreFichier
  readonly nature: NatureFichier | null
  readonly etat: EtatImport
  readonly etablissement: string | null
  readonly deposeLe: Date
  readonly finiLe: Date | null
  readonly anneeScolaire: number | null
  readonly dateExport: string | null
  readonly octetsLus: number
  readonly octetsTotal: number
  readonly compteurs: Compteurs
  readonly avertissements: readonly string[]
  readonly refus: string | null
}

export type ImportDetaille = ImportAffiche & { readonly rejets: readonly RejetImport[] }

/** Ce que montre la page des imports. `tous` : l'administrateur dit l'UAI, l'assistant choisit parmi ses établissements. */
export type PageDesImports = {
  readonly imports: readonly ImportAffiche[]
  readonly etablissements: readonly (readonly [id: string, nom: string])[]
  readonly tous: boolean
}

export const NATURES: Readonly<Record<NatureFichier, string>> = {
  structures: 'Structures (SIECLE)',
  eleves: 'Élèves (SIECLE)',
  responsables: 'Responsables (SIECLE)',
  onde_eleves: 'Élèves (ONDE)',
  onde_responsables: 'Responsables (ONDE)',
}
export const ETATS: Readonly<Record<EtatImport, string>> = { depose: 'en attente', en_cours: 'en cours', fini: 'terminé', refuse: 'refusé' }

export const enCours = (i: ImportAffiche): boolean => i.etat === 'depose' || i.etat === 'en_cours'

/** Où en est la lecture, en une phrase. */
export function avancementEnClair({ etat, octetsLus, octetsTotal }: ImportAffiche): string {
  if (etat === 'depose') return 'En attente de son tour.'
  if (octetsTotal === 0) return 'Lecture du fichier…'
  if (octetsLus >= octetsTotal) return 'Fichier lu ; rapprochement avec les élèves connus…'
  return `${Math.floor((octetsLus / octetsTotal) * 100)} % du fichier lu.`
}

/** L'avancement d'un travail long, en octets, tel que la page et son script le suivent. */
export type AvancementImports = { readonly faites: number; readonly total: number; readonly libelle: string; readonly fini: boolean }

/** Où en sont les fichiers déposés depuis le plus ancien qui n'a pas fini. `imports` : du plus récent. */
export function avancementDes(imports: readonly ImportAffiche[]): AvancementImports {
  const premier = imports.findLast(enCours)
  if (premier === undefined) return { faites: 1, total: 1, libelle: 'Tous les fichiers sont terminés.', fini: true }
  const depuis = imports.filter((i) => i.deposeLe >= premier.deposeLe)
  const finis = depuis.filter((i) => !enCours(i)).length
  return {
    faites: depuis.reduce((t, i) => t + (enCours(i) ? i.octetsLus : i.octetsTotal), 0),
    total: depuis.reduce((t, i) => t + i.octetsTotal, 0),
    libelle: depuis.length === 1 ? avancementEnClair(premier) : `${finis} sur ${depuis.length} fichiers terminés.`,
    fini: false,
  }
}
