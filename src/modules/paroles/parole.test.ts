import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { circonstancesDe, heureLue, questionLue } from './parole.ts'
import { rappelDe } from './rappel.ts'
import { bilanDe } from './recit.ts'

describe('les circonstances se relisent', () => {
  test('l’heure', () => assert.deepEqual(['14:30', '09:00', '00:05'].map(heureLue), ['14 h 30', '9 h', '0 h 05']))

  test('la question : rien de dit, aucune, posée avec ou sans ses mots', () =>
    assert.deepEqual(
      [null, { genre: 'aucune' } as const, { genre: 'posee', mots: null } as const, { genre: 'posee', mots: 'Raconte.' } as const].map(
        questionLue,
      ),
      [null, 'aucune, parole spontanée', 'une question ouverte, dont les mots ne sont pas notés', '« Raconte. »'],
    ))

  test('tout, ou rien', () => {
    assert.equal(circonstancesDe({ heure: null, presents: null, question: null }), null)
    assert.equal(
      circonstancesDe({ heure: '10:15', presents: 'la CPE', question: { genre: 'aucune' } }),
      'À 10 h 15.\nEn présence de : la CPE\nQuestion posée : aucune, parole spontanée',
    )
  })
})

describe('a déjà raconté', () => {
  test('chaque parole et chaque récit compte une fois, le plus récent d’abord, les jours inconnus en dernier', () => {
    const bilan = bilanDe(
      [{ a: 'Camille Essai', le: '2025-11-12' }],
      [
        { aQui: 'parent', precision: 'sa mère', le: null },
        { aQui: 'cpe', precision: null, le: '2025-12-01' },
      ],
    )
    assert.equal(bilan.n, 3)
    assert.deepEqual(
      bilan.fois.map((f) => f.a),
      ['Conseiller principal d’éducation (CPE)', 'Camille Essai', 'Parent (sa mère)'],
    )
  })

  test('rien de raconté : aucun rappel ; sinon combien, à qui, et chaque règle avec sa certitude', () => {
    assert.equal(rappelDe({ n: 0, fois: [] }, 'd'), null)
    const rappel = rappelDe({ n: 2, fois: [{ a: 'CPE', le: null }] }, 'd')
    assert.equal(rappel?.titre, 'A déjà raconté : 2 fois')
    assert.deepEqual(
      rappel?.regles.map((r) => r.source),
      ['DSDEN de la Côte-d’Or, 2015', 'CASF, art. D226-2-3', 'CPP, art. 11'],
    )
    assert.ok(rappel?.regles.every((r) => r.certitude !== ''))
  })
})
