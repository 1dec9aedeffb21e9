import { createHash } from 'node:crypto'

/** SHA-256 d'un écrit ou d'un document figé. */
export const sha256 = (octets: string | Uint8Array): Buffer => createHash('sha256').update(octets).digest()
