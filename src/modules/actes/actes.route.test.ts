import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { describe, test } from 'node:test'
import { JULES_FERRY, LA_JORDANNE, unAgent, uneAssistante } from '#essais/fabriques/agents.ts'
import { lire, moteurSansBase, poster, uneApplicationPour } from '#essais/fabriques/application.ts'
import { ouvrirEssai } from '#essais/fabriques/base.ts'
import { admettre, UN_JOUR, unActe, unDossier } from '#essais/fabriques/dossiers.ts'
import { unEleve } from '#essais/fabriques/eleves.ts'
import { routesDossiers } from '#modules/dossiers/index.ts'
import { type Agent, FONCTIONS, type Fonction, unAgentDe } from '#socle/agent.ts'
import { moduleActes } from './module.ts'

const ROUTES = [...routesDossiers, ...moduleActes([]).routes]
describe('premier anneau, seul : sans base', () => {
  let fonction: Fonction = 'administrateur'
  const agent = () =>
    unAgentDe('00000000-0000-4000-8000-0000000000aa', 'Agent', 's', [
      { fonction, territoireId: LA_JORDANNE, niveau: 'etablissement', libelle: '', permanences: [] },
    ])

  test('chaque route de dossier ou d’acte n’existe pas pour qui n’est ni assistant de service social ni stagiaire', async () => {
    const app = await uneApplicationPour(moteurSansBase(), ROUTES, agent)
    assert.ok(ROUTES.length >= 15)
    for (fonction of FONCTIONS.filter((f) => f !== 'assistant_social' && f !== 'stagiaire'))
      for (const route of ROUTES)
        for (const methode of route.methodes) {
          const url = route.chemin.replaceAll(/:\w+/g, randomUUID())
          const { statusCode } = await (methode === 'GET' ? lire(app, url) : poster(app, url))
          assert.equal(statusCode, 404, `${fonction} ${methode} ${route.chemin}`)
        }
  })

  test('le stagiaire n’a ni ouverture, ni clôture, ni membres, ni famille', async () => {
    const app = await uneApplicationPour(moteurSansBase(), ROUTES, agent)
    fonction = 'stagiaire'
    const fermees = []
    for (const { chemin, methodes } of ROUTES) {
      const url = chemin.replaceAll(/:\w+/g, randomUUID())
      if ((await (methodes[0] === 'POST' ? poster(app, url) : lire(app, url))).statusCode === 404) fermees.push(chemin)
    }
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
  const app = await uneApplicationPour(essai.moteur, ROUTES, () => courant)

  test('consigner : la page propose, l’envoi incomplet garde tout ce qui est tapé, l’envoi juste mène au dossier', async () => {
    const { dossierId } = await unDossier(essai, marie)
    const url = `/dossiers/${dossierId}/consigner`
    assert.equal((await lire(app, url)).statusCode, 200)
    const cleIdempotence = randomUUID()
    const incomplet = await poster(app, url, {
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
    const juste = await poster(app, url, {
      cleIdempotence,
      dateActe: UN_JOUR,
      type: 'VAD',
      motif: 'FAM',
      compteRendu: 'Un texte <précieux>',
    })
    assert.equal(juste.statusCode, 303)
    const page = await lire(app, `/dossiers/${dossierId}`)
    assert.match(page.body, /Un texte &lt;précieux[>&]/)
    assert.match(page.body, /Visite à domicile/)
  })

  test('depuis la recherche : on cherche, on choisit, on consigne, le dossier s’ouvre', async () => {
    const eleve = await unEleve(essai, LA_JORDANNE, { prenom: 'Maëlys', nomFamille: 'TROUVABLE' })
    const recherche = await poster(app, '/consigner/chercher', { q: 'trouvable' })
    assert.match(recherche.body, new RegExp(`/consigner\\?eleveId=${eleve.id}`))
    const page = await lire(app, `/consigner?eleveId=${eleve.id}`)
    assert.match(page.body, /il s’ouvrira avec cet acte/)
    const envoi = await poster(app, `/consigner?eleveId=${eleve.id}`, {
      cleIdempotence: randomUUID(),
      eleveId: eleve.id,
      dateActe: UN_JOUR,
      motif: 'ABS',
    })
    assert.equal(envoi.statusCode, 303)
    assert.match(String(envoi.headers.location), /^\/dossiers\/[0-9a-f-]{36}\?fait=1#acte-/)
    const incomplet = await poster(app, `/consigner?eleveId=${eleve.id}`, {
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
      assert.equal((await lire(app, url)).statusCode, 200, url)
  })

  test('l’identifiant forgé d’un dossier d’ailleurs répond partout comme un dossier inexistant', async () => {
    const { dossierId } = await unDossier(essai, marie)
    courant = await uneAssistante(essai, JULES_FERRY)
    for (const suite of ['', '/consigner', '/clore', '/membres', '/titulaires', '/famille'])
      for (const id of [dossierId, randomUUID(), 'abc']) assert.equal((await lire(app, `/dossiers/${id}${suite}`)).statusCode, 404, suite)
    courant = marie
  })

  test('« Rectifier » se propose sous mes actes ; au stagiaire, non sous ceux de sa tutrice', async () => {
    const { dossierId } = await unDossier(essai, marie)
    const stagiaire = await unAgent(essai, 'stagiaire', [LA_JORDANNE])
    await admettre(essai, dossierId, stagiaire, marie, '2025-09-01', '2099-01-01')
    const actes = [await unActe(essai, marie, dossierId), await unActe(essai, stagiaire, dossierId)]
    const proposes = async () => {
      const { body } = await lire(app, `/dossiers/${dossierId}`)
      return actes.map((id) => body.includes(`/actes/${id}/rectifier`))
    }
    assert.deepEqual(await proposes(), [true, true])
    courant = stagiaire
    assert.deepEqual(await proposes(), [false, true])
    assert.equal((await lire(app, `/dossiers/${dossierId}/actes/${actes[0]}/rectifier`)).statusCode, 403)
    courant = marie
  })

  test('le titre et l’adresse ne nomment personne', async () => {
    const { dossierId } = await unDossier(essai, marie)
    const page = await lire(app, `/dossiers/${dossierId}`)
    assert.doesNotMatch([...page.body.matchAll(/href="([^"]*)"/g)].map((m) => m[1]).join('\n'), /dupont/i)
  })
})
