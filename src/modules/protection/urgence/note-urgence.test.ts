import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import {
  type Appel,
  CHAMPS_APPEL,
  champsDeNote,
  lireNote,
  memeNote,
  type NoteUrgence,
  noteVide,
  reunir,
  TEXTES_NOTE,
} from './note-urgence.ts'

const texte = fc.oneof(
  fc.constantFrom('', 'Chez sa tante.', 'Au collège, avec l’infirmière.', '25 h 99', 'demain ???'),
  fc.string({ unit: 'grapheme', maxLength: 30 }).map((s) => s.replace(/[\p{Cc}\p{Cs}]/gu, '').trim()),
)
const appel: fc.Arbitrary<Appel> = fc
  .record({ qui: fc.oneof(fc.constantFrom('17', '119', 'parquet', ''), texte), quand: texte, repondu: texte, dit: texte })
  .filter((a) => CHAMPS_APPEL.some((c) => a[c] !== ''))
const note: fc.Arbitrary<NoteUrgence> = fc.record({
  ouMaintenant: texte,
  avecQui: texte,
  ouCeSoir: texte,
  avecQuiCeSoir: texte,
  faits: texte,
  paroles: texte,
  appels: fc.array(appel, { maxLength: 5 }),
})

describe('lire ce qui est envoyé, sans jamais le refuser', () => {
  test('n’importe quoi se lit', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.anything()), (recu) => {
        const lue = lireNote(recu)
        assert.deepEqual(Object.keys(lue).sort(), Object.keys(noteVide()).sort())
      }),
    )
  })

  test('ce qui est noté se relit mot pour mot', () => {
    fc.assert(fc.property(note, (n) => assert.ok(memeNote(lireNote(champsDeNote(n)), n))))
  })

  test('une heure qui n’en est pas une reste ce qui a été tapé', () => {
    assert.equal(lireNote({ 'appels.0.quand': '25 h 99, je crois' }).appels[0]?.quand, '25 h 99, je crois')
  })

  test('l’heure proposée ne fait pas à elle seule un appel ; avec le reste, elle en est l’heure', () => {
    const envoi = {
      heureProposee: '26 nov. 2026 à 14 h 32',
      'appels.0.qui': '119',
      'appels.0.quand': '26 nov. 2026 à 14\u00a0h\u00a032',
      'appels.1.quand': '26 nov. 2026 à 14 h 32',
    }
    assert.deepEqual(
      lireNote(envoi).appels.map((a) => a.qui),
      ['119'],
    )
  })

  test('un champ répété garde tous ses textes, un rang démesuré son appel', () => {
    assert.equal(lireNote({ faits: ['un', 'deux'] }).faits, 'un\ndeux')
    assert.equal(lireNote({ 'appels.4000.dit': 'Entendu.', 'appels.3.dit': 'Avant.' }).appels[1]?.dit, 'Entendu.')
  })
})

describe('deux écritures parties de la même lecture', () => {
  test('rien de ce que l’une ou l’autre a tapé ne manque', () => {
    fc.assert(
      fc.property(note, note, note, (lue, autre, mienne) => {
        const reunie = reunir(lue, autre, mienne)
        for (const t of TEXTES_NOTE) {
          if (mienne[t] !== lue[t]) assert.ok(reunie[t].includes(mienne[t]), t)
          if (autre[t] !== lue[t]) assert.ok(reunie[t].includes(autre[t]), t)
        }
        const contient = (appels: readonly Appel[], a: Appel) => appels.some((b) => CHAMPS_APPEL.every((c) => a[c] === b[c]))
        for (const a of mienne.appels) assert.ok(contient(reunie.appels, a))
        for (const a of autre.appels) if (!contient(lue.appels, a)) assert.ok(contient(reunie.appels, a))
      }),
    )
  })

  test('une seule a changé : son texte, tel quel ; personne : rien ne bouge', () => {
    fc.assert(
      fc.property(note, note, (lue, mienne) => {
        assert.ok(memeNote(reunir(lue, lue, lue), lue))
        for (const t of TEXTES_NOTE) assert.ok([mienne[t], lue[t]].includes(reunir(lue, lue, mienne)[t]))
      }),
    )
  })

  test('deux appels ajoutés en même temps, les deux y sont', () => {
    const un = (qui: string): Appel => ({ qui, quand: '', repondu: '', dit: '' })
    const reunie = reunir(noteVide(), { ...noteVide(), appels: [un('17')] }, { ...noteVide(), appels: [un('119')] })
    assert.deepEqual(
      reunie.appels.map((a) => a.qui),
      ['17', '119'],
    )
  })

  test('les deux ont changé la même phrase : l’une après l’autre', () => {
    const dire = (faits: string): NoteUrgence => ({ ...noteVide(), faits })
    assert.equal(reunir(dire('Vu.'), dire('Vu à 8 h.'), dire('Vu, il pleurait.')).faits, 'Vu à 8 h.\n\nVu, il pleurait.')
  })
})
