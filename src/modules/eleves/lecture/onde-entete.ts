import { refusFichier } from './erreurs-lecture.ts'

/** Position d'un groupe d'enfant dans une ligne de responsables : de `debut` (compris) à `fin` (non comprise). */
export type GroupeEnfant = { debut: number; fin: number }

/** Colonnes d'une extraction ONDE, par nom normalisé ; les groupes d'enfants, de mêmes noms répétés, se lisent par position. */
export type EnteteOnde = {
  nature: 'onde_eleves' | 'onde_responsables'
  colonnes: readonly string[]
  groupes: readonly GroupeEnfant[]
}

/** En-tête sans accent, casse, espace ni apostrophe : « Nom d'usage Elève » et « nom d’usage élève » se valent. */
function normaliserEntete(nom: string): string {
  return nom
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
}

/** Reconnaît une extraction à ses colonnes : le nom du fichier (`CSVExtraction.csv`) est le même pour toutes. */
export function reconnaitreEntete(cellules: readonly string[]): EnteteOnde {
  const colonnes = cellules.map(normaliserEntete)
  const contient = (...noms: string[]) => noms.every((nom) => colonnes.includes(nom))
  if (contient('nomresponsable', 'prenomresponsable', 'nomdefamilleenfant', 'prenomenfant')) {
    return { nature: 'onde_responsables', colonnes, groupes: groupesEnfants(colonnes) }
  }
  if (contient('nomeleve', 'prenomeleve', 'datenaissance')) return { nature: 'onde_eleves', colonnes, groupes: [] }
  throw refusFichier(
    'entete',
    'La première ligne n’est pas celle d’une extraction ONDE « élèves » ou « responsables » (colonnes séparées par des points-virgules). Refaites l’extraction sans l’ouvrir dans un tableur.',
  )
}

function groupesEnfants(colonnes: readonly string[]): GroupeEnfant[] {
  const premiere = colonnes.findIndex((nom) => nom.endsWith('enfant') || nom.endsWith('enfants'))
  const tete = colonnes[premiere]
  const debuts = colonnes.flatMap((nom, position) => (nom === tete ? [position] : []))
  return debuts.map((debut, rang) => ({ debut, fin: debuts[rang + 1] ?? colonnes.length }))
}
