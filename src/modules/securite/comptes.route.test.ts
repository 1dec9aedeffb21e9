import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { before, describe, test } from 'node:test'
import { h } from 'preact'
import { CANTAL, LA_JORDANNE } from '#essais/fabriques/agents.ts'
import { ouvrirEssai } from '#essais/fabriques/base.ts'
import { champsCaches, uneApplication, unNavigateur } from '#essais/fabriques/navigateur-http.ts'
import { FONCTIONS, type Fonction, unAgentDe } from '#socle/agent.ts'
import type { Moteur } from '#socle/cas-usage.ts'
import { coffreEphemere } from '#socle/coffre.ts'
import { creerApplication } from '#socle/http/application.ts'
import { creerAgent } from './installation.requetes.ts'
import { securite } from './module.ts'
import { MOT_DE_PASSE_DEMONSTRATION, REGLAGES_STRICTS } from './reglages.ts'

describe('anneau route, seul : la base est inaccessible', async () => {
  const ORGANISENT: readonly Fonction[] = ['administrateur', 'ctss_departement', 'ctss_bassin']
  const attendus: readonly (readonly [string, readonly Fonction[]])[] = [
    ['/comptes', ORGANISENT],
    ['/comptes/nouveau', ['administrateur']],
    [`/comptes/${randomUUID()}`, ORGANISENT],
    [`/comptes/${randomUUID()}/reinitialiser`, ['administrateur']],
    [`/comptes/${randomUUID()}/fermer`, ['administrateur']],
    [`/comptes/${randomUUID()}/affecter`, ORGANISENT],
    [`/affectations/${randomUUID()}/clore`, ORGANISENT],
    ['/equipe', ['ctss_departement', 'ctss_bassin']],
  ]
  const horsBase = new Proxy(
    {},
    {
      get: () => () => {
        throw new Error('base interdite')
      },
    },
  ) as Moteur['db']
  const moteur: Moteur = { db: horsBase, coffre: coffreEphemere(), maintenant: () => new Date(), identifiant: randomUUID }
  const app = await creerApplication({
    moteur,
    routes: securite.routes,
    identifier: async (r) => ({
      etat: 'ouverte',
      agent: unAgentDe('a', 'A', 's', [
        { fonction: String(r.headers['x-fonction']) as Fonction, territoireId: 't', niveau: 'departement', libelle: '', permanences: [] },
      ]),
    }),
    retenir: async () => ({ genre: 'json', statut: 401, corps: {} }),
    habiller: (p) => h('main', null, p.contenu),
    pageErreur: ({ message }) => h('p', null, message),
    journal: () => undefined,
    dossierStatique: process.cwd(),
    depotMax: 1,
  })
  for (const [url, admises] of attendus)
    test(`${url.replace(/[0-9a-f-]{36}/, ':id')} n’existe que pour ${admises.join(', ')}`, async () => {
      for (const fonction of FONCTIONS) {
        const { statusCode } = await app.inject({ url, headers: { 'x-fonction': fonction } })
        // Admise, la requête va plus loin : page sans base (200) ou panne de base (500), jamais 404.
        assert.equal(statusCode === 404, !admises.includes(fonction), `${fonction} : ${statusCode}`)
      }
    })
})

describe('comptes et équipe, de bout en bout', async () => {
  const essai = await ouvrirEssai()
  const app = await uneApplication(essai, { ...REGLAGES_STRICTS, demonstration: true })
  const entrer = async (identifiant: string, motDePasse = MOT_DE_PASSE_DEMONSTRATION) => {
    const n = unNavigateur(app)
    await n.poster('/connexion', { identifiant, motDePasse })
    return n
  }
  const idDe = async (identifiant: string) =>
    (await essai.proprietaire.selectFrom('securite.agent').select('id').where('identifiant', '=', identifiant).executeTakeFirstOrThrow()).id
  before(async () => {
    for (const [identifiant, fonction] of [
      ['admin', 'administrateur'],
      ['ctssd', 'ctss_departement'],
    ] as const)
      await creerAgent(essai.proprietaire, {
        identifiant,
        nomAffiche: identifiant,
        motDePasse: MOT_DE_PASSE_DEMONSTRATION,
        demonstration: true,
        affectations: [{ fonction, territoireId: CANTAL, du: '2020-09-01' }],
      })
  })

  test('l’administrateur crée un compte, une seule fois, et l’agent s’en sert', async () => {
    const admin = await entrer('admin')
    const corps = { ...champsCaches((await admin.lire('/comptes/nouveau')).body), nomAffiche: 'Jeanne Neuve', identifiant: 'Jeanne.Neuve' }
    const cree = await admin.poster('/comptes/nouveau', corps)
    const provisoire = /<code>([a-z2-9-]{23})<\/code>/.exec(cree.body)?.[1] ?? ''
    const rejoue = await admin.poster('/comptes/nouveau', corps)
    assert.match(rejoue.body, /déjà été envoyé/)
    assert.equal((await admin.poster('/comptes/nouveau', { ...corps, cleIdempotence: randomUUID() })).statusCode, 409)
    const jeanne = await entrer('jeanne.neuve', provisoire)
    assert.equal((await jeanne.lire('/compte')).headers.location, '/compte/mot-de-passe?retour=%2Fcompte')
  })

  test('le conseiller l’affecte à son collège ; l’administrateur ne le peut pas', async () => {
    const agentId = await idDe('jeanne.neuve')
    const affectation = {
      cleIdempotence: randomUUID(),
      fonction: 'assistant_social',
      territoireId: LA_JORDANNE,
      du: '2026-09-01',
      permanences: '2',
    }
    assert.equal((await (await entrer('admin')).poster(`/comptes/${agentId}/affecter`, affectation)).statusCode, 403)
    const ctssd = await entrer('ctssd')
    assert.equal((await ctssd.poster(`/comptes/${agentId}/affecter`, affectation)).statusCode, 303)
    assert.match((await ctssd.lire('/equipe')).body, /Jeanne Neuve[\s\S]*La Jordanne[\s\S]*mardi/)
    assert.equal((await ctssd.poster(`/comptes/${agentId}/affecter`, { ...affectation, cleIdempotence: randomUUID() })).statusCode, 409)
    assert.equal(
      (await ctssd.poster(`/comptes/${agentId}/affecter`, { ...affectation, cleIdempotence: randomUUID(), territoireId: CANTAL }))
        .statusCode,
      422,
    )
  })

  test('clore : le dernier jour compte encore, le passé ne se réécrit pas', async () => {
    const ctssd = await entrer('ctssd')
    const { id } = await essai.proprietaire
      .selectFrom('securite.affectation')
      .select('id')
      .where('agent_id', '=', await idDe('jeanne.neuve'))
      .executeTakeFirstOrThrow()
    assert.equal((await ctssd.poster(`/affectations/${id}/clore`, { dernierJour: '2026-09-15' })).statusCode, 422)
    assert.equal((await ctssd.poster(`/affectations/${id}/clore`, { dernierJour: '2031-07-04' })).statusCode, 303)
    const { au } = await essai.proprietaire.selectFrom('securite.affectation').select('au').where('id', '=', id).executeTakeFirstOrThrow()
    assert.equal(au, '2031-07-05')
  })

  test('réinitialisé, l’agent est mis dehors, et l’apprend à sa connexion suivante avec le nom de qui l’a fait', async () => {
    const admin = await entrer('admin')
    const agentId = await idDe('jeanne.neuve')
    const reponse = await admin.poster(`/comptes/${agentId}/reinitialiser`)
    const provisoire = /<code>([a-z2-9-]{23})<\/code>/.exec(reponse.body)?.[1] ?? ''
    const jeanne = await entrer('jeanne.neuve', provisoire)
    assert.match((await jeanne.lire('/compte/mot-de-passe')).body, /réinitialisé[\s\S]*par admin/)
    assert.equal((await admin.poster(`/comptes/${await idDe('admin')}/reinitialiser`)).statusCode, 403)
  })

  test('fermé, il ne se connecte plus et sa session tombe', async () => {
    const admin = await entrer('admin')
    const agentId = await idDe('jeanne.neuve')
    const provisoire = /<code>([a-z2-9-]{23})<\/code>/.exec((await admin.poster(`/comptes/${agentId}/reinitialiser`)).body)?.[1] ?? ''
    const jeanne = await entrer('jeanne.neuve', provisoire)
    assert.equal((await jeanne.lire('/compte/mot-de-passe')).statusCode, 200)
    assert.equal((await admin.poster(`/comptes/${agentId}/fermer`)).statusCode, 303)
    assert.equal((await jeanne.lire('/compte/mot-de-passe')).statusCode, 303)
    assert.equal((await entrer('jeanne.neuve', provisoire)).temoin, null)
  })

  test('la recherche de comptes trouve, compte, et un signe joker n’est qu’un signe', async () => {
    const admin = await entrer('admin')
    assert.match((await admin.lire('/comptes?q=NEUVE')).body, /1\scompte</)
    assert.match((await admin.lire('/comptes?q=%25')).body, /Aucun compte ne répond/)
  })
})
