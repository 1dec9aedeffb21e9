/** Dossier social tel que les politiques et les pages le voient ; l'identité de l'élève reste chiffrée (`identiteSous`). */
export type Dossier = {
  readonly id: string
  readonly etablissementId: string
  readonly etablissement: string
  readonly statut: 'ouvert' | 'clos'
  readonly motif: string
  readonly origine: string
  readonly ouvertLe: Date
  /** Jour du dernier acte, à défaut celui de l'ouverture. */
  readonly dernierActeLe: string
  readonly closLe: Date | null
  readonly issue: string | null
  /** Dossier clos que celui-ci reprend. */
  readonly suiteDe: string | null
  readonly version: number
  /** Celui qui lit y est admis, en ce moment, comme stagiaire. */
  readonly estAdmis: boolean
  readonly identiteChiffree: Buffer
}

/** Ce que le dossier garde de l'élève, sous sa clé : de quoi le nommer quand la base élèves n'est pas lisible (stagiaire, élève parti). */
export type Identite = {
  readonly eleveId: string
  readonly nomFamille: string
  readonly nomUsage: string | null
  readonly prenom: string
  readonly dateNaissance: string
  readonly sexe: 'F' | 'M' | null
}

export type Qualite = 'referent' | 'stagiaire'

/** Adhésion datée ; `au` est exclu. */
export type Membre = {
  readonly id: string
  readonly agentId: string
  readonly nom: string
  readonly qualite: Qualite
  readonly du: string
  readonly au: string | null
}

export const estEnCours = (periode: { readonly du: string | null; readonly au: string | null }, jour: string): boolean =>
  (periode.du ?? '0000-01-01') <= jour && jour < (periode.au ?? '9999-12-31')

/** Le jour civil suivant : une borne `au` exclue se montre la veille, se saisit le dernier jour. */
export function lendemain(jour: string): string {
  const date = new Date(`${jour}T12:00:00Z`)
  date.setUTCDate(date.getUTCDate() + 1)
  return date.toISOString().slice(0, 10)
}

export function veille(jour: string): string {
  const date = new Date(`${jour}T12:00:00Z`)
  date.setUTCDate(date.getUTCDate() - 1)
  return date.toISOString().slice(0, 10)
}
