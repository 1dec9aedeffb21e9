import type { Fonction } from '#socle/agent.ts'

/** Nom de chaque fonction, tel qu'on l'affiche. */
export const libellesFonctions: Readonly<Record<Fonction, string>> = {
  assistant_social: 'Assistant ou assistante de service social',
  stagiaire: 'Stagiaire assistant social',
  ctss_bassin: 'Conseiller technique coordonnateur de bassin',
  ctss_departement: 'Conseiller technique responsable départemental',
  ctss_academie: 'Conseiller technique auprès du recteur',
  ctss_national: 'Conseiller technique national (Dgesco)',
  autorite: 'IA-DASEN, recteur ou chef d’établissement',
  equipe_educative: 'Membre de l’équipe éducative',
  secretariat: 'Secrétariat du service social',
  administrateur: 'Administration technique',
  delegue_donnees: 'Délégué à la protection des données',
}

export const libelleFonction = (fonction: string): string => (libellesFonctions as Readonly<Record<string, string>>)[fonction] ?? fonction

/** Jours de permanence, 1 = lundi. */
export const JOURS = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi'] as const
export const joursEnClair = (permanences: readonly number[]): string =>
  permanences
    .map((n) => JOURS[n - 1])
    .filter((j) => j !== undefined)
    .join(', ')
