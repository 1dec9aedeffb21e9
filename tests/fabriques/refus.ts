import assert from 'node:assert/strict'
import { ErreurMetier } from '#socle/erreur.ts'

/** La promesse échoue, et par ce refus-là : une ErreurMetier de ce code. */
export const refuse = (promesse: Promise<unknown>, code: string): Promise<void> =>
  assert.rejects(promesse, (erreur: unknown) => {
    assert.ok(erreur instanceof ErreurMetier, String(erreur))
    assert.equal(erreur.code, code)
    return true
  })
