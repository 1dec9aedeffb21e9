import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { sha256 } from '#socle/empreinte.ts'
import { canonique, type Scelle, verifier } from './scelle.ts'

const texte = fc.string({ unit: 'grapheme' })
const peut = fc.option(texte, { nil: null })
const question = fc.oneof(
  fc.constant(null),
  fc.constant({ genre: 'aucune' as const }),
  fc.record({ genre: fc.constant('posee' as const), mots: peut }, { noNullPrototype: true }),
)
const unScelle: fc.Arbitrary<Scelle> = fc.record({
  version: fc.constant(1 as const),
  sel: texte,
  paroleId: texte,
  dossierId: texte,
  auteurId: texte,
  scelleLe: texte,
  propos: texte,
  entenduPar: texte,
  le: texte,
  heure: peut,
  lieu: peut,
  presents: peut,
  question,
})
const reperes = ({ paroleId, dossierId, auteurId, le }: Scelle) => ({ paroleId, dossierId, auteurId, le })
const memes = (a: unknown, b: unknown): boolean => {
  try {
    assert.deepEqual(a, b)
    return true
  } catch {
    return false
  }
}

describe('le sceau', () => {
  test('l’ordre des clés ne change rien', () =>
    fc.assert(
      fc.property(unScelle, (s) => {
        const inverse = Object.fromEntries(Object.entries(s).toReversed()) as unknown as Scelle
        assert.equal(canonique(inverse), canonique(s))
      }),
    ))

  test('changer n’importe quel champ change le texte canonique et l’empreinte', () =>
    fc.assert(
      fc.property(unScelle, unScelle, fc.constantFrom(...(Object.keys({ ...MODELE }) as (keyof Scelle)[])), (s, autre, champ) => {
        fc.pre(!memes(s[champ], autre[champ]))
        const change = { ...s, [champ]: autre[champ] }
        assert.notEqual(canonique(change), canonique(s))
        assert.ok(!sha256(canonique(change)).equals(sha256(canonique(s))))
      }),
      { numRuns: 500 },
    ))

  test('deux scellés différents ne s’écrivent jamais pareil, fussent leurs textes faits de JSON', () =>
    fc.assert(
      fc.property(fc.json(), fc.json(), (a, b) => {
        const [x, y] = [
          { ...MODELE, propos: a, lieu: b },
          { ...MODELE, propos: b, lieu: a },
        ]
        assert.equal(canonique(x) === canonique(y), a === b)
      }),
    ))

  test('scellé puis vérifié, tout revient mot pour mot', () =>
    fc.assert(
      fc.property(unScelle, (s) => {
        const t = canonique(s)
        assert.deepEqual(canonique(verifier(t, sha256(t), reperes(s))), t)
      }),
    ))

  test('un seul signe changé, n’importe où, se voit', () =>
    fc.assert(
      fc.property(unScelle, fc.nat(), fc.string({ minLength: 1, maxLength: 1 }), (s, rang, signe) => {
        const t = canonique(s)
        const i = rang % t.length
        fc.pre(t[i] !== signe)
        assert.throws(() => verifier(t.slice(0, i) + signe + t.slice(i + 1), sha256(t), reperes(s)), /sceau altéré/)
      }),
    ))

  for (const champ of ['paroleId', 'dossierId', 'auteurId', 'le'] as const)
    test(`ce que la base dit à côté (${champ}) doit rester égal`, () => {
      const t = canonique(MODELE)
      assert.throws(() => verifier(t, sha256(t), { ...reperes(MODELE), [champ]: 'autre' }), /sceau altéré/)
    })
})

const MODELE: Scelle = {
  version: 1,
  sel: 's',
  paroleId: 'p',
  dossierId: 'd',
  auteurId: 'a',
  scelleLe: '2025-11-12T10:00:00.000Z',
  propos: 'Mots.',
  entenduPar: 'Camille Essai',
  le: '2025-11-12',
  heure: null,
  lieu: null,
  presents: null,
  question: null,
}
