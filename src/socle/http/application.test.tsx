import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { type AddressInfo, connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { type Agent, type Fonction, unAgentDe } from '../agent.ts'
import type { Moteur } from '../cas-usage.ts'
import { ErreurMetier } from '../erreur.ts'
import type { EvenementTechnique } from '../journal-technique.ts'
import { creerApplication, type Identite } from './application.ts'
import type { Route } from './route.ts'

/** L'anneau « route » seul : sans base derrière, il ne peut compter que sur lui-même. */
const agent = (fonction: Fonction): Agent =>
  unAgentDe(randomUUID(), 'Camille Essai', randomUUID(), [
    { fonction, territoireId: randomUUID(), niveau: 'etablissement', libelle: 'Collège', permanences: [] },
  ])

const routes: readonly Route[] = [
  {
    chemin: '/reserve',
    methodes: ['GET', 'POST'],
    acces: ['assistant_social'],
    traiter: async (e) => ({ genre: 'json', statut: 200, corps: e.corps }),
  },
  { chemin: '/tous', methodes: ['GET'], acces: 'tout_agent', traiter: async () => ({ genre: 'json', statut: 200, corps: {} }) },
  {
    chemin: '/public',
    methodes: ['GET'],
    acces: 'public',
    traiter: async () => ({ genre: 'page', statut: 200, titre: 'Titre', contenu: <p>{'<script>alert(1)</script>'}</p> }),
  },
  {
    chemin: '/panne/:id',
    methodes: ['GET'],
    acces: 'public',
    traiter: async () => {
      throw new Error('secret : Léo Dupont')
    },
  },
  {
    chemin: '/refus',
    methodes: ['GET'],
    acces: 'public',
    traiter: async () => {
      throw new ErreurMetier('introuvable', 'essai.introuvable', 'Cette page n’existe pas ou ne vous est pas accessible.')
    },
  },
  {
    chemin: '/lente',
    methodes: ['GET'],
    acces: 'public',
    traiter: async () => {
      await lenteur.promise
      return { genre: 'json', statut: 200, corps: {} }
    },
  },
  {
    chemin: '/fichier',
    methodes: ['GET'],
    acces: 'public',
    traiter: async () => ({ genre: 'fichier', type: 'text/plain', nom: 'a"b\r\nc.txt', octets: Buffer.from('x') }),
  },
]

const dossierStatique = mkdtempSync(join(tmpdir(), 'egide-statique-'))
after(() => rmSync(dossierStatique, { recursive: true, force: true }))
const lenteur = Promise.withResolvers<void>()
const evenements: EvenementTechnique[] = []

async function application(identite: Identite): Promise<FastifyInstance> {
  const app = await creerApplication({
    moteur: { maintenant: () => new Date(), identifiant: randomUUID } as Moteur,
    routes,
    identifier: async () => identite,
    habiller: ({ titre, contenu }) => (
      <html lang="fr">
        <title>{titre}</title>
        {contenu}
      </html>
    ),
    pageErreur: ({ message, numero }) => <p>{`${message} ${numero ?? ''}`}</p>,
    retenir: async (_echange, i) => ({ genre: 'redirection', vers: i.etat === 'anonyme' ? '/connexion' : '/deverrouiller' }),
    journal: (e) => evenements.push(e),
    dossierStatique,
    depotMax: 1000,
  })
  after(() => app.close())
  return app
}

const ouverte = (fonction: Fonction): Identite => ({ etat: 'ouverte', agent: agent(fonction) })

describe('anneau des routes', () => {
  for (const [cas, identite, chemin, statut] of [
    ['avec la fonction', ouverte('assistant_social'), '/reserve', 200],
    ['avec une autre fonction : comme si la page n’existait pas', ouverte('ctss_departement'), '/reserve', 404],
    ['l’administrateur n’entre pas davantage', ouverte('administrateur'), '/reserve', 404],
    ['tout agent connecté', ouverte('administrateur'), '/tous', 200],
    ['sans session : la connexion', { etat: 'anonyme' } as const, '/reserve', 303],
    ['session verrouillée : le verrou', { etat: 'verrouillee', agent: agent('assistant_social') } as const, '/reserve', 303],
    ['compte à compléter : retenu', { etat: 'a_completer', agent: agent('assistant_social') } as const, '/reserve', 303],
    ['route publique', { etat: 'anonyme' } as const, '/public', 200],
    ['chemin inconnu', ouverte('assistant_social'), '/inconnu', 404],
  ] as const) {
    it(cas, async () => assert.equal((await (await application(identite)).inject(chemin)).statusCode, statut))
  }

  it('hors droit et inexistant répondent exactement pareil', async () => {
    const app = await application(ouverte('administrateur'))
    const [horsDroit, inexistant] = [await app.inject('/reserve'), await app.inject('/inexistant')]
    assert.equal(horsDroit.body, inexistant.body)
  })
})

describe('envois', () => {
  const poster = async (entetes: Record<string, string>) =>
    (
      await (
        await application(ouverte('assistant_social'))
      ).inject({
        method: 'POST',
        url: '/reserve',
        headers: { 'content-type': 'application/x-www-form-urlencoded', host: 'egide.exemple', ...entetes },
        payload: 'a=1',
      })
    ).statusCode

  it('acceptés de la même origine, refusés d’ailleurs ou sans origine', async () => {
    assert.equal(await poster({ origin: 'http://egide.exemple' }), 200)
    assert.equal(await poster({ 'sec-fetch-site': 'same-origin' }), 200)
    assert.equal(await poster({ origin: 'https://ailleurs.exemple' }), 403)
    assert.equal(await poster({ origin: 'null' }), 403)
    assert.equal(await poster({ 'sec-fetch-site': 'cross-site' }), 403)
    assert.equal(await poster({}), 403)
  })

  it('trop gros : une phrase, pas une panne', async () => {
    const app = await application(ouverte('assistant_social'))
    const r = await app.inject({
      method: 'POST',
      url: '/reserve',
      headers: { origin: 'http://localhost', host: 'localhost', 'content-type': 'application/x-www-form-urlencoded' },
      payload: `a=${'x'.repeat(3_000_000)}`,
    })
    assert.equal(r.statusCode, 422)
    assert.match(r.body, /trop volumineux/)
  })
})

describe('réponses', () => {
  it('en-têtes stricts, rien en cache, texte échappé', async () => {
    const r = await (await application({ etat: 'anonyme' })).inject('/public')
    assert.match(String(r.headers['content-security-policy']), /default-src 'none'.*frame-ancestors 'none'/)
    assert.doesNotMatch(String(r.headers['content-security-policy']), /unsafe/)
    assert.equal(r.headers['cache-control'], 'no-store')
    assert.equal(r.headers['x-content-type-options'], 'nosniff')
    assert.match(r.body, /&lt;script>/)
  })

  it('une panne ne dit que son numéro, à l’écran comme au journal', async () => {
    evenements.length = 0
    const r = await (await application({ etat: 'anonyme' })).inject('/panne/leo-dupont')
    assert.equal(r.statusCode, 500)
    const panne = evenements.find((e) => e.type === 'panne')
    assert.ok(panne && r.body.includes(panne.numero))
    assert.doesNotMatch(r.body + JSON.stringify(evenements), /dupont|Léo/i)
    assert.equal(panne.chemin, '/panne/:id')
  })

  it('le nom d’un fichier ne peut pas écrire dans les en-têtes', async () => {
    const r = await (await application({ etat: 'anonyme' })).inject('/fichier')
    assert.equal(r.headers['content-disposition'], 'attachment; filename="a_b__c.txt"')
  })
})

describe('arrêt', () => {
  it('une connexion sans requête ne le retient pas ; une requête reçue s’achève', { timeout: 5_000 }, async () => {
    const app = await application({ etat: 'anonyme' })
    await app.listen({ port: 0, host: '127.0.0.1' })
    const { port } = app.server.address() as AddressInfo
    for (const debut of ['', 'GET /public HTTP/1.1\r\nHost: egi']) {
      const muette = connect(port, '127.0.0.1').on('error', () => undefined)
      await once(muette, 'connect')
      muette.write(debut)
    }
    const recue = fetch(`http://127.0.0.1:${port}/lente`)
    await once(app.server, 'request')
    const arret = app.close()
    lenteur.resolve()
    assert.equal((await recue).status, 200)
    await arret
  })
})
