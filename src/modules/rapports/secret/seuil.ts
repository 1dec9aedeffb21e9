/** Secret primaire : un effectif de 1 à seuil − 1. Zéro se publie. */
export const estPrimaire = (nombre: number, seuil: number): boolean => nombre > 0 && nombre < seuil

/**
 * Écart que doit garder, pour qui lit tout ce qui est publié, le plus petit et le plus grand effectif possibles d'une case masquée.
 * Un masque primaire annonce « de 1 à seuil − 1 », soit un écart de seuil − 2 : les différences n'en apprennent jamais davantage.
 * Jamais moins de 1, pour qu'aucune case ne soit déterminée. Proposition Égide (ADR 0029).
 */
export const intervalleDeProtection = (seuil: number): number => Math.max(1, seuil - 2)
