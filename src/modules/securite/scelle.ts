import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { Coffre } from '#socle/coffre.ts'

/**
 * Ce que le serveur confie à la page et reprend ensuite, sans session ni table : chiffré et authentifié par la clé du système, lié à
 * son usage et à un agent, valable un temps.
 */
export type Usage = 'etape' | 'reprise' | 'enrolement'

const lieu = (usage: Usage, agentId: string) => ({ colonne: `securite.page.${usage}` as const, ligneId: agentId })
/** L'étape de connexion nomme elle-même son agent, que l'on ne connaît pas encore. */
export const PERSONNE = '00000000-0000-4000-8000-000000000000'
const CLAIR_MAX = 8 * 1024 * 1024

/** Comprime puis scelle ; `jusque` est l'instant où cela cesse de valoir. */
export function sceller(coffre: Coffre, usage: Usage, agentId: string, contenu: unknown, jusque: Date): string {
  const clair = deflateRawSync(JSON.stringify({ jusque: jusque.getTime(), contenu })).toString('base64')
  return coffre.systeme.chiffrer(lieu(usage, agentId), clair).toString('base64url')
}

/** Le contenu scellé, ou null : illisible, périmé, d'un autre usage ou d'un autre agent. */
export function desceller(coffre: Coffre, usage: Usage, agentId: string, scelle: unknown, maintenant: Date): unknown {
  if (typeof scelle !== 'string' || scelle === '') return null
  try {
    const clair = coffre.systeme.dechiffrer(lieu(usage, agentId), Buffer.from(scelle, 'base64url'))
    const { jusque, contenu } = JSON.parse(inflateRawSync(Buffer.from(clair, 'base64'), { maxOutputLength: CLAIR_MAX }).toString()) as {
      jusque: number
      contenu: unknown
    }
    return jusque > maintenant.getTime() ? contenu : null
  } catch {
    return null
  }
}
