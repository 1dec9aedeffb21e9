import type { Fiabilite } from '#socle/nomenclature.ts'

/** Un réglage d'Égide : sa valeur de départ, ce qu'il veut dire, d'où il vient et ce que vaut cette source. */
export type Parametre = { readonly valeur: number; readonly libelle: string; readonly source: string; readonly certitude: Fiabilite }

/** Valeurs de départ ; l'exploitant les change en base, une mise à jour d'Égide ne les y touche plus. */
export const parametres = {
  'statistique.seuil_secret': {
    valeur: 5,
    libelle: 'Nombre d’élèves au-dessous duquel une case de tableau est masquée',
    source: 'Proposition Égide à valider : aucun seuil publié pour le service social en faveur des élèves n’a été trouvé.',
    certitude: 'proposition_egide',
  },
  'protection.delai_retour_mois': {
    valeur: 3,
    libelle: 'Délai de retour dû à celui qui a transmis une information préoccupante, en mois à compter de la transmission',
    source: 'Code de l’action sociale et des familles, art. L226-5',
    certitude: 'officiel_en_vigueur',
  },
  'mesures.rappel_jours': {
    valeur: 60,
    libelle: 'Combien de jours avant son terme une mesure se rappelle',
    source: 'Proposition Égide à valider : aucun délai d’usage n’a été trouvé.',
    certitude: 'proposition_egide',
  },
  'mesures.majorite_rappel_mois': {
    valeur: 6,
    libelle: 'Combien de mois avant les dix-huit ans la revue de majorité se rappelle',
    source: 'Proposition Égide à valider : aucun délai d’usage n’a été trouvé.',
    certitude: 'proposition_egide',
  },
} as const satisfies Readonly<Record<string, Parametre>>

export type CleParametre = keyof typeof parametres
