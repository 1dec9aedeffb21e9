import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { ressemblance } from './classement.ts'
import { fautesDeFrappe } from './distance.ts'
import { formeIdentite, motsDe, normaliser, trigrammes } from './normaliser.ts'

const LEO = { nomFamille: 'DUPONT', nomUsage: null, prenom: 'Léo' }
const MOT = fc.string({ unit: fc.constantFrom(...'abcdefgh'), minLength: 0, maxLength: 8 })

describe('Ce qui ressemble à un nom', () => {
  for (const cherche of ['leo dupon', 'DUPONT Léo', 'dupond leo', 'leodupont', 'dup', 'dupotn', 'léo'])
    test(`« ${cherche} » ressemble à Léo DUPONT`, () => assert.notEqual(ressemblance(cherche, LEO), null))
  for (const cherche of ['martin', 'zoe durand', '', 'x'])
    test(`« ${cherche} » ne lui ressemble pas`, () => assert.equal(ressemblance(cherche, LEO), null))
  const cas = [
    ['lefevre', 'LEFÈVRE', 'Zoé'],
    ['le fevre', 'LEFÈVRE', 'Zoé'],
    ['n guessan', 'N’GUESSAN', 'Awa'],
    ['nguessan', "N'GUESSAN", 'Awa'],
    ['jean pierre', 'ROY', 'Jean-Pierre'],
    ['jean-pierre', 'ROY', 'Jean Pierre'],
    ['boeuf', 'BŒUF', 'Luc'],
  ]
  for (const [cherche = '', nomFamille = '', prenom = ''] of cas)
    test(`« ${cherche} » est exactement ${prenom} ${nomFamille}`, () =>
      assert.equal(ressemblance(cherche, { nomFamille, prenom, nomUsage: null }), 0))
  test('plus il y a de fautes, plus il est loin', () => {
    const ecarts = ['leo dupont', 'leo dupon', 'leo dupond', 'lea dupond'].map((c) => ressemblance(c, LEO) ?? 99)
    assert.deepEqual(
      ecarts,
      ecarts.toSorted((a, b) => a - b),
    )
  })
})

describe('Les fautes de frappe', () => {
  test('une lettre ajoutée, oubliée, changée ou deux inversées comptent pour une', () => {
    for (const faux of ['duponnt', 'dupnt', 'dupond', 'dupotn']) assert.equal(fautesDeFrappe('dupont', faux), 1)
  })
  test('la distance est symétrique, nulle pour soi seul, et plafonnée', () => {
    fc.assert(
      fc.property(MOT, MOT, (a, b) => {
        const d = fautesDeFrappe(a, b)
        assert.equal(d, fautesDeFrappe(b, a))
        assert.equal(d === 0, a === b)
        assert.ok(d <= 3)
      }),
    )
  })
  test('le plafond ne change que ce qui le dépasse', () => {
    fc.assert(fc.property(MOT, MOT, (a, b) => assert.equal(fautesDeFrappe(a, b, 2), Math.min(fautesDeFrappe(a, b, 99), 3))))
  })
})

describe('La forme comparable d’un nom', () => {
  test('accents, casse, tirets, apostrophes et ligatures n’y comptent pas', () => {
    assert.equal(normaliser('  D’ALMEIDA--Œuvré '), 'd almeida oeuvre')
    assert.deepEqual(motsDe('N’Guessan'), ['n', 'guessan', 'nguessan'])
  })
  test('deux écritures de la même identité se confondent, deux naissances non', () => {
    assert.equal(formeIdentite('LE FÈVRE', 'Jean-Pierre', '2012-01-02'), formeIdentite('Lefevre', 'jean pierre', '2012-01-02'))
    assert.notEqual(formeIdentite('Roy', 'Léa', '2012-01-02'), formeIdentite('Roy', 'Léa', '2012-01-03'))
  })
  test('un mot de n lettres a n + 1 trigrammes', () => assert.deepEqual(trigrammes('roy'), ['  r', ' ro', 'roy', 'oy ']))
})
