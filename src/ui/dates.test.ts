import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import {
  delaiEnClair,
  dureeEnClair,
  ecartJours,
  heureEnClair,
  instantEnClair,
  jourComplet,
  jourDe,
  jourEnClair,
  moisEnClair,
} from './dates.ts'

const lisible = (texte: string): string => texte.replaceAll('\u00a0', ' ')

describe('un jour', () => {
  test('se lit en abrégé et au complet', () => {
    assert.equal(lisible(jourEnClair('2026-11-22')), '22 nov. 2026')
    assert.equal(lisible(jourComplet('2026-11-22')), 'dimanche 22 novembre 2026')
    assert.equal(lisible(jourEnClair('2026-12-01')), '1er déc. 2026')
    assert.equal(moisEnClair('2026-08'), 'août 2026')
  })

  test('mal écrit, il est rendu tel quel', () => {
    assert.equal(jourEnClair('bientôt'), 'bientôt')
    assert.equal(jourComplet(''), '')
  })
})

describe('un instant', () => {
  test('se lit à l’heure de Paris, hiver comme été', () => {
    assert.equal(lisible(instantEnClair('2026-11-22T09:30:00Z')), '22 nov. 2026 à 10 h 30')
    assert.equal(lisible(instantEnClair(new Date('2026-07-01T22:00:00Z'))), '2 juill. 2026 à 0 h')
    assert.equal(lisible(heureEnClair('2026-11-22T13:00:00Z')), '14 h')
  })

  test('tombe le lendemain à Paris, la veille à Cayenne', () => {
    assert.equal(jourDe('2026-11-22T23:30:00Z'), '2026-11-23')
    assert.equal(jourDe('2026-11-23T02:30:00Z', 'America/Cayenne'), '2026-11-22')
  })
})

describe('un délai', () => {
  const attendus: readonly (readonly [jour: string, phrase: string])[] = [
    ['2026-11-22', 'aujourd’hui'],
    ['2026-11-23', 'demain'],
    ['2026-11-21', 'hier'],
    ['2026-11-25', 'dans 3 jours'],
    ['2026-08-16', 'il y a 3 mois 6 jours'],
    ['2026-12-22', 'dans 1 mois'],
    ['2027-11-22', 'dans 1 an'],
    ['2024-09-30', 'il y a 2 ans 1 mois'],
  ]
  for (const [jour, phrase] of attendus)
    test(`vu du 22 novembre 2026, le ${jour} se dit « ${phrase} »`, () => assert.equal(lisible(delaiEnClair(jour, '2026-11-22')), phrase))

  test('du 31 janvier au 28 février, il y a moins d’un mois', () => {
    assert.equal(lisible(dureeEnClair('2026-01-31', '2026-02-28')), '28 jours')
    assert.equal(lisible(dureeEnClair('2026-01-31', '2026-03-01')), '1 mois 1 jour')
  })

  test('n’est jamais négatif et compte pareil dans les deux sens', () => {
    const jour = fc
      .date({ min: new Date('2000-01-01'), max: new Date('2050-12-31'), noInvalidDate: true })
      .map((d) => d.toISOString().slice(0, 10))
    fc.assert(
      fc.property(jour, jour, (a, b) => {
        assert.equal(dureeEnClair(a, b), dureeEnClair(b, a))
        assert.doesNotMatch(dureeEnClair(a, b), /-|NaN/)
        assert.equal(ecartJours(a, b) + ecartJours(b, a), 0)
      }),
    )
  })

  test('ne se dérègle pas au changement d’heure', () => {
    assert.equal(ecartJours('2026-10-24', '2026-10-26'), 2)
  })
})
