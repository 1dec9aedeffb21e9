const INSECABLE = '\u00a0'
const FINE = '\u202f'

/**
 * Pose les espaces insécables du français : fine devant « ; ! ? % € », pleine devant « : » et à l’intérieur des guillemets.
 *
 * Seules les espaces déjà écrites sont changées (« http://… » et « 10:30 » restent intacts), sauf dans les guillemets, où l’espace
 * manquante est ajoutée. Appliquer deux fois donne le même texte.
 *
 * @source Lexique des règles typographiques en usage à l’Imprimerie nationale
 */
export function typographier(texte: string): string {
  return texte
    .replace(/[ \u00a0\u202f]+([;!?%€])/g, `${FINE}$1`)
    .replace(/[ \u00a0\u202f]+:/g, `${INSECABLE}:`)
    .replace(/«[ \u00a0\u202f]*/g, `«${INSECABLE}`)
    .replace(/[ \u00a0\u202f]*»/g, `${INSECABLE}»`)
}

/** L’initiale en majuscule, le reste tel quel : une phrase commence. */
export const avecMajuscule = (phrase: string): string => phrase.charAt(0).toLocaleUpperCase('fr') + phrase.slice(1)

/** L’initiale en minuscule, le reste tel quel : un libellé entre dans une phrase. */
export const sansMajuscule = (libelle: string): string => libelle.charAt(0).toLocaleLowerCase('fr') + libelle.slice(1)

/** Un numéro français groupé par deux, quelle que soit sa saisie ; tout autre tel quel. Dans les deux cas, rien ne le coupe. */
export function telephoneEnClair(numero: string): string {
  const chiffres = numero.replaceAll(/[\s.-]/g, '').replace(/^(?:\+33|0033)(?:\(0\))?/, '0')
  const lisible = /^0[1-9]\d{8}$/.test(chiffres) ? chiffres.replaceAll(/\d{2}(?=\d)/g, '$& ') : numero
  return lisible.replaceAll(/\s/g, INSECABLE)
}

/** Nombre lisible : groupes de trois séparés par une espace fine insécable, virgule décimale. `null` : « – ». */
export function nombreEnClair(nombre: number | null, decimales = 0): string {
  if (nombre === null) return '–'
  const [entier = '0', fraction] = Math.abs(nombre).toFixed(decimales).split('.')
  const groupes = entier.replace(/\B(?=(\d{3})+$)/g, FINE)
  return `${nombre < 0 ? '−' : ''}${groupes}${fraction === undefined ? '' : `,${fraction}`}`
}

/** « 12,5 % » : une part en points de pourcentage, une décimale. */
export const pourcentEnClair = (part: number): string => `${nombreEnClair(part, 1)}${FINE}%`

/** Accord au nombre : « 0 dossier », « 1 dossier », « 2 dossiers » ; le pluriel régulier est en « s ». */
export function accorder(nombre: number, singulier: string, pluriel = `${singulier}s`): string {
  return `${nombreEnClair(nombre)}${INSECABLE}${Math.abs(nombre) >= 2 ? pluriel : singulier}`
}
