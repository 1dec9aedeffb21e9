import { createHash, randomBytes } from 'node:crypto'

/** Nom du témoin de session, sans son préfixe `__Host-`. */
export const TEMOIN = 'egide'
/** Le témoin survit à la session, pour reconnaître à qui appartient une saisie envoyée trop tard. La base, elle, refuse la session. */
export const DUREE_TEMOIN_SECONDES = 7 * 24 * 3600

/** La base ne garde que l'empreinte : une copie volée n'ouvre aucune session. SHA-256 suffit, le jeton ayant 256 bits de hasard. */
export const empreinteDuJeton = (jeton: string): Buffer => createHash('sha256').update(jeton).digest()

export function tirerJeton(): { readonly jeton: string; readonly empreinte: Buffer } {
  const jeton = randomBytes(32).toString('base64url')
  return { jeton, empreinte: empreinteDuJeton(jeton) }
}

/** Vrai pour ce qui a la forme d'un jeton d'Égide ; le reste ne va pas jusqu'à la base. */
export const aFormeDeJeton = (valeur: string | undefined): valeur is string => valeur !== undefined && /^[\w-]{43}$/.test(valeur)
