import { ErreurMetier } from './erreur.ts'

/**
 * Ce que répond une politique. Un refus porte un `motif` stable (« module.raison »), la phrase qui l'explique à l'écran
 * et, s'il y en a une, la règle qui le fonde (`base`, par exemple « CASF L411-3 »).
 */
export type Decision =
  | { readonly permis: true }
  | { readonly permis: false; readonly motif: string; readonly explication: string; readonly base: string | undefined }

export const ACCORD: Decision = { permis: true }

export const refus = (motif: string, explication: string, base?: string): Decision => ({ permis: false, motif, explication, base })

/** Lève l'erreur « interdit » qui correspond au refus ; ne fait rien sur un accord. */
export function exiger(decision: Decision): void {
  if (!decision.permis) throw new ErreurMetier('interdit', decision.motif, decision.explication)
}
