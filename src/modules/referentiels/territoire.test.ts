import assert from 'node:assert/strict'
import { test } from 'node:test'
import { idTerritoire, niveaux, parentsPossibles } from './territoire.ts'

test('l’identifiant d’un territoire est un uuid version 5, le même à jamais', () => {
  // Calculés par une autre réalisation de la RFC 9562 (uuid.uuid5 de Python).
  assert.equal(idTerritoire('departement', '15'), '5ba84749-99f5-577e-b2e9-a2f4ca9a2b5b')
  assert.equal(idTerritoire('national', 'FR'), '04c8cc8e-0608-5154-ba64-160c7299aace')
  assert.equal(idTerritoire('etablissement', '0150005Z'), 'cc8bf5d1-b190-518e-8639-0c5e040143e0')
  assert.equal(idTerritoire('academie', '06'), '3824f27b-f41f-5fde-95e1-88f5f6bcf277')
})

test('le même code à deux niveaux désigne deux territoires', () => {
  assert.notEqual(idTerritoire('departement', '06'), idTerritoire('academie', '06'))
})

test('un parent est toujours d’un niveau plus large', () => {
  for (const niveau of niveaux) {
    for (const parent of parentsPossibles[niveau]) assert.ok(niveaux.indexOf(parent) > niveaux.indexOf(niveau))
  }
})
