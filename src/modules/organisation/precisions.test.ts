import assert from 'node:assert/strict'
import { test } from 'node:test'
import { etatEnClair, type Precision, premierJourDeCloture } from './precisions.ts'

const une = (p: Partial<Precision> = {}): Precision => ({
  id: 'p',
  departementId: 'cantal',
  motif: 'FIN',
  libelle: 'frais fictifs',
  valideDu: '2026-09-01',
  valideAu: null,
  nationalAu: null,
  ...p,
})

test('une précision est à venir, offerte, puis close le jour dit', () => {
  assert.equal(etatEnClair(une(), '2026-08-31'), 'À venir')
  assert.equal(etatEnClair(une(), '2026-09-01'), 'Offerte')
  assert.equal(etatEnClair(une({ valideAu: '2026-12-01' }), '2026-11-30'), 'Offerte')
  assert.equal(etatEnClair(une({ valideAu: '2026-12-01' }), '2026-12-01'), 'Close')
})

test('elle suit son motif national', () => {
  assert.match(etatEnClair(une({ nationalAu: '2026-12-01' }), '2026-12-01'), /national est clos/)
  assert.equal(etatEnClair(une({ nationalAu: '2026-12-01' }), '2026-11-30'), 'Offerte')
})

test('elle ne se clôt ni dans le passé, ni avant de s’ouvrir', () => {
  assert.equal(premierJourDeCloture(une(), '2026-11-28'), '2026-11-28')
  assert.equal(premierJourDeCloture(une(), '2026-08-01'), '2026-09-01')
})
