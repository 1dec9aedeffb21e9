import type { Eleve } from './eleve.ts'

/** Deux fiches de même identité, à rapprocher ou non. L'ancienne, souvent hors de mes établissements, n'est pas lue. */
export type Rapprochement = { readonly id: string; readonly eleve: Eleve; readonly ancienEtablissement: string; readonly proposeLe: string }
