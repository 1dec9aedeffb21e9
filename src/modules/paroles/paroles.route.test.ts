import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { LA_JORDANNE, uneAssistante } from '#essais/fabriques/agents.ts'
import { lire, moteurSansBase, poster, uneApplicationPour } from '#essais/fabriques/application.ts'
import { type Essai, ouvrirEssai } from '#essais/fabriques/base.ts'
import { unDossier } from '#essais/fabriques/dossiers.ts'
import { moduleActes } from '#modules/actes/module.ts'
import { type Agent, FONCTIONS, type Fonction, unAgentDe } from '#socle/agent.ts'
import { contributionParoles } from './contribution.cas.ts'
import { paroles } from './module.ts'

const routes = [...paroles.routes, ...moduleActes([contributionParoles]).routes]
const envoyer = (app: FastifyInstance, url: string, corps: Readonly<Record<string, string>>) =>
  poster(app, url, { cleIdempotence: randomUUID(), ...corps })

describe('premier anneau, seul : la route sans la base derrière elle', () => {
  for (const fonction of FONCTIONS)
    test(`${fonction} : n’entre que si sa fonction suit des dossiers`, async () => {
      const app = await uneApplicationPour(moteurSansBase(), routes, () =>
        unAgentDe('a', 'Camille', 's', [{ fonction, territoireId: LA_JORDANNE, niveau: 'etablissement', libelle: '', permanences: [] }]),
      )
      for (const { chemin, methodes } of paroles.routes)
        for (const methode of methodes) {
          const url = chemin.replace(/:\w+/g, randomUUID())
          const { statusCode } = methode === 'GET' ? await lire(app, url) : await envoyer(app, url, {})
          const entre = (['assistant_social', 'stagiaire'] as readonly Fonction[]).includes(fonction)
          if (entre) assert.notEqual(statusCode, 404, `${methode} ${chemin}`)
          else assert.equal(statusCode, 404, `${methode} ${chemin}`)
        }
    })
})

describe('sans script, des premiers mots à l’annotation', async () => {
  const essai: Essai = await ouvrirEssai()
  let app: FastifyInstance
  let assistante: Agent
  before(async () => {
    assistante = await uneAssistante(essai)
    app = await uneApplicationPour(essai.moteur, routes, () => assistante)
  })

  test('tout le parcours', async () => {
    const { dossierId } = await unDossier(essai, assistante)
    const base = `/dossiers/${dossierId}/paroles`
    const vierge = await lire(app, `${base}/nouvelle`)
    assert.equal(vierge.statusCode, 200)
    assert.doesNotMatch(vierge.body, /A déjà raconté/)
    assert.match(vierge.body, /name="entenduPar"[^>]*value="Camille Essai"/)

    const scelle = await envoyer(app, `${base}/nouvelle`, {
      propos: 'Il m’a <b>tapé</b>.\nFort ?',
      le: '2025-11-12',
      heure: '14:30',
      question: 'posee',
      motsQuestion: 'Tu veux me raconter ?',
    })
    assert.deepEqual([scelle.statusCode, scelle.headers.location], [303, `${base}?fait=1`])
    await envoyer(app, `${base}/recit`, { aQui: 'infirmiere', precision: 'du collège', commentSu: 'Elle l’a dit.' })

    const page = await lire(app, base)
    assert.match(page.body, /<title>Paroles de l’enfant<\/title>/)
    assert.match(page.body, /«\u00a0Il m’a &lt;b>tapé&lt;\/b>\.\nFort \?\u00a0»/)
    assert.match(page.body, /Sceau vérifié/)
    assert.match(page.body, /(?:[0-9a-f]{8} ){7}[0-9a-f]{8}/)
    assert.match(page.body, /A déjà raconté\u00a0: 2 fois/)
    assert.match(page.body, /Infirmière ou infirmier \(du collège\)/)

    const annoter = /href="([^"]+\/annoter)"/.exec(page.body)?.[1] ?? ''
    assert.match((await lire(app, annoter)).body, /Il m’a &lt;b>tapé/)
    assert.equal((await envoyer(app, annoter, { texte: 'Dit en pleurant.' })).statusCode, 303)
    assert.match((await lire(app, base)).body, /Dit en pleurant\./)
  })

  test('avant de recommencer : combien de fois, à qui, pourquoi s’abstenir ; rien ne bloque', async () => {
    const { dossierId } = await unDossier(essai, assistante)
    const base = `/dossiers/${dossierId}/paroles`
    await envoyer(app, `${base}/recit`, { aQui: 'police_gendarmerie', le: '2025-11-12' })
    for (const page of [`${base}/nouvelle`, `${base}/recit`, base, `/dossiers/${dossierId}/consigner`]) {
      const { body } = await lire(app, page)
      assert.match(body, /A déjà raconté\u00a0: 1 fois/, page)
      assert.match(body, /Police ou gendarmerie/)
      for (const source of ['DSDEN de la Côte-d’Or, 2015', 'CASF, art. D226-2-3', 'CPP, art. 11']) assert.ok(body.includes(source), source)
    }
    const acte = await envoyer(app, `/dossiers/${dossierId}/consigner`, { dossierId, dateActe: '2025-11-13', motif: 'DANGER' })
    assert.equal(acte.statusCode, 303)
    const dossier = (await lire(app, `/dossiers/${dossierId}`)).body
    assert.match(dossier, /Paroles… \(a déjà raconté\u00a0: 1 fois\)/)
    assert.match(dossier, /L’enfant a raconté ailleurs/)
    assert.equal((await envoyer(app, `${base}/nouvelle`, { propos: 'Encore.', le: '2025-11-13' })).statusCode, 303)
  })

  test('une saisie refusée revient entière', async () => {
    const { dossierId } = await unDossier(essai, assistante)
    const r = await envoyer(app, `/dossiers/${dossierId}/paroles/nouvelle`, { propos: 'Longuement noté.', le: '2999-01-01' })
    assert.equal(r.statusCode, 422)
    assert.match(r.body, /Longuement noté\./)
    assert.match(r.body, /href="#champ-le"/)
  })

  test('aucun formulaire ne demande de vérifier les faits', async () => {
    const { dossierId } = await unDossier(essai, assistante)
    for (const page of ['nouvelle', 'recit'])
      assert.doesNotMatch((await lire(app, `/dossiers/${dossierId}/paroles/${page}`)).body, /name="[^"]*(verif|veracite|credib|preuve)/i)
  })
})
