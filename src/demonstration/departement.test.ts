import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { type EtablissementDemo, nombreAssistants, partager } from './departement.ts'
import { type DepartementDemo, permanences, personnel } from './personnel.ts'

const etablissement = fc.record({
  uai: fc.integer({ min: 1_000_000, max: 9_999_999 }).map(String),
  effectif: fc.integer({ min: 20, max: 2_500 }),
  lat: fc.double({ min: 44, max: 46, noNaN: true }),
  lon: fc.double({ min: 1, max: 4, noNaN: true }),
})
const etablissements = fc
  .uniqueArray(etablissement, { minLength: 1, maxLength: 120, selector: (e) => e.uai })
  .map((liste) =>
    liste.map(
      (e): EtablissementDemo => ({ ...e, id: e.uai, nom: e.uai, type: 'college', suppose: false, codePostal: null, commune: null }),
    ),
  )

describe('partage en secteurs', () => {
  test('chaque établissement a un assistant et un seul, qui en suit de un à six', () => {
    fc.assert(
      fc.property(etablissements, (tous) => {
        const secteurs = partager(tous, nombreAssistants(tous))
        assert.equal(secteurs.length, nombreAssistants(tous))
        assert.ok(secteurs.every((s) => s.length >= 1 && s.length <= 6))
        assert.deepEqual(
          secteurs
            .flat()
            .map((e) => e.uai)
            .sort(),
          tous.map((e) => e.uai).sort(),
        )
      }),
    )
  })

  test('le partage ne dépend pas de l’ordre de la liste', () => {
    fc.assert(
      fc.property(etablissements, (tous) => {
        const uais = (liste: readonly EtablissementDemo[]) => partager(liste, nombreAssistants(liste)).map((s) => s.map((e) => e.uai))
        assert.deepEqual(uais([...tous].reverse()), uais(tous))
      }),
    )
  })
})

describe('personnel fictif', () => {
  const secteurs = (combien: number): EtablissementDemo[][] =>
    Array.from({ length: combien }, (_, i) => [
      {
        id: `e${i}`,
        uai: `${i}`,
        nom: 'Collège',
        type: 'college',
        effectif: 300,
        suppose: false,
        codePostal: null,
        commune: null,
        lat: 45,
        lon: 2,
      },
    ])
  const departement = (code: string, combien: number): DepartementDemo => ({
    code,
    id: 'd',
    libelle: 'Département',
    academieId: 'a',
    secteurs: secteurs(combien),
    annee: 2026,
  })

  test('les identifiants sont uniques, même dans un grand département', () => {
    const identifiants = personnel(departement('59', 120)).map((a) => a.identifiant)
    assert.equal(new Set(identifiants).size, identifiants.length)
  })

  test('deux départements n’ont aucun identifiant en commun', () => {
    const du15 = new Set(personnel(departement('15', 5)).map((a) => a.identifiant))
    assert.deepEqual(
      personnel(departement('2A', 5)).filter((a) => du15.has(a.identifiant)),
      [],
    )
  })

  test('chaque établissement a son jour, et les cinq jours sont tenus', () => {
    for (let n = 1; n <= 6; n++) {
      const jours = permanences(secteurs(n).flat())
      assert.ok(jours.every((j) => j.length > 0))
      assert.deepEqual([...new Set(jours.flat())].sort(), [1, 2, 3, 4, 5])
    }
  })
})
