import assert from 'node:assert/strict'
import { resolve } from 'node:path'
import { describe, test } from 'node:test'
import { chargerPolices } from './polices.ts'
import { donneesImprimables, texteImprimable } from './texte-imprimable.ts'

const { couvertures } = chargerPolices(resolve(import.meta.dirname, '../../../../donnees/polices'))
const rendre = (texte: string) => texteImprimable(texte, couvertures)

describe('Couverture des polices', () => {
  test('le français, le grec, le cyrillique, l’arabe, l’hébreu et les émojis sont dessinés', () => {
    for (const c of 'éÉœŒçÇ«»’“”€\u00a0\u202f…–—ßłşαЖعאŸ😭🔪👍') {
      assert.ok(
        couvertures.some((police) => police.has(c.codePointAt(0) ?? 0)),
        c,
      )
    }
  })

  test('un idéogramme et un code à usage privé ne le sont pas', () => {
    for (const point of [0x5b66, 0xe123, 0x10ffff]) assert.ok(!couvertures.some((police) => police.has(point)))
  })
})

describe('Texte imprimable', () => {
  test('un texte français passe intact', () => {
    const texte = 'Élève de 4e : « J’ai peur », dit-elle…\nŒuvre n° 2 – 100 €'
    assert.equal(rendre(texte), texte)
  })

  test('un caractère sans dessin s’écrit par son code', () => {
    assert.equal(rendre('a学b'), 'a[U+5B66]b')
    assert.equal(rendre('\ue123'), '[U+E123]')
  })

  test('un émoji composé reste entier', () => assert.equal(rendre('👍🏽 👩\u200d👧'), '👍🏽 👩\u200d👧'))

  test('une lettre décomposée est recomposée', () => assert.equal(rendre('e\u0301le\u0300ve'), 'élève'))

  test('les fins de ligne sont ramenées à une seule sorte', () => assert.equal(rendre('a\r\nb\rc\u2028d\u0085e'), 'a\nb\nc\nd\ne'))

  test('les commandes, les demi-caractères et les renversements d’écriture sont ôtés', () => {
    assert.equal(rendre('a\u0000\u0007\u001b\u202eb\u2066c\ufeff'), 'abc')
    assert.equal(rendre('a\ud800b'), 'a\ufffdb')
  })

  test('un mot démesuré reçoit des endroits où couper, et rien d’autre', () => {
    const mot = 'x'.repeat(100)
    assert.match(rendre(mot), /\u200b/)
    assert.equal(rendre(mot).replaceAll('\u200b', ''), mot)
  })

  test('la forme des données ne change pas', () => {
    const donnees = { a: [1, null, true, { b: 'x\u0000' }], c: undefined }
    assert.deepEqual(donneesImprimables(donnees, couvertures), { a: [1, null, true, { b: 'x' }], c: undefined })
  })
})
