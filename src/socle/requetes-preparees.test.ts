import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { ouvrirEssai } from '#essais/fabriques/base.ts'

const { app } = await ouvrirEssai()
const lire = (ids: readonly string[], limite: number) =>
  app.selectFrom('securite.agent').select('id').where('id', 'in', ids).limit(limite).compile()

describe('le texte d’une requête', () => {
  test('ne dépend pas du nombre de valeurs d’une liste, et dit sa limite', () => {
    assert.equal(lire(['a'], 50).sql, 'select "id" from "securite"."agent" where "id" = any($1) limit 50')
    assert.equal(lire(['a', 'b', 'c'], 50).sql, lire(['a'], 50).sql)
    assert.deepEqual(lire(['a', 'b'], 50).parameters, [['a', 'b']])
  })

  test('une liste vide ne trouve rien', async () => {
    assert.deepEqual(await app.selectFrom('referentiels.territoire').select('id').where('id', 'in', []).execute(), [])
  })
})
