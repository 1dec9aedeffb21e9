import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { echeanceEvaluation, echeanceLocale, echeanceRetour, estDelaiReduit, estEnRetard } from './echeance-retour.ts'

describe('échéance de la réponse, trois mois calendaires à l’heure de Paris', () => {
  for (const [transmise, attendu, pourquoi] of [
    ['2026-01-15T10:00:00Z', '2026-04-15', 'de quantième à quantième'],
    ['2025-11-30T10:00:00Z', '2026-02-28', 'fin de mois, année commune'],
    ['2023-11-30T10:00:00Z', '2024-02-29', 'fin de mois, année bissextile'],
    ['2023-11-29T10:00:00Z', '2024-02-29', 'le 29 février existe'],
    ['2026-08-31T10:00:00Z', '2026-11-30', '31 août'],
    ['2026-01-31T10:00:00Z', '2026-04-30', '31 janvier'],
    ['2026-01-15T23:30:00Z', '2026-04-16', '0 h 30 le 16 à Paris, en hiver'],
    ['2026-07-15T22:30:00Z', '2026-10-16', '0 h 30 le 16 à Paris, en été'],
    ['2026-07-15T21:30:00Z', '2026-10-15', '23 h 30 le 15 à Paris, en été'],
    ['2025-12-31T23:30:00Z', '2026-04-01', 'déjà l’année suivante à Paris'],
    ['2026-10-31T10:00:00Z', '2027-01-31', 'passage d’année'],
  ] as const)
    test(`${transmise} → ${attendu} (${pourquoi})`, () => assert.equal(echeanceRetour(new Date(transmise)), attendu))

  test('le réglage change le nombre de mois', () => assert.equal(echeanceRetour(new Date('2026-01-31T10:00:00Z'), 1), '2026-02-28'))

  test('le mois d’arrivée est toujours le troisième, et le quantième jamais dépassé', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }), (instant) => {
        const [a, m, j] = new Intl.DateTimeFormat('fr-CA', { timeZone: 'Europe/Paris' }).format(instant).split('-').map(Number) as [
          number,
          number,
          number,
        ]
        const [a2, m2, j2] = echeanceRetour(instant).split('-').map(Number) as [number, number, number]
        assert.equal(a2 * 12 + m2, a * 12 + m + 3)
        assert.ok(j2 === j || (j2 < j && new Date(Date.UTC(a2, m2 - 1, j2 + 1)).getUTCDate() === 1))
      }),
    )
  })

  test('un délai du protocole court du jour qu’il dit, en jours ou en mois civils ; sans ce jour, il ne se calcule pas', () => {
    const transmise = new Date('2026-01-15T23:30:00Z')
    const delai = { quoi: 'Retour', nombre: 45, unite: 'jours', origine: 'transmission' } as const
    assert.equal(echeanceLocale(delai, transmise, null), '2026-03-02')
    assert.equal(echeanceLocale({ ...delai, nombre: 1, unite: 'mois', origine: 'reception' }, transmise, '2026-01-31'), '2026-02-28')
    assert.equal(echeanceLocale({ ...delai, origine: 'reception' }, transmise, null), null)
    assert.equal(echeanceLocale({ ...delai, origine: 'autre' }, transmise, '2026-01-31'), null)
  })

  test('le jour dû n’est pas encore un retard', () => {
    assert.equal(estEnRetard('2026-04-15', '2026-04-15'), false)
    assert.equal(estEnRetard('2026-04-15', '2026-04-16'), true)
  })
})

describe('échéance de l’évaluation, trois mois depuis la réception', () => {
  test('court du jour de l’accusé, non de la transmission', () => {
    assert.equal(echeanceEvaluation('2025-11-30'), '2026-02-28')
    assert.equal(echeanceEvaluation('2023-11-30'), '2024-02-29')
  })

  test('est réduite tant qu’un enfant n’a pas deux ans', () => {
    assert.equal(estDelaiReduit(['2013-01-01', '2024-02-29'], '2026-02-27'), true)
    assert.equal(estDelaiReduit(['2024-02-29'], '2026-02-28'), false)
    assert.equal(estDelaiReduit([null, '2013-01-01'], '2026-02-27'), false)
    assert.equal(estDelaiReduit(['2026-03-01'], '2026-02-27'), false)
  })
})
