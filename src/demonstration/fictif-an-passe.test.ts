import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { foyersUnAnPlusTot, issueDuSortant } from './fictif-an-passe.ts'
import { elevesFictifs } from './fictif-eleves.ts'
import type { TypeEtablissement } from './fictif-formations.ts'

const etablissement = (type: TypeEtablissement) => ({
  ...{ uai: '9990001X', type, effectif: 1600, graine: 7, anneeScolaire: 2026, dateExport: '2026-11-02' },
})
const age = (dateNaissance: string, annee: number) => annee - Number(dateNaissance.slice(0, 4))

describe('les élèves d’un an plus tôt', () => {
  for (const type of ['college', 'lycee', 'lycee_professionnel'] as const)
    test(`${type} : qui est resté était une classe plus bas, qui est parti était en dernière année`, () => {
      const aujourdHui = new Map([...elevesFictifs(etablissement(type))].map((e) => [e.cle, e]))
      const alors = [...foyersUnAnPlusTot(etablissement(type))].flatMap((f) => f.enfants)
      assert.ok(alors.length >= 90)
      const restes = alors.filter(({ cle }) => aujourdHui.has(cle))
      for (const e of restes) {
        const apres = aujourdHui.get(e.cle)
        assert.equal(e.division.formation.age, (apres?.division.formation.age ?? 0) - 1)
        assert.deepEqual([e.ine, e.nom, e.prenom, e.dateNaissance], [apres?.ine, apres?.nom, apres?.prenom, apres?.dateNaissance])
        assert.equal(issueDuSortant(e.division.code), null)
      }
      const partis = alors.filter(({ cle }) => !aujourdHui.has(cle))
      assert.ok(partis.length >= 15 && restes.length >= 45)
      const ines = new Set([...aujourdHui.values()].map((e) => e.ine))
      for (const e of partis) {
        assert.notEqual(issueDuSortant(e.division.code), null)
        assert.ok(e.ine === null || !ines.has(e.ine))
        assert.ok(Math.abs(age(e.dateNaissance, 2025) - e.division.formation.age) <= 1)
      }
    })
})
