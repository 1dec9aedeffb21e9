import { randomBytes } from 'node:crypto'

/** Combien de codes on remet, une seule fois. */
const NOMBRE_DE_CODES = 10
/** Base 32 de Crockford : ni I, ni L, ni O, ni U. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Dix codes de 50 bits, « K7Q2M-9XDHT ». */
export function tirerCodes(): string[] {
  return Array.from({ length: NOMBRE_DE_CODES }, () => {
    const signes = [...randomBytes(10)].map((o) => ALPHABET[o % 32]).join('')
    return `${signes.slice(0, 5)}-${signes.slice(5)}`
  })
}

/** Le code tel qu'il fut remis, quoi qu'on ait tapé : minuscules, espaces, O pour 0, I ou L pour 1. null s'il n'en a pas la forme. */
export function codeNormalise(saisi: string): string | null {
  const signes = saisi.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1')
  if (signes.length !== 10 || [...signes].some((s) => !ALPHABET.includes(s))) return null
  return `${signes.slice(0, 5)}-${signes.slice(5)}`
}
