import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { ErreurMetier } from '#socle/erreur.ts'
import { lireEtablissementsCsv } from './donnees.requetes.ts'
import { estUai, lettreCle, verifierUai } from './uai.ts'

const uneUai = fc.nat(9_999_999).map((n) => {
  const chiffres = String(n).padStart(7, '0')
  return chiffres + lettreCle(chiffres)
})

test('les 47 853 UAI livrés satisfont leur lettre clé', async () => {
  const lignes = (await lireEtablissementsCsv()).trimEnd().split('\n')
  assert.equal(lignes.length, 47_853)
  assert.deepEqual(
    lignes.map((l) => l.slice(0, 8)).filter((uai) => !estUai(uai)),
    [],
  )
})

test('les UAI connus de la documentation passent, celui à la lettre fausse non', () => {
  for (const uai of ['0752387M', '0660864F', '0140070A', '0750680G', '0540001H', '0123456S']) assert.equal(verifierUai(uai), uai)
  assert.throws(() => verifierUai('0752387N'), { genre: 'invalide', code: 'referentiels.uai_cle' })
})

test('un UAI se lit malgré les espaces et les minuscules', () => {
  assert.equal(verifierUai(' 015 0005z'), '0150005Z')
})

test('ce qui n’a pas la forme d’un UAI est refusé par une phrase qui montre la forme', () => {
  for (const saisi of ['', '150005Z', '01500051', 'O150005Z', '0150005ZZ']) {
    assert.throws(
      () => verifierUai(saisi),
      (e) => e instanceof ErreurMetier && e.code === 'referentiels.uai_forme' && e.message.includes('0140070A'),
    )
  }
})

test('un seul caractère changé est toujours vu', () => {
  const caractere = fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ')
  fc.assert(
    fc.property(uneUai, fc.nat(7), caractere, (uai, position, remplacant) => {
      fc.pre(uai[position] !== remplacant)
      assert.equal(estUai(uai.slice(0, position) + remplacant + uai.slice(position + 1)), false)
    }),
    { numRuns: 1_000 },
  )
})
