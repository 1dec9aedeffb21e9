import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { contenuVide, schemaContenu } from '../modules/protection/information-preoccupante/contenu.ts'
import { aplatir, deplier } from './champs.ts'

describe('champs plats et contenu', () => {
  test('un nom de champ est le chemin de sa valeur', () => {
    assert.deepEqual(deplier({ 'a.b': '1', 'l.1.x': 'deux', 'l.0.x': 'un', c: 'z' }), {
      a: { b: '1' },
      l: [{ x: 'un' }, { x: 'deux' }],
      c: 'z',
    })
  })

  test('un nom hostile n’atteint pas le prototype', () => {
    deplier({ '__proto__.pollue': 'oui', 'constructor.prototype.pollue': 'oui', 'a.__proto__.pollue': 'oui' })
    assert.equal(({} as { pollue?: string }).pollue, undefined)
    assert.ok(schemaContenu.safeParse(deplier({ '__proto__.demande': 'x', 'demande.x.y': 'z' })).success === false)
  })

  test('un contenu vide se relit vide', () => {
    assert.deepEqual(schemaContenu.parse(deplier(aplatir(contenuVide()))), contenuVide())
  })

  test('ce qui est tapé se relit, mot pour mot', () => {
    const mot = fc
      .string({ unit: 'binary', minLength: 1, maxLength: 60 })
      .map((s) => s.replace(/[\p{Cc}\p{Cs}]/gu, '').trim())
      .filter((s) => s !== '')
    const reponse = fc.constantFrom('oui', 'non', 'nsp')
    fc.assert(
      fc.property(mot, mot, fc.array(mot, { minLength: 1, maxLength: 12 }), reponse, (motif, demande, faits, danger) => {
        const contenu = schemaContenu.parse(
          deplier({
            'motif.evenement': motif,
            demande,
            'natureDanger.SANTE': danger,
            ...Object.fromEntries(faits.map((f, rang) => [`constats.${rang}.faits`, f])),
          }),
        )
        assert.deepEqual(
          contenu.constats.map((c) => c.faits),
          faits,
        )
        assert.deepEqual([contenu.motif.evenement, contenu.demande, contenu.natureDanger.SANTE], [motif, demande, danger])
        assert.deepEqual(schemaContenu.parse(deplier(aplatir(contenu))), contenu)
      }),
    )
  })

  test('une erreur retrouve son champ', () => {
    const lu = schemaContenu.safeParse(deplier({ 'constats.0.le': 'hier', 'typesDanger.MINA': 'peut-être' }))
    assert.deepEqual(lu.error?.issues.map((i) => i.path.join('.')).sort(), ['constats.0.le', 'typesDanger.MINA'])
  })

  test('les lignes vides disparaissent, les autres gardent leur ordre', () => {
    const lu = schemaContenu.parse(deplier({ 'sources.0.de': '', 'sources.1.de': 'A', 'sources.2.de': ' ', 'sources.3.de': 'B' }))
    assert.deepEqual(
      lu.sources.map((s) => s.de),
      ['A', 'B'],
    )
  })
})
