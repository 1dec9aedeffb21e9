import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { decaler, jourDeSemaine, joursTravailles, jourTravaille } from './calendrier.ts'

describe('calendrier de la démonstration', () => {
  test('les jours travaillés précèdent aujourd’hui, en semaine, hors des grandes vacances', () => {
    const jours = joursTravailles('2026-09-10', 60)
    assert.equal(jours.length, 60)
    assert.equal(jours.at(-1), '2026-09-09')
    assert.ok(jours.every((j) => jourDeSemaine(j) <= 5 && !(j >= '2026-07-05' && j <= '2026-08-31')))
    assert.ok(jours.includes('2026-07-03'), 'la période remonte avant l’été')
  })

  test('un dimanche d’août recule jusqu’au dernier jour de classe', () => {
    assert.equal(jourTravaille('2026-08-09'), '2026-07-03')
  })

  test('décaler passe le changement d’heure et d’année', () => {
    assert.equal(decaler('2026-10-24', 2), '2026-10-26')
    assert.equal(decaler('2026-12-31', 1), '2027-01-01')
  })
})
