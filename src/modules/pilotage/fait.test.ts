import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { classeDelai } from './fait.ts'

describe('un délai, en classes de mois calendaires', () => {
  for (const [au, classe] of [
    ['2025-11-30', 'MOIS_1'],
    ['2025-12-30', 'MOIS_1'],
    ['2025-12-31', 'MOIS_2'],
    ['2026-02-28', 'MOIS_3'],
    ['2026-03-01', 'MOIS_6'],
    ['2026-05-31', 'AU_DELA'],
  ] as const)
    test(`du 2025-11-30 au ${au} : ${classe}`, () => assert.equal(classeDelai('2025-11-30', au), classe))
})
