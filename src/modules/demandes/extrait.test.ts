import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { ligneEtrangere, lignesDe, texteCite } from './extrait.ts'
import { convient, fondementsRefus, fondementsReponse } from './fondement.ts'

const texte = fc.string({ unit: fc.constantFrom(...'abc é.\n'), minLength: 1, maxLength: 60 })

describe('un extrait exact', () => {
  test('retrancher des lignes, ou le début et la fin d’une ligne, reste un extrait', () => {
    fc.assert(
      fc.property(texte, fc.array(fc.nat(60), { minLength: 2, maxLength: 6 }), (original, coupes) => {
        const bornes = coupes.map((c) => c % (original.length + 1)).toSorted((a, b) => a - b)
        const morceaux = bornes.flatMap((du, i) => (i % 2 === 0 ? [original.slice(du, bornes[i + 1])] : []))
        assert.equal(ligneEtrangere(morceaux.join('\n'), original), null)
      }),
    )
  })

  test('un mot ajouté, changé ou déplacé se voit, et se montre', () => {
    const original = 'Il arrive en retard.\nIl dit avoir faim.\nSa mère est venue.'
    assert.equal(ligneEtrangere('Il dit avoir très faim.', original), 'Il dit avoir très faim.')
    assert.equal(ligneEtrangere('Sa mère est venue.\nIl arrive en retard.', original), 'Il arrive en retard.')
    fc.assert(
      fc.property(texte, texte, (original, ajout) => {
        const etrangere = `${ajout}Ω`
        assert.notEqual(ligneEtrangere(`${original}\n${etrangere}`, original), null)
      }),
    )
  })

  test('ce qui s’imprime est ce qui fut gardé', () => {
    fc.assert(fc.property(texte, (cite) => assert.deepEqual(lignesDe(texteCite(cite)), lignesDe(cite))))
  })
})

describe('le fondement', () => {
  test('répondre veut un texte qui autorise, refuser un texte qui interdit, le reste aucun', () => {
    for (const [code] of Object.entries(fondementsReponse))
      assert.deepEqual([convient('repondue', code), convient('refusee', code)], [true, false])
    for (const [code] of Object.entries(fondementsRefus))
      assert.deepEqual([convient('repondue', code), convient('refusee', code)], [false, true])
    for (const issue of ['reorientee', 'sans_objet'] as const)
      assert.deepEqual([convient(issue, null), convient(issue, 'L226_2_2')], [true, false])
    for (const issue of ['repondue', 'refusee'] as const)
      assert.deepEqual([convient(issue, null), convient(issue, 'toString'), convient(issue, '')], [false, false, false])
  })
})
