import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { avertissementsContact } from './avertissement-contact.ts'
import { type EffetDecision, effetsDecision, type Titulaire } from './famille.ts'

const titulaire = (r: Partial<Titulaire> = {}): Titulaire => ({
  ...{ id: 't', nom: 'Fictif', prenom: 'Paul', lien: '20', decision: null, decisionLe: null, precision: null },
  ...{ adresseSecrete: false, du: null, au: null, effet: null, decisionJusquAu: null },
  ...r,
})
const jour = fc
  .date({ min: new Date('2020-01-01'), max: new Date('2030-12-31'), noInvalidDate: true })
  .map((d) => d.toISOString().slice(0, 10))
const effet = fc.constantFrom(...(Object.keys(effetsDecision) as EffetDecision[]))

describe('avant d’appeler ou d’écrire', () => {
  test('un parent qui exerce l’autorité parentale ne fait rien dire', () =>
    assert.deepEqual(avertissementsContact(titulaire(), '2026-11-27'), []))

  test('une décision avertit jusqu’à son dernier jour compris, puis demande à être vérifiée', () =>
    fc.assert(
      fc.property(effet, jour, jour, (e, terme, auj) => {
        const [avis] = avertissementsContact(titulaire({ effet: e, decisionJusquAu: terme }), auj)
        assert.ok(avis)
        assert.equal(/à vérifier/.test(avis.phrase), auj > terme)
      }),
    ))

  test('sans terme connu, elle avertit toujours, avec sa source', () =>
    fc.assert(
      fc.property(effet, jour, (e, auj) => {
        const [avis] = avertissementsContact(titulaire({ effet: e }), auj)
        assert.ok(avis?.source)
      }),
    ))

  test('une ligne écrite avant que l’effet existe ne fait rien dire de plus', () => {
    const { effet: _e, decisionJusquAu: _d, ...ancienne } = titulaire({ adresseSecrete: true, au: '2026-01-01' })
    assert.deepEqual(
      avertissementsContact(ancienne, '2026-11-27').map((a) => a.phrase),
      ['n’est plus inscrite parmi les titulaires de l’autorité parentale', 'a une adresse qui ne se communique pas à l’autre parent'],
    )
  })
})
