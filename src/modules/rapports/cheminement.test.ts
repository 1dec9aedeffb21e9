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
    [{ MOIS_1: 10, MOIS_2: null }, 'masquee'],
    [{}, 'inconnue'],
  ] as const)
    test(`délai médian de ${JSON.stringify(comptes)} : ${attendu}`, () => {
      const { reponse } = cheminement(delais(comptes))
      assert.equal(typeof reponse === 'string' ? reponse : reponse.classe, attendu)
    })

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

  test('le délai depuis la première inquiétude se lit parmi les faits datés, et se tait dès qu’une classe est masquée', () => {
    const ip = (comptes: Readonly<Record<string, number | null>>) => [
      { type: 'ip', dimension: 'total', code: 'tous', nombre: 30 },
      ...Object.entries(comptes).map(([code, nombre]) => ({ type: 'ip', dimension: 'delai_inquietude', code, nombre })),
    ]
    const depuis = (cases: Parameters<typeof cheminement>[0]) => cheminement(cases).etapes[1]?.depuis
    assert.deepEqual(depuis(ip({ MOIS_1: 6, MOIS_3: 7, INCONNU: 17 })), { classe: 'Dans le troisième mois', dates: 13 })
    assert.equal(depuis(ip({ INCONNU: 20, NON_DEMANDE: 10 })), 'inconnue')
    assert.equal(depuis(ip({ MOIS_1: 6, MOIS_3: null, INCONNU: null })), 'masquee')
    assert.equal(depuis(ip({ MOIS_1: 6, INCONNU: null })), 'masquee')
    assert.equal(depuis([{ type: 'ip', dimension: 'total', code: 'tous', nombre: null }]), 'masquee')
    assert.equal(depuis(ip({})), 'non_relevee')
    assert.equal(cheminement([]).etapes[0]?.depuis, null)
  })
})
