import type { FastifyInstance, FastifyRequest } from 'fastify'
import { ErreurMetier } from '../erreur.ts'

export const CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

const ENTETES = {
  'content-security-policy': CSP,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), browsing-topics=()',
  'x-robots-tag': 'noindex, nofollow',
} as const

/** Politique de sécurité du contenu sans script ni style en ligne, et rien en cache hors des fichiers statiques. */
export function poserEntetes(app: FastifyInstance, https: boolean): void {
  app.addHook('onSend', async (requete, reponse) => {
    reponse.headers(ENTETES)
    if (https) reponse.header('strict-transport-security', 'max-age=31536000; includeSubDomains')
    if (!requete.url.startsWith('/statique/')) reponse.header('cache-control', 'no-store')
  })
}

/**
 * Refuse un envoi venu d'un autre site. Le navigateur dit d'où vient la requête (Origin, à défaut Sec-Fetch-Site) ; celui
 * qui ne dit ni l'un ni l'autre est refusé. Le témoin de session est en outre `SameSite=Strict`.
 */
export function refuserAutreOrigine(requete: FastifyRequest, adresse: string | undefined): void {
  if (requete.method === 'GET' || requete.method === 'HEAD') return
  const origine = requete.headers.origin
  const attendue = adresse ? new URL(adresse).host : requete.headers.host
  const memeHote = origine !== undefined && URL.canParse(origine) && new URL(origine).host === attendue
  const memeSite = origine === undefined && requete.headers['sec-fetch-site'] === 'same-origin'
  if (!memeHote && !memeSite)
    throw new ErreurMetier(
      'interdit',
      'http.autre_origine',
      'Cet envoi ne vient pas d’Égide. Rouvrez la page depuis Égide, puis recommencez.',
    )
}
