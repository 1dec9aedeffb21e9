import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { basesMesures, type MesureProtection, mesuresProtection } from '#modules/referentiels/index.ts'
import { codesDe } from '#socle/nomenclature.ts'
import { jourDeMajorite, revueDue, termeDe, termeLegal } from './mesure.ts'

const jour = fc
  .date({ min: new Date('1996-01-01'), max: new Date('2035-12-31'), noInvalidDate: true })
  .map((d) => d.toISOString().slice(0, 10))
const type = fc.constantFrom<MesureProtection>(...codesDe(mesuresProtection))

describe('le terme d’une mesure', () => {
  test('deux ans pour une AEMO, un an renforcée, cinq jours pour un recueil d’urgence, fins de mois comprises', () => {
    assert.equal(termeLegal({ type: 'AEMO', du: '2024-02-29' })?.jour, '2026-02-28')
    assert.equal(termeLegal({ type: 'AEMO_R', du: '2025-11-30' })?.jour, '2026-11-30')
    assert.equal(termeLegal({ type: 'A5J', du: '2026-02-25' })?.jour, '2026-03-02')
    assert.equal(termeLegal({ type: 'PLAC_ASE', du: '2026-02-25' }), null)
  })

  test('ce qui a été dit l’emporte ; sans début connu, rien ne se calcule', () => {
    fc.assert(
      fc.property(type, jour, jour, (t, du, echeance) => {
        assert.equal(termeDe({ type: t, du, echeance }), echeance)
        assert.equal(termeDe({ type: t, du: null, echeance: null }), null)
        const legal = termeLegal({ type: t, du })
        if (legal) assert.ok(legal.jour > du)
      }),
    )
  })

  test('chaque mesure dit son texte', () => {
    for (const code of codesDe(mesuresProtection)) assert.ok(basesMesures[code].length > 3, code)
  })
})

describe('la majorité', () => {
  test('dix-huit ans plus tard, le même quantième ; un 29 février donne un 28 si l’année n’en a pas', () => {
    assert.equal(jourDeMajorite('2008-02-29'), '2026-02-28')
    assert.equal(jourDeMajorite('2008-11-27'), '2026-11-27')
    fc.assert(
      fc.property(jour, (neLe) => {
        const majeur = jourDeMajorite(neLe)
        assert.equal(Number(majeur.slice(0, 4)), Number(neLe.slice(0, 4)) + 18)
        assert.ok(majeur.slice(5) === neLe.slice(5) || (neLe.endsWith('02-29') && majeur.endsWith('02-28')))
      }),
    )
  })

  test('la revue se rappelle dans les mois qui précèdent, et jusqu’à ce qu’elle soit faite', () => {
    fc.assert(
      fc.property(jour, jour, fc.integer({ min: 0, max: 24 }), (majeurLe, auj, avance) => {
        assert.equal(revueDue(majeurLe, auj, auj, avance), false)
        if (auj >= majeurLe) assert.ok(revueDue(majeurLe, null, auj, avance))
      }),
    )
    assert.equal(revueDue('2027-06-01', null, '2026-11-27', 6), false)
    assert.equal(revueDue('2027-05-01', null, '2026-11-27', 6), true)
  })
})
