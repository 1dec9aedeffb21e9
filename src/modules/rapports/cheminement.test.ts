import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { cheminement } from './cheminement.ts'

const delais = (comptes: Readonly<Record<string, number | null>>) =>
  Object.entries(comptes).map(([code, nombre]) => ({ type: 'ip_reponse', dimension: 'delai', code, nombre }))

describe('le cheminement', () => {
  for (const [comptes, attendu] of [
    [{ MOIS_1: 10, MOIS_2: 5 }, 'Dans le premier mois'],
    [{ MOIS_1: 10, MOIS_3: 11 }, 'Dans le troisième mois'],
    [{ MOIS_1: 5, MOIS_2: 5 }, 'Dans le premier mois'],
    [{ AU_DELA: 7 }, 'Après six mois'],
    [{ MOIS_1: 10, MOIS_2: null }, null],
    [{}, null],
  ] as const)
    test(`délai médian de ${JSON.stringify(comptes)} : ${attendu}`, () => assert.equal(cheminement(delais(comptes)).mediane, attendu))

  test('chaque étape compte la sienne ; masquée, elle le reste', () => {
    const { etapes } = cheminement([
      { type: 'ouverture', dimension: 'total', code: 'tous', nombre: 40 },
      { type: 'ip', dimension: 'total', code: 'tous', nombre: null },
    ])
    assert.deepEqual(
      etapes.map((e) => e.valeur),
      [40, null, 0, 0, 0],
    )
  })
})
