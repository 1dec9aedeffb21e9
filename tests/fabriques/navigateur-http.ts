import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import { Fragment, h } from 'preact'
import { identifier, moduleSecurite, type ReglagesSecurite, retenir } from '#modules/securite/index.ts'
import { creerApplication } from '#socle/http/application.ts'
import type { Route } from '#socle/http/route.ts'
import { ouvrirJournalTechnique } from '#socle/journal-technique.ts'
import type { Essai } from './base.ts'

/** L'application HTTP avec la vraie sécurité, plus les routes qu'un essai ajoute. */
export async function uneApplication(essai: Essai, reglages: ReglagesSecurite, routes: readonly Route[] = []): Promise<FastifyInstance> {
  const dossierStatique = mkdtempSync(join(tmpdir(), 'egide-statique-'))
  const { moteur } = essai
  const app = await creerApplication({
    moteur,
    routes: [...moduleSecurite(reglages).routes, ...routes],
    identifier: identifier({ moteur, reglages }),
    retenir: retenir(reglages),
    habiller: (p) => h(Fragment, null, p.contenu),
    pageErreur: ({ message }) => h('p', null, message),
    journal: ouvrirJournalTechnique('silent'),
    dossierStatique,
    depotMax: 1_000_000,
  })
  after(async () => {
    await app.close()
    rmSync(dossierStatique, { recursive: true, force: true })
  })
  return app
}

export type Formulaire = Readonly<Record<string, string>>

/** Un navigateur sans script : garde son témoin, envoie des formulaires depuis la bonne origine. */
export function unNavigateur(app: FastifyInstance, temoin: string | null = null) {
  const navigateur = {
    temoin,
    async envoyer(requete: {
      methode: 'GET' | 'POST'
      url: string
      corps?: Formulaire | undefined
      entetes?: Formulaire
    }): Promise<LightMyRequestResponse> {
      const { methode, url, corps, entetes = {} } = requete
      const reponse = await app.inject({
        method: methode,
        url,
        headers: {
          host: 'egide.test',
          ...(methode === 'POST' ? { origin: 'http://egide.test', 'content-type': 'application/x-www-form-urlencoded' } : {}),
          ...(navigateur.temoin === null ? {} : { cookie: `__Host-egide=${navigateur.temoin}` }),
          ...entetes,
        },
        ...(methode === 'POST' ? { payload: new URLSearchParams(corps ?? {}).toString() } : {}),
      })
      const pose = reponse.cookies.find((c) => c.name === '__Host-egide')
      if (pose) navigateur.temoin = pose.value === '' ? null : pose.value
      return reponse
    },
    lire: (url: string, entetes: Formulaire = {}) => navigateur.envoyer({ methode: 'GET', url, entetes }),
    poster: (url: string, corps?: Formulaire, entetes: Formulaire = {}) => navigateur.envoyer({ methode: 'POST', url, corps, entetes }),
  }
  return navigateur
}

/** Les champs cachés de la page, par nom (le dernier l'emporte). */
export function champsCaches(html: string): Record<string, string> {
  const decoder = (t: string) =>
    t.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&#39;', "'").replaceAll('&amp;', '&')
  return Object.fromEntries(
    [...html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map((m) => [decoder(m[1] ?? ''), decoder(m[2] ?? '')]),
  )
}
