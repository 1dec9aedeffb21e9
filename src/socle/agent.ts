/** Les fonctions d'habilitation ; le miroir en base est `referentiels.fonction_agent`. */
export const FONCTIONS = [
  'assistant_social',
  'stagiaire',
  'ctss_bassin',
  'ctss_departement',
  'ctss_academie',
  'ctss_national',
  'autorite',
  'equipe_educative',
  'secretariat',
  'administrateur',
  'delegue_donnees',
] as const
export type Fonction = (typeof FONCTIONS)[number]

export type Niveau = 'etablissement' | 'bassin' | 'departement' | 'academie' | 'national'

/** Fonction exercée aujourd'hui sur un territoire ; `permanences` : jours de présence, 1 = lundi. */
export type Affectation = {
  readonly fonction: Fonction
  readonly territoireId: string
  readonly niveau: Niveau
  readonly libelle: string
  readonly permanences: readonly number[]
}

/** Qui agit, et ce qu'il est aujourd'hui. Construit depuis la session, jamais depuis la requête. */
export type Agent = {
  readonly id: string
  readonly nomAffiche: string
  readonly sessionId: string
  readonly fonctions: ReadonlySet<Fonction>
  readonly etablissementsSuivis: ReadonlySet<string>
  readonly affectations: readonly Affectation[]
}

/** Rassemble les affectations d'un agent en ce que les politiques interrogent. */
export function unAgentDe(id: string, nomAffiche: string, sessionId: string, affectations: readonly Affectation[]): Agent {
  return {
    id,
    nomAffiche,
    sessionId,
    affectations,
    fonctions: new Set(affectations.map((a) => a.fonction)),
    etablissementsSuivis: new Set(
      affectations.filter((a) => a.fonction === 'assistant_social' && a.niveau === 'etablissement').map((a) => a.territoireId),
    ),
  }
}
