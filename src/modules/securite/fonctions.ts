import { codesEnOrdre, fonctionsAgent } from '#modules/referentiels/index.ts'
import { libelleDe } from '#socle/nomenclature.ts'

export const libelleFonction = (fonction: string): string => libelleDe(fonctionsAgent, fonction)

const rangs = new Map<string, number>(codesEnOrdre(fonctionsAgent).map((code, rang) => [code, rang]))

/** Dans l'ordre du métier : qui suit des élèves d'abord, puis l'encadrement, puis l'appui. */
export const parMetier = <C extends { readonly fonction: string }>(comptes: readonly C[]): C[] =>
  comptes.toSorted((a, b) => (rangs.get(a.fonction) ?? rangs.size) - (rangs.get(b.fonction) ?? rangs.size))

/** Jours de permanence, 1 = lundi. */
export const JOURS = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi'] as const
export const joursEnClair = (permanences: readonly number[]): string =>
  permanences
    .map((n) => JOURS[n - 1])
    .filter((j) => j !== undefined)
    .join(', ')
