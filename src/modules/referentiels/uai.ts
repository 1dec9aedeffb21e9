import { ErreurMetier } from '#socle/erreur.ts'

const ALPHABET = 'ABCDEFGHJKLMNPRSTUVWXYZ'
const FORME = /^\d{7}[A-Z]$/

/**
 * Lettre de contrôle d'un numéro d'établissement : le reste de ses sept chiffres divisés par 23, dans un alphabet sans I, O ni Q.
 *
 * @param chiffres les sept premiers caractères de l'UAI
 * @source Spécifications des exportations XML de SIECLE §14.1.2 : « 7 chiffres + lettre clé pour le modulo 23 »
 */
export function lettreCle(chiffres: string): string {
  return ALPHABET.charAt(Number(chiffres) % 23)
}

/** Vrai si l'UAI a sept chiffres suivis de la bonne lettre. */
export function estUai(uai: string): boolean {
  return FORME.test(uai) && lettreCle(uai.slice(0, 7)) === uai.charAt(7)
}

/**
 * L'UAI saisi ou lu, sans espaces et en capitales.
 *
 * @throws ErreurMetier `referentiels.uai_forme` ou `referentiels.uai_cle`
 */
export function verifierUai(saisi: string): string {
  const uai = saisi.replaceAll(/\s/g, '').toUpperCase()
  if (!FORME.test(uai)) {
    throw new ErreurMetier(
      'invalide',
      'referentiels.uai_forme',
      'Un numéro UAI s’écrit avec sept chiffres et une lettre, par exemple 0140070A.',
    )
  }
  if (!estUai(uai)) {
    throw new ErreurMetier(
      'invalide',
      'referentiels.uai_cle',
      'La lettre finale de ce numéro UAI ne correspond pas à ses chiffres : un caractère est sans doute erroné.',
    )
  }
  return uai
}
