import { generateSecret, generateURI, verifySync } from 'otplib'

/** @source RFC 6238 : pas de 30 secondes, SHA-1, 6 chiffres, ce que lisent toutes les applications d'authentification. */
const PAS_SECONDES = 30

/** Secret neuf de 160 bits, en base 32. */
export const tirerSecret = (): string => generateSecret({ length: 20 })

/** Adresse qu'un QR code donne à l'application d'authentification. */
export const adresseTotp = (secret: string, identifiant: string): string => generateURI({ issuer: 'Égide', label: identifiant, secret })

/** Le secret en groupes de quatre, pour être recopié à la main. */
export const secretLisible = (secret: string): string => secret.match(/.{1,4}/g)?.join(' ') ?? secret

/** Ne garde que les chiffres ; « 123 456 » se lit 123456. */
const chiffresDe = (code: string): string => code.replace(/\D/g, '')

/**
 * Le pas auquel ce code est juste, à un pas près (±30 s) ; null s'il est faux. L'appelant refuse un pas déjà servi.
 *
 * @source RFC 6238 §5.2 : « The verifier MUST NOT accept the second attempt of the OTP after the successful validation »
 */
export function pasDuCode(secret: string, code: string, maintenant: Date): number | null {
  const token = chiffresDe(code)
  if (token.length !== 6) return null
  const epoch = Math.floor(maintenant.getTime() / 1000)
  const lu = verifySync({ secret, token, epoch, epochTolerance: PAS_SECONDES })
  if (!lu.valid) return null
  return Math.floor(epoch / PAS_SECONDES) + lu.delta
}
