import { fonctionsAgent } from '#modules/referentiels/index.ts'
import { libelleDe } from '#socle/nomenclature.ts'

export const libelleFonction = (fonction: string): string => libelleDe(fonctionsAgent, fonction)

/** Jours de permanence, 1 = lundi. */
export const JOURS = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi'] as const
export const joursEnClair = (permanences: readonly number[]): string =>
  permanences
    .map((n) => JOURS[n - 1])
    .filter((j) => j !== undefined)
    .join(', ')
