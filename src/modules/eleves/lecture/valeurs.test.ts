import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { MotifRejet } from './erreurs-lecture.ts'
import { niveauDuMef, niveauOnde } from './niveau.ts'
import { jour, jourCivil, texte } from './valeurs.ts'

describe('jours', () => {
  test('tout jour du calendrier entre 1900 et 2100 se lit dans les deux formes', () => {
    const jours = fc.integer({ min: Date.UTC(1900, 0, 1) / 864e5, max: Date.UTC(2100, 11, 31) / 864e5 })
    fc.assert(
      fc.property(jours, (rang) => {
        const iso = new Date(rang * 864e5).toISOString().slice(0, 10)
        assert.equal(jourCivil(iso), iso)
        assert.equal(jourCivil(iso.split('-').reverse().join('/')), iso)
      }),
    )
  })

  test('un jour accepté existe : l’horloge de JavaScript, qui fait déborder les mois, le rend tel quel', () => {
    const deux = fc.integer({ min: 0, max: 40 }).map((nombre) => String(nombre).padStart(2, '0'))
    fc.assert(
      fc.property(deux, deux, fc.integer({ min: 1880, max: 2120 }), (quantieme, mois, an) => {
        const date = new Date(Date.UTC(an, Number(mois) - 1, Number(quantieme))).toISOString().slice(0, 10)
        const existe = date === `${an}-${mois}-${quantieme}` && an >= 1900 && an <= 2100
        assert.equal(jourCivil(`${quantieme}/${mois}/${an}`), existe ? date : null)
      }),
    )
  })

  test('une date absente est nulle, une date fausse rejette', () => {
    assert.equal(jour({}, 'D'), null)
    assert.equal(jour({ D: ' ' }, 'D'), null)
    for (const faux of ['29/02/2023', '1/1/2020', '2020/01/01', '31/04/2020', 'hier', '01/01/0001'])
      assert.throws(() => jour({ D: faux }, 'D'), MotifRejet)
  })
})

describe('textes et niveaux', () => {
  test('les blancs sont réduits, le vide est nul, le démesuré rejeté', () => {
    assert.equal(texte({ T: '  LE\u00a0  GALL\n' }, 'T'), 'LE GALL')
    assert.equal(texte({ T: ' \u00a0' }, 'T'), null)
    assert.throws(() => texte({ T: 'a'.repeat(255) }, 'T'), MotifRejet)
  })

  test('un MEF inconnu, tronqué ou absent ne donne aucun niveau', () => {
    assert.deepEqual(['10010012110', '1031000D11A', '00310002220', '20010019110', '24131224210'].map(niveauDuMef), [
      '410',
      '440',
      '350',
      '510',
      '610',
    ])
    assert.deepEqual([null, '', '100', '1001001211', '99910012110', '00110009999'].map(niveauDuMef), [null, null, null, null, null, null])
    assert.deepEqual(['GS', 'cm2', 'ULIS', null].map(niveauOnde), ['200', '350', null, null])
  })
})
