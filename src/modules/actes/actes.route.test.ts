import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { Fragment, h } from 'preact'
import { JULES_FERRY, LA_JORDANNE, unAgent, uneAssistante } from '#essais/fabriques/agents.ts'
import { ouvrirEssai } from '#essais/fabriques/base.ts'
import { admettre, UN_JOUR, unActe, unDossier } from '#essais/fabriques/dossiers.ts'
import { unEleve } from '#essais/fabriques/eleves.ts'
import { routesDossiers } from '#modules/dossiers/index.ts'
import { type Agent, FONCTIONS, type Fonction, unAgentDe } from '#socle/agent.ts'
import type { Moteur } from '#socle/cas-usage.ts'
import { coffreEphemere } from '#socle/coffre.ts'
import type { Db } from '#socle/db.ts'
import { creerApplication } from '#socle/http/application.ts'
import { ouvrirJournalTechnique } from '#socle/journal-technique.ts'
import { moduleActes } from './module.ts'

const ROUTES = [...routesDossiers, ...moduleActes([]).routes]
const statique = mkdtempSync(join(tmpdir(), 'egide-statique-'))
after(() => rmSync(statique, { recursive: true, force: true }))

/** L'application, l'identité étant donnée : c'est le droit de la route et la page qu'on éprouve ici, pas la session. */
async function uneApplication(moteur: Moteur, agent: () => Agent): Promise<FastifyInstance> {
  const app = await creerApplication({
    moteur,
    routes: ROUTES,
    identifier: async () => ({ etat: 'ouverte', agent: agent() }),
    retenir: async () => ({ genre: 'redirection', vers: '/' }),
    habiller: (p) => h(Fragment, null, p.contenu),
    pageErreur: ({ message }) => h('p', null, message),
    journal: ouvrirJournalTechnique('silent'),
    dossierStatique: statique,
    depotMax: 1000,
  })
  after(() => app.close())
  return app
}

const envoyer = (app: FastifyInstance, methode: 'GET' | 'POST', url: string, corps: Record<string, string> = {}) =>
  app.inject({
    method: methode,
    url,
    headers: { host: 'egide.test', origin: 'http://egide.test', 'content-type': 'application/x-www-form-urlencoded' },
    ...(methode === 'POST' ? { payload: new URLSearchParams(corps).toString() } : {}),
  })

describe('premier anneau, seul : sans base', () => {
  // Toucher la base serait une panne (500) : un 404 vient donc bien de la route.
  const db = new Proxy(
    {},
    {
      get: () => {
        throw new Error('la base ne devait pas être touchée')
      },
    },
  ) as Db
  const moteur: Moteur = { db, coffre: coffreEphemere(), maintenant: () => new Date(), identifiant: randomUUID }
  let fonction: Fonction = 'administrateur'
  const agent = () =>
    unAgentDe('00000000-0000-4000-8000-0000000000aa', 'Agent', 's', [
      { fonction, territoireId: LA_JORDANNE, niveau: 'etablissement', libelle: '', permanences: [] },
    ])

  test('chaque route de dossier ou d’acte n’existe pas pour qui n’est ni assistant de service social ni stagiaire', async () => {
    const app = await uneApplication(moteur, agent)
    assert.ok(ROUTES.length >= 15)
    for (fonction of FONCTIONS.filter((f) => f !== 'assistant_social' && f !== 'stagiaire'))
      for (const route of ROUTES)
        for (const methode of route.methodes) {
          const { statusCode } = await envoyer(app, methode, route.chemin.replaceAll(/:\w+/g, randomUUID()))
          assert.equal(statusCode, 404, `${fonction} ${methode} ${route.chemin}`)
        }
  })

  test('le stagiaire n’a ni ouverture, ni clôture, ni membres, ni famille', async () => {
    const app = await uneApplication(moteur, agent)
    fonction = 'stagiaire'
    const fermees = []
    for (const route of ROUTES)
      if ((await envoyer(app, route.methodes[0] ?? 'GET', route.chemin.replaceAll(/:\w+/g, randomUUID()))).statusCode === 404)
        fermees.push(route.chemin)
    assert.deepEqual(fermees.sort(), [
      '/dossiers/:dossierId/clore',
      '/dossiers/:dossierId/famille',
      '/dossiers/:dossierId/famille/:lienId/fermer',
      '/dossiers/:dossierId/membres',
      '/dossiers/:dossierId/membres/:membreId/clore',
      '/dossiers/:dossierId/titulaires',
      '/dossiers/:dossierId/titulaires/:titulaireId/fermer',
      '/dossiers/nouveau',
    ])
  })
})

describe('pages', async () => {
  const essai = await ouvrirEssai()
  const marie = await uneAssistante(essai, LA_JORDANNE)
  let courant: Agent = marie
  const app = await uneApplication(essai.moteur, () => courant)

  test('consigner : la page propose, l’envoi incomplet garde tout ce qui est tapé, l’envoi juste mène au dossier', async () => {
    const { dossierId } = await unDossier(essai, marie)
    const url = `/dossiers/${dossierId}/consigner`
    assert.equal((await envoyer(app, 'GET', url)).statusCode, 200)
    const cleIdempotence = randomUUID()
    const incomplet = await envoyer(app, 'POST', url, {
      cleIdempotence,
      dateActe: UN_JOUR,
      type: 'VAD',
      compteRendu: 'Un texte <précieux>',
      noteTravail: 'À garder',
    })
    assert.equal(incomplet.statusCode, 422)
    assert.match(incomplet.body, /Choisissez le motif principal\./)
    assert.match(incomplet.body, /Un texte &lt;précieux[>&]/)
    assert.match(incomplet.body, /À garder/)
    const juste = await envoyer(app, 'POST', url, {
      cleIdempotence,
      dateActe: UN_JOUR,
      type: 'VAD',
      motif: 'FAM',
      compteRendu: 'Un texte <précieux>',
    })
    assert.equal(juste.statusCode, 303)
    const page = await envoyer(app, 'GET', `/dossiers/${dossierId}`)
    assert.match(page.body, /Un texte &lt;précieux[>&]/)
    assert.match(page.body, /Visite à domicile/)
  })

  test('depuis la recherche : on cherche, on choisit, on consigne, le dossier s’ouvre', async () => {
    const eleve = await unEleve(essai, LA_JORDANNE, { prenom: 'Maëlys', nomFamille: 'TROUVABLE' })
    const recherche = await envoyer(app, 'POST', '/consigner/chercher', { q: 'trouvable' })
    assert.match(recherche.body, new RegExp(`/consigner\\?eleveId=${eleve.id}`))
    const page = await envoyer(app, 'GET', `/consigner?eleveId=${eleve.id}`)
    assert.match(page.body, /il s’ouvrira avec cet acte/)
    const envoi = await envoyer(app, 'POST', `/consigner?eleveId=${eleve.id}`, {
      cleIdempotence: randomUUID(),
      eleveId: eleve.id,
      dateActe: UN_JOUR,
      motif: 'ABS',
    })
    assert.equal(envoi.statusCode, 303)
    assert.match(String(envoi.headers.location), /^\/dossiers\/[0-9a-f-]{36}\?fait=1#acte-/)
    const incomplet = await envoyer(app, 'POST', `/consigner?eleveId=${eleve.id}`, {
      cleIdempotence: randomUUID(),
      eleveId: eleve.id,
      dateActe: UN_JOUR,
      compteRendu: 'Gardé',
    })
    assert.deepEqual([incomplet.statusCode, /Gardé/.test(incomplet.body)], [422, true])
  })

  test('chaque page s’affiche, pour l’assistante', async () => {
    const { dossierId, eleve } = await unDossier(essai, marie)
    const acteId = await unActe(essai, marie, dossierId, { noteTravail: 'n', surTiers: 't', rappelLe: '2099-01-01' })
    const d = `/dossiers/${dossierId}`
    for (const url of [
      '/dossiers',
      '/dossiers?statut=tous',
      `/dossiers/nouveau?eleveId=${eleve.id}`,
      d,
      `${d}?tiroir=tiers&type=VAD`,
      `${d}/clore`,
      `${d}/membres`,
      `${d}/titulaires`,
      `${d}/famille`,
      `${d}/actes/${acteId}/rectifier`,
      '/consigner',
      '/mon-activite',
      '/mon-activite?annee=2025',
    ])
      assert.equal((await envoyer(app, 'GET', url)).statusCode, 200, url)
  })

  test('l’identifiant forgé d’un dossier d’ailleurs répond partout comme un dossier inexistant', async () => {
    const { dossierId } = await unDossier(essai, marie)
    courant = await uneAssistante(essai, JULES_FERRY)
    for (const suite of ['', '/consigner', '/clore', '/membres', '/titulaires', '/famille'])
      for (const id of [dossierId, randomUUID(), 'abc'])
        assert.equal((await envoyer(app, 'GET', `/dossiers/${id}${suite}`)).statusCode, 404, suite)
    courant = marie
  })

  test('« Rectifier » se propose sous mes actes ; au stagiaire, non sous ceux de sa tutrice', async () => {
    const { dossierId } = await unDossier(essai, marie)
    const stagiaire = await unAgent(essai, 'stagiaire', [LA_JORDANNE])
    await admettre(essai, dossierId, stagiaire, marie, '2025-09-01', '2099-01-01')
    const actes = [await unActe(essai, marie, dossierId), await unActe(essai, stagiaire, dossierId)]
    const proposes = async () => {
      const { body } = await envoyer(app, 'GET', `/dossiers/${dossierId}`)
      return actes.map((id) => body.includes(`/actes/${id}/rectifier`))
    }
    assert.deepEqual(await proposes(), [true, true])
    courant = stagiaire
    assert.deepEqual(await proposes(), [false, true])
    assert.equal((await envoyer(app, 'GET', `/dossiers/${dossierId}/actes/${actes[0]}/rectifier`)).statusCode, 403)
    courant = marie
  })

  test('le titre et l’adresse ne nomment personne', async () => {
    const { dossierId } = await unDossier(essai, marie)
    const page = await envoyer(app, 'GET', `/dossiers/${dossierId}`)
    assert.doesNotMatch([...page.body.matchAll(/href="([^"]*)"/g)].map((m) => m[1]).join('\n'), /dupont/i)
  })
})
