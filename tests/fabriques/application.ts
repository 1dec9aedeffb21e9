import { randomUUID } from 'node:crypto'
import { resolve } from 'node:path'
import { after } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { Fragment, h } from 'preact'
import type { Agent } from '#socle/agent.ts'
import type { Moteur } from '#socle/cas-usage.ts'
import { coffreEphemere } from '#socle/coffre.ts'
import { creerApplication } from '#socle/http/application.ts'
import type { Route } from '#socle/http/route.ts'
import { ouvrirJournalTechnique } from '#socle/journal-technique.ts'

const ouvertes: FastifyInstance[] = []
after(() => Promise.all(ouvertes.map((app) => app.close())))

/** L'application, l'identité étant donnée : c'est le droit de la route et la page qu'on éprouve, pas la session. */
export async function uneApplicationPour(
  moteur: Moteur,
  routes: readonly Route[],
  agent: () => Agent,
  { depotMax = 1_000 } = {},
): Promise<FastifyInstance> {
  const app = await creerApplication({
    moteur,
    routes,
    identifier: async () => ({ etat: 'ouverte', agent: agent() }),
    retenir: async () => ({ genre: 'redirection', vers: '/connexion' }),
    habiller: (p) => h(Fragment, null, h('title', null, p.titre), p.contenu),
    pageErreur: ({ message }) => h('p', null, message),
    journal: ouvrirJournalTechnique('silent'),
    dossierStatique: resolve('public'),
    depotMax,
  })
  ouvertes.push(app)
  return app
}

/** Toucher la base serait une panne (500) : un 404 vient donc bien de la route. */
export const moteurSansBase = (): Moteur => ({
  db: new Proxy(
    {},
    {
      get: () => {
        throw new Error('la base ne devait pas être touchée')
      },
    },
  ) as Moteur['db'],
  coffre: coffreEphemere(),
  maintenant: () => new Date(),
  identifiant: randomUUID,
})

const ENTETES = { host: 'egide.test', origin: 'http://egide.test', 'content-type': 'application/x-www-form-urlencoded' }

export const lire = (app: FastifyInstance, url: string) => app.inject({ method: 'GET', url, headers: { host: 'egide.test' } })
export const poster = (
  app: FastifyInstance,
  url: string,
  corps: Readonly<Record<string, string>> = {},
  entetes: Readonly<Record<string, string>> = {},
) => app.inject({ method: 'POST', url, headers: { ...ENTETES, ...entetes }, payload: new URLSearchParams(corps).toString() })
