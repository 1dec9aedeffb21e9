import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { Attaquant } from '#essais/fabriques/attaquant.ts'
import { type Foret, masquerNaivement, publier, uneForet } from '#essais/fabriques/secret.ts'
import { estPrimaire, intervalleDeProtection, type Masque, masquer, type PreuvesGardees, type Tables } from './index.ts'

const attaquant = await Attaquant.recruter()
const seuilTire = fc.constantFrom(3, 5, 10)

const resister = (foret: Foret, masques: ReadonlyMap<string, Masque>, seuil: number) =>
  assert.deepEqual(attaquant.attaquer(publier(foret, masques, seuil), intervalleDeProtection(seuil)), [])

/** L'ordre où les rapports paraissent : au hasard parmi les territoires dont tous les enfants ont paru. */
function ordreDeParution({ territoires }: Foret, tirer: () => number): string[] {
  const ordre: string[] = []
  const restent = new Set(territoires.map((t) => t.id))
  while (restent.size > 0) {
    const prets = [...restent].filter((id) => !territoires.some((t) => t.parentId === id && restent.has(t.id)))
    const id = prets[tirer() % prets.length] as string
    restent.delete(id)
    ordre.push(id)
  }
  return ordre
}

describe('secret statistique', () => {
  it('l’attaquant ne ramène aucune case masquée sous l’intervalle de protection ; rien n’est retenu', () => {
    fc.assert(
      fc.property(uneForet, seuilTire, fc.boolean(), (foret, seuil, tablesTues) => {
        const { masques, retenus } = masquer({ ...foret, seuil, tablesTues })
        assert.equal(retenus.size, 0)
        resister(foret, masques, seuil)
      }),
      { numRuns: 1200 },
    )
  })

  it('le même attaquant perce la règle naïve', () => {
    const percees = fc
      .sample(uneForet, 200)
      .filter((foret) => attaquant.attaquer(publier(foret, masquerNaivement(foret, 5).masques, 5), 3, { premiere: true }).length > 0)
    assert.ok(percees.length > 100, `${percees.length} arbres percés sur 200`)
  })

  it('publiés un à un, dans un ordre quelconque, ils résistent à chaque parution, et rien de publié ne change', () => {
    fc.assert(
      fc.property(uneForet, seuilTire, fc.boolean(), fc.infiniteStream(fc.nat()), (foret, seuil, tablesTues, tirages) => {
        const dejaPublie = new Map<string, Masque>()
        const preuves = new Map<string, PreuvesGardees>()
        for (const id of ordreDeParution(foret, () => tirages.next().value as number)) {
          const paru = masquer({ ...foret, seuil, tablesTues, dejaPublie, preuves, aPublier: new Set([id]) })
          const { masques } = paru
          assert.equal(paru.retenus.size, 0, 'qui prolonge les preuves de ses enfants en trouve toujours')
          for (const [publie, gardees] of paru.preuves) preuves.set(publie, JSON.parse(JSON.stringify(gardees)))
          assert.ok([...masques.keys()].every((publie) => publie === id))
          for (const [publie, masque] of masques) dejaPublie.set(publie, masque)
          if (foret.territoires.some((t) => t.parentId === id)) resister(foret, dejaPublie, seuil)
        }
      }),
      { numRuns: 25 },
    )
  })

  it('ce qui est prouvé ne vaut que pour les mêmes rapports et le même seuil : sinon, tout se cherche de nouveau', () => {
    fc.assert(
      fc.property(uneForet, seuilTire, fc.nat(), ({ territoires, reponsesMultiples }, seuil, n) => {
        const commun = { reponsesMultiples, seuil, tablesTues: true }
        const racine = territoires[0]?.id as string
        const dessous = new Set(territoires.map((t) => t.id).filter((id) => id !== racine))
        const { masques, preuves } = masquer({ ...commun, territoires, aPublier: dessous })
        const feuilles = territoires.filter((t) => t.tables !== undefined)
        const otee = feuilles[n % feuilles.length]?.id as string
        const restent = territoires.filter((t) => t.id !== otee)
        // Un territoire qui n'a plus d'établissement n'a plus de rapport.
        fc.pre(restent.every((t) => t.tables !== undefined || restent.some((e) => e.parentId === t.id)))
        const dejaPublie = new Map([...masques].filter(([id]) => id !== otee))
        for (const autre of [
          { ...commun, territoires: restent, dejaPublie },
          { ...commun, territoires, dejaPublie: masques, seuil: seuil + 1 },
        ]) {
          const recherche = masquer(autre)
          const siennes = new Map([...preuves].filter(([id, p]) => p.rapports.includes(otee) && id !== otee))
          const { masques: choisis } = masquer({ ...autre, preuves: autre.seuil === seuil ? siennes : preuves })
          assert.deepEqual(choisis, recherche.masques)
        }
      }),
      { numRuns: 150 },
    )
  })

  it('un établissement qui publie après son département ne découvre rien, quitte à être retenu', () => {
    fc.assert(
      fc.property(uneForet, seuilTire, fc.boolean(), fc.nat(), (foret, seuil, tablesTues, n) => {
        const feuilles = foret.territoires.filter((t) => t.tables !== undefined)
        const tardif = feuilles[n % feuilles.length]?.id as string
        const aPublier = new Set(foret.territoires.map((t) => t.id).filter((id) => id !== tardif))
        const { masques } = masquer({ ...foret, seuil, tablesTues, aPublier })
        resister(foret, masques, seuil)
        const apres = masquer({ ...foret, seuil, tablesTues, dejaPublie: masques })
        resister(foret, new Map([...masques, ...apres.masques]), seuil)
      }),
      { numRuns: 80 },
    )
  })

  it('masque toutes les petites cases, aucun zéro ; le même calcul rend les mêmes masques', () => {
    fc.assert(
      fc.property(uneForet, seuilTire, (foret, seuil) => {
        const { masques, preuves } = masquer({ ...foret, seuil })
        for (const [id, masque] of masques) {
          const { total, dimensions } = foret.tables.get(id) as Tables
          const cases = [
            ['total', total],
            ...Object.entries(dimensions).flatMap(([d, c]) => Object.entries(c).map(([k, v]) => [`${d}/${k}`, v])),
          ]
          for (const [cle, nombre] of cases as [`${string}/${string}`, number][]) {
            if (estPrimaire(nombre, seuil)) assert.ok(masque.has(cle))
            if (nombre === 0) assert.ok(!masque.has(cle))
          }
        }
        assert.deepEqual(masquer({ ...foret, seuil }), { masques, retenus: new Set(), preuves })
        assert.equal(masquer({ ...foret, seuil, dejaPublie: masques }).masques.size, 0)
      }),
      { numRuns: 60 },
    )
  })

  it('deux établissements prennent le même complément, et leur parent n’a rien à masquer', () => {
    const t = (sept: number, oct: number, juil: number): Tables => ({ total: sept + oct + juil, dimensions: { mois: { juil, sept, oct } } })
    const { masques } = masquer({
      territoires: [
        { id: 'd', parentId: null },
        { id: 'a', parentId: 'd', tables: t(9, 8, 4) },
        { id: 'b', parentId: 'd', tables: t(8, 9, 4) },
      ],
      seuil: 5,
    })
    assert.deepEqual(masques.get('a'), masques.get('b'))
    assert.equal(masques.get('a')?.size, 2)
    assert.equal(masques.get('d')?.size, 0)
  })

  it('refuse des tables qui ne somment pas', () => {
    const tables = { total: 5, dimensions: { motif: { ABS: 2, FAM: 2 } } }
    assert.throws(() => masquer({ territoires: [{ id: 'a', parentId: null, tables }], seuil: 5 }), /ne somment pas/)
  })
})
