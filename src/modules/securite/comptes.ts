import type { Fonction, Niveau } from '#socle/agent.ts'

/** Une affectation telle qu'on la lit : `au` est exclu. Jours civils « AAAA-MM-JJ ». */
export type AffectationLue = {
  readonly id: string
  readonly agentId: string
  readonly fonction: Fonction
  readonly territoireId: string
  readonly territoire: string
  readonly niveau: Niveau
  readonly du: string
  readonly au: string | null
  readonly permanences: readonly number[]
}

export type Compte = {
  readonly id: string
  readonly identifiant: string
  readonly nomAffiche: string
  readonly creeLe: Date
  readonly fermeLe: Date | null
  readonly demonstration: boolean
}

export type Reinitialisation = { readonly faiteLe: Date; readonly par: string | null }

/** Où chaque fonction s'exerce. */
export const niveauxDeFonction: Readonly<Record<Fonction, readonly Niveau[]>> = {
  assistant_social: ['etablissement'],
  stagiaire: ['etablissement'],
  ctss_bassin: ['bassin'],
  ctss_departement: ['departement'],
  ctss_academie: ['academie'],
  ctss_national: ['national'],
  autorite: ['etablissement', 'departement', 'academie'],
  equipe_educative: ['etablissement', 'bassin'],
  secretariat: ['etablissement', 'bassin', 'departement', 'academie'],
  administrateur: ['departement', 'academie', 'national'],
  delegue_donnees: ['departement', 'academie', 'national'],
}

/** Elles ouvrent des dossiers : seul un conseiller les donne, sur son territoire. */
export const FONCTIONS_DU_SECRET: readonly Fonction[] = ['assistant_social', 'stagiaire']
/** Ce qu'un conseiller départemental ou de bassin organise chez lui. */
export const FONCTIONS_DE_L_EQUIPE: readonly Fonction[] = [...FONCTIONS_DU_SECRET, 'secretariat']

/** Le lendemain d'un jour civil « AAAA-MM-JJ ». */
export function lendemain(jour: string): string {
  const d = new Date(`${jour}T12:00:00Z`)
  d.setUTCDate(d.getUTCDate() + 1)
  return d.toISOString().slice(0, 10)
}

/** La veille d'un jour civil : le dernier jour d'une affectation dont `au` est exclu. */
export function veille(jour: string): string {
  const d = new Date(`${jour}T12:00:00Z`)
  d.setUTCDate(d.getUTCDate() - 1)
  return d.toISOString().slice(0, 10)
}
