import { nombreEnClair } from '#ui/typographie.ts'
import type { Case } from './chiffres.ts'
import type { ClasseDelai } from './fait.ts'

/** Ce qu'est devenue une information transmise. Une partition : chaque information est dans une case et une seule. */
export type CodeRetour = ClasseDelai | 'SILENCE' | 'ATTENDUE'

export const libellesRetour: Readonly<Record<CodeRetour, string>> = {
  MOIS_1: 'Répondue dans le premier mois',
  MOIS_2: 'Répondue dans le deuxième mois',
  MOIS_3: 'Répondue dans le troisième mois',
  MOIS_6: 'Répondue après trois mois, dans les six',
  AU_DELA: 'Répondue après six mois',
  SILENCE: 'Sans réponse, échéance passée',
  ATTENDUE: 'Réponse encore attendue',
}
const CODES = Object.keys(libellesRetour) as CodeRetour[]
const DANS_LE_DELAI: readonly CodeRetour[] = ['MOIS_1', 'MOIS_2', 'MOIS_3']

/** Toutes les cases, dans l'ordre du temps ; une case absente vaut zéro. */
export const rangerRetours = (cases: readonly Case[]): { readonly code: CodeRetour; readonly nombre: number | null }[] => {
  const lues = new Map(cases.map((c) => [c.code, c.nombre]))
  return CODES.map((code) => ({ code, nombre: lues.has(code) ? (lues.get(code) ?? null) : 0 }))
}

/**
 * Part des informations répondues dans le délai, parmi celles dont la réponse est arrivée ou était due. `null` si une des cases en
 * jeu est masquée, ou si aucune n'était due.
 *
 * @source CASF L226-5 — trois mois à compter de la transmission
 */
export function partDansLeDelai(cases: readonly Case[]): { readonly dansLeDelai: number; readonly dues: number } | null {
  const jugees = rangerRetours(cases).filter((c) => c.code !== 'ATTENDUE')
  if (jugees.some((c) => c.nombre === null)) return null
  const somme = (codes: readonly CodeRetour[]) => jugees.filter((c) => codes.includes(c.code)).reduce((n, c) => n + (c.nombre ?? 0), 0)
  const dues = somme(CODES)
  return dues === 0 ? null : { dansLeDelai: somme(DANS_LE_DELAI), dues }
}

/** La part des réponses arrivées dans le délai, en une phrase ; ou pourquoi elle se tait. */
export function retoursEnClair(cases: readonly Case[]): string {
  const part = partDansLeDelai(cases)
  if (part === null) return 'La part des réponses dans le délai est masquée, ou aucune réponse n’était encore due.'
  const { dansLeDelai, dues } = part
  const sur = dues > 1 ? `Sur ${nombreEnClair(dues)} informations` : 'Sur une information'
  return `${sur} dont la réponse est arrivée ou était due, ${nombreEnClair(dansLeDelai)} ${dansLeDelai > 1 ? 'ont eu leur' : 'a eu sa'} réponse dans les trois mois (${Math.round((100 * dansLeDelai) / dues)} %).`
}
