import type { Couverture } from './polices.ts'

/** Lettres qui s’impriment toujours et ne demandent aucun examen : l’essentiel d’un texte français. */
const ORDINAIRE = /^[\n\x20-\x7e\u00a0-\u00ac\u00ae-\u00ff€œŒ‘’“”–—…]*$/
/** Suite sans endroit où couper la ligne : au-delà, elle sortirait d’une colonne étroite. */
const SANS_COUPURE = /[^\s\u200b\u00ad]{30,}/gu
const PAS_DE_COUPURE = 6
const FINS_DE_LIGNE = /\r\n|[\r\v\f\u0085\u2028\u2029]/g
/** Commandes et marques d’ordre d’écriture : invisibles, elles permettraient d’afficher autre chose que ce qui est saisi. */
const INVISIBLES = /[\p{Cc}\ufeff\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu
const IGNORABLE = /^\p{Default_Ignorable_Code_Point}$/u
const graphemes = new Intl.Segmenter('fr', { granularity: 'grapheme' })

/**
 * Rend un texte saisi imprimable sans en changer la lecture : fins de ligne en « \n », commandes invisibles ôtées, caractère
 * sans dessin écrit par son code (`[U+1F9FF]`), endroits où couper ajoutés dans les mots démesurés. Le sens d’écriture vient des lettres seules.
 */
export function texteImprimable(texte: string, couvertures: readonly Couverture[]): string {
  const dessinable = ORDINAIRE.test(texte) ? texte : rendreDessinable(texte, couvertures)
  return dessinable.replace(SANS_COUPURE, couper)
}

function rendreDessinable(texte: string, couvertures: readonly Couverture[]): string {
  const net = texte
    .toWellFormed()
    .normalize('NFC')
    .replace(FINS_DE_LIGNE, '\n')
    .replaceAll('\t', ' ')
    .replace(INVISIBLES, (c) => (c === '\n' ? c : ''))
  let sortie = ''
  for (const { segment } of graphemes.segment(net)) sortie += ORDINAIRE.test(segment) ? segment : dessiner(segment, couvertures)
  return sortie
}

/** Un caractère composé doit tenir dans une seule police ; sinon ses parties sans dessin sont écrites par leur code. */
function dessiner(graphemeSaisi: string, couvertures: readonly Couverture[]): string {
  const points = [...graphemeSaisi]
  const visibles = points.filter((c) => !IGNORABLE.test(c))
  if (couvertures.some((police) => visibles.every((c) => police.has(codeDe(c))))) return graphemeSaisi
  return visibles.map((c, rang) => ((rang > 0 && /\p{M}/u.test(c)) || !estDessine(c, couvertures) ? parCode(c) : c)).join('')
}

const codeDe = (caractere: string): number => caractere.codePointAt(0) ?? 0
const estDessine = (caractere: string, couvertures: readonly Couverture[]): boolean => couvertures.some((p) => p.has(codeDe(caractere)))
const parCode = (caractere: string): string => `[U+${codeDe(caractere).toString(16).toUpperCase().padStart(4, '0')}]`

function couper(mot: string): string {
  const morceaux = Array.from(graphemes.segment(mot), ({ segment }) => segment)
  return morceaux.map((m, rang) => (rang > 0 && rang % PAS_DE_COUPURE === 0 ? `\u200b${m}` : m)).join('')
}

/** Applique `texteImprimable` à tous les textes d’une donnée JSON, sans en changer la forme. */
export function donneesImprimables(donnees: unknown, couvertures: readonly Couverture[]): unknown {
  if (typeof donnees === 'string') return texteImprimable(donnees, couvertures)
  if (Array.isArray(donnees)) return donnees.map((d) => donneesImprimables(d, couvertures))
  if (typeof donnees !== 'object' || donnees === null) return donnees
  return Object.fromEntries(Object.entries(donnees).map(([cle, valeur]) => [cle, donneesImprimables(valeur, couvertures)]))
}
