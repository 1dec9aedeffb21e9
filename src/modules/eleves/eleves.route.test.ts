import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { JULES_FERRY, LA_JORDANNE, uneAssistante } from '#essais/fabriques/agents.ts'
import { lire as lireDans, poster as posterDans, uneApplicationPour } from '#essais/fabriques/application.ts'
import { ouvrirEssai } from '#essais/fabriques/base.ts'
import { unEleve } from '#essais/fabriques/eleves.ts'
import { eleves as fichierEleves, siecle, UAI_JORDANNE } from '#essais/fabriques/imports.ts'
import { champsCaches } from '#essais/fabriques/navigateur-http.ts'
import { type Agent, FONCTIONS, unAgentDe } from '#socle/agent.ts'
import { eleveXml } from './lecture/fichier-essai.ts'
import { moduleEleves } from './module.ts'

const essai = await ouvrirEssai()
const dossier = mkdtempSync(join(tmpdir(), 'egide-depots-'))
after(() => rmSync(dossier, { recursive: true, force: true }))
const module = moduleEleves({ depots: dossier, urlTache: essai.url('egide_tache'), tailleMax: 1_000_000, marquer: async () => new Map() })
const claire = await uneAssistante(essai, LA_JORDANNE)
let agent: Agent = claire
const app = await uneApplicationPour(essai.moteur, module.routes, () => agent)
const lire = (url: string) => lireDans(app, url)
const poster = (url: string, corps: Record<string, string>, entetes?: Record<string, string>) => posterDans(app, url, corps, entetes)

describe('Chaque page refuse les fonctions qui n’y ont rien à faire', () => {
  const ouvertes: Readonly<Record<string, readonly string[]>> = { '/imports': ['assistant_social', 'administrateur'] }
  for (const url of [
    '/recherche',
    '/eleves/nouveau',
    '/rapprochements',
    '/imports',
    `/eleves/${LA_JORDANNE}`,
    `/eleves/${LA_JORDANNE}/completer`,
    `/eleves/${LA_JORDANNE}/corriger`,
  ])
    test(url, async () => {
      for (const fonction of FONCTIONS) {
        agent = unAgentDe(claire.id, 'Essai', claire.sessionId, [
          { fonction, territoireId: LA_JORDANNE, niveau: 'etablissement', libelle: '', permanences: [] },
        ])
        const { statusCode } = await lire(url)
        const permis = (ouvertes[url] ?? ['assistant_social']).includes(fonction)
        if (!permis) assert.equal(statusCode, 404, `${fonction} sur ${url}`)
        else assert.notEqual(statusCode, 500)
      }
      agent = claire
    })
})

describe('Chercher, puis créer', () => {
  test('ce qui est tapé part dans le corps, jamais dans une adresse', async () => {
    await unEleve(essai, LA_JORDANNE)
    const { statusCode, body } = await poster('/recherche', { q: 'leo dupon' })
    assert.equal(statusCode, 200)
    assert.match(body, /Léo DUPONT/)
    assert.deepEqual(
      [...body.matchAll(/(?:href|action)="([^"]*)"/g)].map((m) => m[1]).filter((u) => /dup|leo/i.test(u ?? '')),
      [],
    )
    assert.doesNotMatch((await lire('/recherche?q=leo')).body, /Léo DUPONT/)
  })
  test('les propositions à la frappe ont la forme que le navigateur attend', async () => {
    const { resultats } = (await poster('/recherche.json', { q: 'dup' }, { accept: 'application/json' })).json()
    assert.deepEqual([resultats[0].libelle, resultats[0].etat], ['Léo DUPONT', 'jamais vu'])
    assert.match(resultats[0].href, /^\/eleves\/[0-9a-f-]{36}$/)
  })
  test('le lien de création n’apparaît qu’après une recherche', async () => {
    assert.doesNotMatch((await lire('/recherche')).body, /eleves\/nouveau/)
    assert.match((await poster('/recherche', { q: 'zzz' })).body, /\/eleves\/nouveau\?preuve=/)
  })
  const preuveDe = async (q: string) => /preuve=([\w-]+)/.exec((await poster('/recherche', { q })).body)?.[1] ?? ''
  const fiche = {
    etablissementId: LA_JORDANNE,
    nomFamille: 'Sorel',
    nomUsage: '',
    prenom: 'Inès',
    dateNaissance: '2012-05-06',
    sexe: 'F',
    ine: '',
    classe: '',
  }

  test('sans recherche, avec une preuve forgée ou d’un autre, ou pour quelqu’un d’autre : refusé', async () => {
    assert.equal((await lire('/eleves/nouveau')).statusCode, 422)
    const cleIdempotence = LA_JORDANNE
    for (const preuve of ['', 'forgee', await preuveDe('martin')])
      assert.equal((await poster(`/eleves/nouveau?preuve=${preuve}`, { ...fiche, preuve, cleIdempotence })).statusCode, 422)
    const preuve = await preuveDe('sorel')
    agent = await uneAssistante(essai, LA_JORDANNE)
    assert.equal((await poster(`/eleves/nouveau?preuve=${preuve}`, { ...fiche, preuve, cleIdempotence })).statusCode, 422)
    agent = claire
  })
  test('après avoir cherché : créé une seule fois, même envoyé deux fois ; puis déjà connu', async () => {
    const preuve = await preuveDe('ines sorel')
    const page = await lire(`/eleves/nouveau?preuve=${preuve}`)
    const corps = { ...fiche, ...champsCaches(page.body) }
    const [un, deux] = [await poster(`/eleves/nouveau?preuve=${preuve}`, corps), await poster(`/eleves/nouveau?preuve=${preuve}`, corps)]
    assert.deepEqual([un.statusCode, un.headers.location], [303, deux.headers.location])
    const encore = await poster(`/eleves/nouveau?preuve=${preuve}`, { ...corps, cleIdempotence: JULES_FERRY })
    assert.equal(encore.statusCode, 409)
    assert.match(encore.body, /existe déjà/)
    assert.match((await lire(un.headers.location?.split('?')[0] ?? '')).body, /Sorel/)
  })
  test('hors de ses établissements : refusé', async () => {
    const preuve = await preuveDe('sorel')
    assert.equal(
      (await poster(`/eleves/nouveau?preuve=${preuve}`, { ...fiche, preuve, etablissementId: JULES_FERRY, cleIdempotence: JULES_FERRY }))
        .statusCode,
      403,
    )
  })
})

describe('Rapprocher', () => {
  test('confirmer réunit les deux fiches, écarter les laisse ; seul qui suit l’établissement décide', async () => {
    await unEleve(essai, LA_JORDANNE, { nomFamille: 'DEUXFOIS', prenom: 'Ana', dateNaissance: '2013-01-21' })
    await siecle(essai, fichierEleves(UAI_JORDANNE, eleveXml('31', { NOM_DE_FAMILLE: 'DEUXFOIS', PRENOM: 'Ana' })))
    const decider = /action="(\/rapprochements\/[0-9a-f-]{36})"/.exec((await lire('/rapprochements')).body)?.[1] ?? ''
    agent = await uneAssistante(essai, JULES_FERRY)
    assert.equal((await poster(decider, { decision: 'confirmer' })).statusCode, 404)
    agent = claire
    assert.equal((await poster(decider, { decision: 'confirmer' })).statusCode, 303)
    assert.equal((await poster(decider, { decision: 'ecarter' })).statusCode, 409)
    const { resultats } = (await poster('/recherche.json', { q: 'ana deuxfois' })).json()
    assert.equal(resultats.length, 1)
    const { identitesEquivalentes } = await import('./eleve.requetes.ts')
    const { enTantQue } = await import('#essais/fabriques/base.ts')
    assert.equal((await enTantQue(essai, claire, (c) => identitesEquivalentes(c, resultats[0].href.split('/').at(-1)))).length, 2)
  })
})
