import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'

/** Ce qu'a une requête reçue, à l'arrêt, pour s'achever. */
const GRACE_MS = 10_000

/**
 * À l'arrêt, les requêtes reçues s'achèvent ; une connexion qui n'en a porté aucune ne le retient pas. Node ferme de lui-même celles
 * qui ont déjà servi, jamais celle qu'un navigateur ouvre d'avance.
 */
export function arreterSansAttendre(app: FastifyInstance): void {
  const muettes = new Set<Socket>()
  app.server.on('connection', (connexion) => {
    muettes.add(connexion)
    connexion.once('close', () => muettes.delete(connexion))
  })
  app.server.on('request', ({ socket }) => muettes.delete(socket))
  app.addHook('preClose', async () => {
    for (const connexion of muettes) connexion.destroy()
    setTimeout(() => app.server.closeAllConnections(), GRACE_MS).unref()
  })
}
