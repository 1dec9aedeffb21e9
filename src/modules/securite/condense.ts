import { randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'

/**
 * Argon2id, 19 Mio, 2 passes, 1 fil. Un calcul dure quelques dizaines de millisecondes : jamais dans une transaction.
 *
 * @source OWASP, Password Storage Cheat Sheet : « minimum configuration of 19 MiB of memory, an iteration count of 2, and 1 degree of parallelism »
 */
const PARAMETRES = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32 } as const

export const condenser = (motDePasse: string): Promise<string> => hash(motDePasse.normalize('NFC'), PARAMETRES)

let leurre: Promise<string> | undefined

/**
 * Vérifie un mot de passe. Sans condensé (identifiant inconnu, compte fermé ou qui attend), le calcul se fait quand même, sur un
 * leurre : la durée ne dit pas si le compte existe.
 */
export async function correspond(condense: string | undefined, motDePasse: string): Promise<boolean> {
  leurre ??= condenser(randomBytes(24).toString('base64url'))
  const juste = await verify(condense ?? (await leurre), motDePasse.normalize('NFC').slice(0, LONGUEUR_MAX))
  return condense !== undefined && juste
}

/** Au-delà, on ne calcule pas : un envoi de 2 Mo ne doit pas occuper le processeur. */
const LONGUEUR_MAX = 200
