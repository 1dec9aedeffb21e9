import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { describe, test } from 'node:test'
import { JULES_FERRY, LA_JORDANNE, uneAssistante } from '#essais/fabriques/agents.ts'
import { lire, moteurSansBase, poster, uneApplicationPour } from '#essais/fabriques/application.ts'
import { ouvrirEssai } from '#essais/fabriques/base.ts'
import { UN_JOUR } from '#essais/fabriques/dossiers.ts'
import { FONCTIONS, type Fonction, unAgentDe } from '#socle/agent.ts'
import { NATURES } from './action.ts'
import { actionsCollectives } from './module.ts'

test('premier anneau, seul : aucune de ces pages n’existe pour qui n’est pas assistant de service social', async () => {
  let fonction: Fonction = 'stagiaire'
  const app = await uneApplicationPour(moteurSansBase(), actionsCollectives.routes, () =>
    unAgentDe(randomUUID(), 'Agent', 's', [{ fonction, territoireId: LA_JORDANNE, niveau: 'etablissement', libelle: '', permanences: [] }]),
  )
  assert.equal(actionsCollectives.routes.length, 4)
  for (fonction of FONCTIONS.filter((f) => f !== 'assistant_social'))
    for (const route of actionsCollectives.routes)
      for (const methode of route.methodes) {
        const url = route.chemin.replace(':nature', 'conseil').replaceAll(/:\w+/g, randomUUID())
        assert.equal((await (methode === 'GET' ? lire(app, url) : poster(app, url))).statusCode, 404, `${fonction} ${methode} ${url}`)
      }
})

describe('pages', async () => {
  const essai = await ouvrirEssai()
  const marie = await uneAssistante(essai, LA_JORDANNE)
  let courant = marie
  const app = await uneApplicationPour(essai.moteur, actionsCollectives.routes, () => courant)
  const page = async (url: string) => (await lire(app, url)).body

  test('chaque nature : trois champs requis au plus, aucun texte libre, le jour et l’établissement déjà là', async () => {
    for (const nature of NATURES) {
      const corps = await page(`/sans-nom/consigner/${nature}`)
      const requis = new Set([...corps.matchAll(/<(?:input|select)[^>]*\brequired\b[^>]*>/g)].map((m) => /name="(\w+)"/.exec(m[0])?.[1]))
      assert.equal(requis.size, 3, `${nature} : ${[...requis].join(', ')}`)
      assert.doesNotMatch(corps, /<textarea|type="text"/, nature)
      assert.match(corps, /name="dateAction"[^>]*value="\d{4}-\d\d-\d\d"|value="\d{4}-\d\d-\d\d"[^>]*name="dateAction"/)
    }
    assert.match(await page('/sans-nom/consigner/conseil'), /<select[^>]*name="etablissementId"[^>]*>\s*<option value="[0-9a-f-]{36}"/)
    assert.equal((await lire(app, '/sans-nom/consigner/autre')).statusCode, 404)
  })

  test('l’envoi incomplet garde ce qui est tapé ; l’envoi juste mène à la liste', async () => {
    const saisie = { cleIdempotence: randomUUID(), etablissementId: LA_JORDANNE, dateAction: UN_JOUR, eleves: '54', partenaires: 'INF' }
    const incomplet = await poster(app, '/sans-nom/consigner/action_collective', saisie)
    assert.equal(incomplet.statusCode, 422)
    assert.match(incomplet.body, /Choisissez le thème\./)
    assert.match(incomplet.body, /value="54"/)
    const juste = await poster(app, '/sans-nom/consigner/action_collective', { ...saisie, theme: 'HARC' })
    assert.deepEqual([juste.statusCode, juste.headers.location], [303, '/sans-nom?fait=1'])
    const liste = await page('/sans-nom?annee=2025')
    for (const mots of [/Lutte contre le harcèlement/, /élèves\s:\s54/, /avec Infirmier/]) assert.match(liste, mots)
  })

  test('« recommencer » garde l’établissement et le jour, et rien d’autre', async () => {
    courant = await uneAssistante(essai, LA_JORDANNE, JULES_FERRY)
    const { headers } = await poster(app, '/sans-nom/consigner/instance', {
      cleIdempotence: randomUUID(),
      etablissementId: JULES_FERRY,
      dateAction: UN_JOUR,
      instance: 'GPDS',
      suite: 'recommencer',
    })
    const vers = String(headers.location)
    assert.match(vers, /^\/sans-nom\/consigner\/instance\?fait=1&/)
    const suivante = await page(vers)
    assert.match(suivante, new RegExp(`<option value="${JULES_FERRY}" selected`))
    assert.match(suivante, new RegExp(`value="${UN_JOUR}"`))
    assert.doesNotMatch(suivante, /value="GPDS" selected/)
    courant = marie
  })

  test('corriger part de ce qui est écrit ; annuler se voit ; celle d’une autre n’existe pas', async () => {
    const consignee = await poster(app, '/sans-nom/consigner/conseil', {
      cleIdempotence: randomUUID(),
      etablissementId: LA_JORDANNE,
      dateAction: '2023-11-14',
      motif: 'LOGT',
      origine: 'CPE',
    })
    assert.equal(consignee.statusCode, 303)
    const id = /\/sans-nom\/([0-9a-f-]{36})\/corriger/.exec(await page('/sans-nom?annee=2023'))?.[1]
    const correction = await page(`/sans-nom/${id}/corriger`)
    assert.match(correction, /value="LOGT"[^>]*checked|checked[^>]*value="LOGT"/)
    assert.match(correction, /value="CPE" selected/)
    courant = await uneAssistante(essai, LA_JORDANNE)
    assert.equal((await lire(app, `/sans-nom/${id}/corriger`)).statusCode, 404)
    assert.equal((await poster(app, `/sans-nom/${id}/annuler`)).statusCode, 404)
    courant = marie
    assert.equal((await poster(app, `/sans-nom/${id}/annuler`)).statusCode, 303)
    assert.match(await page('/sans-nom?annee=2023'), /Annulée/)
  })
})
