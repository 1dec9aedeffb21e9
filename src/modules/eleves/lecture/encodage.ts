import { encodageInvalide, refusFichier } from './erreurs-lecture.ts'

/** Nom écrit dans le fichier, et nom compris de `TextDecoder`. */
export type Encodage = { declare: string; encodage: string }

const ADMIS: Readonly<Record<string, string>> = {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  'us-ascii': 'utf-8',
  ascii: 'utf-8',
  'iso-8859-1': 'windows-1252',
  latin1: 'windows-1252',
  'iso-8859-15': 'iso-8859-15',
  'latin-9': 'iso-8859-15',
  'windows-1252': 'windows-1252',
  cp1252: 'windows-1252',
}

const PROLOGUE = /^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([^"']{1,40})["']/

/**
 * Encodage d'un XML d'après sa marque d'ordre ou son prologue ; non déclaré : UTF-8.
 * `declare` est le nom écrit dans le fichier, pour les messages.
 */
export function encodageDuProlog(debut: Buffer): Encodage {
  const [a, b] = debut
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff) || a === 0 || b === 0) throw nonPrisEnCharge('UTF-16')
  const declare = PROLOGUE.exec(
    debut
      .subarray(0, 400)
      .toString('latin1')
      .replace(/^\u00ef\u00bb\u00bf/, ''),
  )?.[1]
  if (declare === undefined) return { declare: 'UTF-8', encodage: 'utf-8' }
  const encodage = ADMIS[declare.toLowerCase()]
  if (encodage === undefined) throw nonPrisEnCharge(declare.replace(/[^\w.-]/g, ''))
  return { declare, encodage }
}

/** Décode des octets en flux ; `ligne` situe l'erreur d'un octet invalide. */
export async function* decoder(
  octets: AsyncIterable<Buffer>,
  encodage: Encodage,
  ligne: () => number,
): AsyncGenerator<{ texte: string; octetsLus: number }> {
  const decodeur = new TextDecoder(encodage.encodage, { fatal: true })
  let octetsLus = 0
  const traduire = (morceau?: Buffer) => {
    try {
      return decodeur.decode(morceau, { stream: morceau !== undefined })
    } catch {
      throw encodageInvalide(encodage.declare, ligne())
    }
  }
  for await (const morceau of octets) {
    octetsLus += morceau.length
    yield { texte: traduire(morceau), octetsLus }
  }
  yield { texte: traduire(), octetsLus }
}

/**
 * Texte qui trahit un fichier UTF-8 lu dans un encodage à un octet (« Ã© » pour « é »), ou l'inverse déguisé
 * (caractères de commande C1). « Ã » suivi d'une lettre, comme dans JOÃO, n'est pas suspect.
 */
export const ENCODAGE_SUSPECT =
  /[\u0080-\u009f]|[ÃÂ][\u00a0-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u2018-\u203a\u20ac\u2122\u02c6\u02dc]/

const nonPrisEnCharge = (nom: string) =>
  refusFichier(
    'encodage',
    `L’encodage ${nom} n’est pas pris en charge : SIECLE écrit en ISO-8859-15. Refaites l’export sans l’enregistrer depuis un autre logiciel.`,
  )
