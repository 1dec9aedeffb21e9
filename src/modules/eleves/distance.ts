/**
 * Nombre de fautes de frappe entre deux mots : lettre ajoutée, oubliée, changée, ou deux voisines inversées (distance de
 * Damerau-Levenshtein restreinte). Rend `plafond + 1` dès qu'il y en a davantage.
 */
export function fautesDeFrappe(a: string, b: string, plafond = 2): number {
  if (a === b) return 0
  if (Math.abs(a.length - b.length) > plafond) return plafond + 1
  let [avant, ligne] = [[] as number[], Array.from({ length: b.length + 1 }, (_, j) => j)]
  for (let i = 1; i <= a.length; i++) {
    const suivante = [i]
    for (let j = 1; j <= b.length; j++) {
      const change = (ligne[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      const inverse = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (avant[j - 2] ?? 0) + 1 : Infinity
      suivante.push(Math.min((ligne[j] ?? 0) + 1, (suivante[j - 1] ?? 0) + 1, change, inverse))
    }
    if (Math.min(...suivante, ...ligne) > plafond) return plafond + 1
    avant = ligne
    ligne = suivante
  }
  return Math.min(ligne[b.length] ?? 0, plafond + 1)
}
