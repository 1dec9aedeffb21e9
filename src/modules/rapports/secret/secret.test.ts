import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { Attaquant } from '#essais/fabriques/attaquant.ts'
import { type Foret, masquerNaivement, publier, uneForet } from '#essais/fabriques/secret.ts'
import { intervalleDeProtection, type Masque, masquer } from './index.ts'

const attaquant = await Attaquant.recruter()
const SEUILS = [3, 5, 10] as const
const seuilTire = fc.constantFrom(...SEUILS)

const resister = (foret: Foret, masques: ReadonlyMap<string, Masque>, seuil: number, entiers = false) =>
  assert.deepEqual(attaquant.attaquer(publier(foret, masques), intervalleDeProtection(seuil), { entiers }), [])

describe('secret statistique', () => {
  it('l’attaquant ne ramène aucune case masquée sous l’intervalle de protection', () => {
    fc.assert(
      fc.property(uneForet, seuilTire, fc.boolean(), (foret, seuil, tablesTues) => {
        const { masques, retenus } = masquer({ ...foret, seuil, tablesTues })
        assert.equal(retenus.size, 0)
        resister(foret, masques, seuil)
      }),
      { numRuns: Number(process.env.TOURS ?? 1500) },
    )
  })

  it('le même attaquant perce la règle naïve', () => {
    let percees = 0
    const forets = fc.sample(uneForet, 200)
    for (const foret of forets) {
      const { masques } = masquerNaivement(foret, 5)
      if (attaquant.attaquer(publier(foret, masques), intervalleDeProtection(5), { premiere: true }).length > 0) percees += 1
    }
    console.log('percees', percees, attaquant.resolutions)
    assert.ok(percees > 100)
  })
})
