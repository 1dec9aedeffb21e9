import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { CANTAL, LA_JORDANNE } from '#essais/fabriques/agents.ts'
import { ouvrirEssai } from '#essais/fabriques/base.ts'
import { champsCaches, uneApplication, unNavigateur } from '#essais/fabriques/navigateur-http.ts'
import type { Route } from '#socle/http/route.ts'
import { creerAgent } from './installation.requetes.ts'
import { MOT_DE_PASSE_DEMONSTRATION, REGLAGES_STRICTS } from './reglages.ts'

const DEMONSTRATION = { ...REGLAGES_STRICTS, demonstration: true }
const page: Route = {
  chemin: '/essai',
  methodes: ['GET', 'POST'],
  acces: 'tout_agent',
  traiter: async (e) => ({ genre: 'json', statut: 200, corps: { corps: e.corps, agent: e.agent?.nomAffiche } }),
}

describe('connexion', async () => {
  const essai = await ouvrirEssai()
  const app = await uneApplication(essai, DEMONSTRATION, [page])
  before(async () => {
    await creerAgent(essai.proprietaire, {
      identifiant: 'ass.demo',
      nomAffiche: 'Camille Exemple',
      motDePasse: MOT_DE_PASSE_DEMONSTRATION,
      demonstration: true,
      affectations: [{ fonction: 'assistant_social', territoireId: LA_JORDANNE, du: '2020-09-01' }],
    })
    await creerAgent(essai.proprietaire, {
      identifiant: 'admin.demo',
      nomAffiche: 'Dominique Exemple',
      motDePasse: MOT_DE_PASSE_DEMONSTRATION,
      demonstration: true,
      affectations: [{ fonction: 'administrateur', territoireId: CANTAL, du: '2020-09-01' }],
    })
  })

  test('la page montre un compte par fonction et un clic entre', async () => {
    const n = unNavigateur(app)
    const accueil = await n.lire('/connexion')
    assert.equal(accueil.statusCode, 200)
    assert.match(accueil.body, /Camille Exemple, [\s\S]*Dominique Exemple, /, 'l’assistante d’abord')
    const reponse = await n.poster('/connexion', { identifiant: 'ass.demo', motDePasse: MOT_DE_PASSE_DEMONSTRATION, retour: '/essai' })
    assert.equal(reponse.statusCode, 303)
    assert.equal(reponse.headers.location, '/essai')
    assert.equal((await n.lire('/essai')).json().agent, 'Camille Exemple')
  })

  test('verrouillée, un envoi est retenu puis repris tel quel', async () => {
    const n = unNavigateur(app)
    await n.poster('/connexion', { identifiant: 'ass.demo', motDePasse: MOT_DE_PASSE_DEMONSTRATION })
    assert.equal((await n.poster('/verrouiller', {}, { accept: 'application/json' })).statusCode, 200)
    const retenu = await n.poster('/essai?a=1', { texte: 'Deux lignes\nécrites, « avec » guillemets', motDePasse: 'secret' })
    assert.equal(retenu.statusCode, 423)
    const { reprise = '' } = champsCaches(retenu.body)
    const page = await n.poster('/deverrouiller', { motDePasse: MOT_DE_PASSE_DEMONSTRATION, reprise })
    assert.match(page.body, /action="\/essai\?a=1"/)
    assert.deepEqual(champsCaches(page.body), { texte: 'Deux lignes\nécrites, « avec » guillemets' })
  })
})
