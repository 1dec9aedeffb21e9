/** Un acte tel qu'il peut être cité : son jour, son genre, son compte rendu. */
export type ActeCitable = { readonly id: string; readonly jour: string; readonly type: string; readonly compteRendu: string }
/** Ce qui en est cité, mot pour mot. */
export type Extrait = { readonly jour: string; readonly type: string; readonly texte: string }

/**
 * La première ligne de `cite` qui n'est pas, à sa place, dans `original` ; null si tout y est. On retranche d'un compte rendu, on
 * n'y ajoute rien et l'on n'y change rien : chaque ligne gardée est un morceau du texte, dans son ordre.
 */
export function ligneEtrangere(cite: string, original: string): string | null {
  let depuis = 0
  for (const ligne of lignesDe(cite)) {
    const rang = original.indexOf(ligne, depuis)
    if (rang === -1) return ligne
    depuis = rang + ligne.length
  }
  return null
}

export const lignesDe = (texte: string): string[] =>
  texte
    .split('\n')
    .map((l) => l.trim())
    .filter((l) => l !== '')

/** L'extrait imprimé : les lignes gardées, une coupe par paragraphe. */
export const texteCite = (cite: string): string => lignesDe(cite).join('\n\n')
