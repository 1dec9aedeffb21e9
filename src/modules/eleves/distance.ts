/**
 * Nombre de fautes de frappe entre deux mots : lettre ajoutée, oubliée, changée, ou deux voisines inversées (distance de
 * Damerau-Levenshtein restreinte). Rend `plafond + 1` dès qu'il y en a davantage.
 */
export function fautesDeFrappe(a: string, b: string, plafond = 2): number {
  if (a === b) return 0
  const trop = plafond + 1
  if (Math.abs(a.length - b.length) > plafond) return trop
  let avant: readonly number[] = []
  let ligne: readonly number[] = Array.from({ length: b.length + 1 }, (_, j) => j)
  let moindreAvant = 0
  for (let i = 1; i <= a.length; i++) {
    const suivante = Array<number>(b.length + 1).fill(trop)
    suivante[0] = i
    let moindre = i
    // Plus loin de la diagonale que le plafond, il y a déjà trop de lettres ajoutées ou oubliées.
    for (let j = Math.max(1, i - plafond); j <= Math.min(b.length, i + plafond); j++) {
      const change = (ligne[j - 1] ?? trop) + (a[i - 1] === b[j - 1] ? 0 : 1)
      const inverse = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (avant[j - 2] ?? trop) + 1 : trop
      const moins = Math.min((ligne[j] ?? trop) + 1, (suivante[j - 1] ?? trop) + 1, change, inverse)
      suivante[j] = moins
      moindre = Math.min(moindre, moins)
    }
    if (Math.min(moindre, moindreAvant) > plafond) return trop
    avant = ligne
    ligne = suivante
    moindreAvant = moindre
  }
  return Math.min(ligne[b.length] ?? trop, trop)
}
