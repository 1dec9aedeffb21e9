/** Début des listes composées pour Égide : la rentrée 2024. */
export const PROPOSITION_DU = '2024-09-01'

/** La source ne dit pas depuis quand la liste vaut : une date assez ancienne pour ne fermer aucun code à tort. */
export const DATE_NON_RELEVEE = '1900-01-01'
