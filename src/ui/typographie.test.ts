import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { accorder, avecMajuscule, nombreEnClair, sansMajuscule, telephoneEnClair, typographier } from './typographie.ts'

describe('la typographie', () => {
  test('l’espace devant un signe double devient insécable', () => {
    assert.equal(typographier('Quoi ? Tout ; vite ! Ainsi : oui'), 'Quoi\u202f? Tout\u202f; vite\u202f! Ainsi\u00a0: oui')
  })

  test('les guillemets gardent leur mot avec eux, même écrits sans espace', () => {
    assert.equal(typographier('« ici » et «là»'), '«\u00a0ici\u00a0» et «\u00a0là\u00a0»')
  })

  test('une adresse, une heure et un code ne changent pas', () => {
    for (const texte of ['https://exemple.fr/a?b=c', '10:30', 'art. L226-5']) assert.equal(typographier(texte), texte)
  })

  test('l’initiale seule change, accentuée ou non', () => {
    assert.equal(avecMajuscule('élèves en REP'), 'Élèves en REP')
    assert.equal(sansMajuscule('Établissements en REP'), 'établissements en REP')
    assert.equal(avecMajuscule(''), '')
  })

  test('appliquée deux fois, elle donne le même texte', () => {
    const signes = fc.string({ unit: fc.constantFrom('a', ' ', '«', '»', ':', ';', '!', '?', '%', '\u00a0', '\u202f') })
    fc.assert(fc.property(signes, (texte) => assert.equal(typographier(typographier(texte)), typographier(texte))))
  })
})

describe('les nombres', () => {
  test('les milliers se groupent, la virgule sépare, l’absent n’est pas zéro', () => {
    assert.equal(nombreEnClair(1234567), '1\u202f234\u202f567')
    assert.equal(nombreEnClair(-12.5, 1), '−12,5')
    assert.equal(nombreEnClair(0), '0')
    assert.equal(nombreEnClair(null), '–')
  })

  test('le pluriel commence à deux', () => {
    assert.deepEqual(
      [0, 1, 2].map((n) => accorder(n, 'dossier')),
      ['0\u00a0dossier', '1\u00a0dossier', '2\u00a0dossiers'],
    )
    assert.equal(accorder(3, 'rappel dû', 'rappels dus'), '3\u00a0rappels dus')
  })

  test('un numéro français se groupe par deux, un autre reste le sien', () => {
    for (const saisi of ['+33639981234', '06.39.98.12.34', '06 39 98 12 34', '0033639981234', '+33(0)639981234'])
      assert.equal(telephoneEnClair(saisi), '06\u00a039\u00a098\u00a012\u00a034')
    assert.equal(telephoneEnClair('119'), '119')
    assert.equal(telephoneEnClair('+41 22 767 60 00, poste 4'), '+41\u00a022\u00a0767\u00a060\u00a000,\u00a0poste\u00a04')
  })
})
