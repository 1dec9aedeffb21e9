import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { Attaquant } from '#essais/fabriques/attaquant.ts'
import { Parutions } from '#essais/fabriques/parutions.ts'
import { type Foret, uneForet } from '#essais/fabriques/secret.ts'
import { type AMasquer, choisirMasques, type LigneComptee } from './masquage.ts'
import { emboiter, intervalleDeProtection, type Tables } from './secret/index.ts'

const lignes = (instantaneId: string, masque: boolean | null, comptes: Readonly<Record<string, number>>): LigneComptee[] =>
  Object.entries(comptes).map(([cle, nombre]) => {
    const [type = '', dimension = '', code = ''] = cle.split(' ')
    return { instantaneId, type, dimension, code, nombre, masque }
  })
const rapport = (id: string, sources: readonly string[] = []) => ({ id, territoireId: id, sources, deduits: [], retenus: [], parti: false })
const seul = (comptes: Readonly<Record<string, number>>, precedentes: readonly LigneComptee[] = []): AMasquer => ({
  seuil: 5,
  instantaneId: 'e',
  precedentId: 'avant',
  rapports: [rapport('e'), rapport('avant')],
  lignes: [...lignes('e', null, comptes), ...precedentes],
})
const masquees = async (a: AMasquer) => (await choisirMasques(a)).masques.map((m) => `${m.type} ${m.dimension} ${m.code}`).toSorted()

describe('les masques d’un rapport', () => {
  test('une petite case en entraîne une autre, le total se voit', async () => {
    assert.deepEqual(await masquees(seul({ 'acte total tous': 30, 'acte motif FAM': 20, 'acte motif ABS': 8, 'acte motif FIN': 2 })), [
      'acte motif ABS',
      'acte motif FIN',
    ])
  })

  test('sans petite case, rien ne se masque ; les motifs associés, qui ne somment pas, non plus', async () => {
    assert.deepEqual(
      await masquees(seul({ 'acte total tous': 30, 'acte motif FAM': 20, 'acte motif ABS': 10, 'acte motif_associe FAM': 6 })),
      [],
    )
  })

  test('le public d’une action n’est une part de rien : il se masque seul, s’il est petit', async () => {
    const comptes = { 'action_collective total tous': 6, 'action_collective public ELEVES': 120, 'action_collective public PARENTS': 3 }
    assert.deepEqual(await masquees(seul(comptes)), ['action_collective public PARENTS'])
  })

  test('d’un total trop petit, rien d’autre ne paraît : ses tables sont retenues, zéros compris', async () => {
    const choix = await choisirMasques(seul({ 'ip total tous': 2, 'ip motif DANGER': 2 }))
    assert.deepEqual(choix.retenus, ['ip/motif'])
    assert.ok(choix.masques.some((m) => m.dimension === 'total'))
  })

  test('le rapport qui remplace tait ce que taisait l’ancien, et ce qui n’a bougé que d’un petit nombre', async () => {
    const precedentes = [
      ...lignes('avant', true, { 'acte motif ABS': 8, 'acte motif FIN': 2 }),
      ...lignes('avant', false, { 'acte motif FAM': 20, 'acte motif SANTE': 30, 'acte total tous': 60 }),
    ]
    const comptes = { 'acte motif FAM': 23, 'acte motif SANTE': 40, 'acte motif ABS': 18, 'acte motif FIN': 12, 'acte total tous': 93 }
    assert.deepEqual(await masquees(seul(comptes, precedentes)), ['acte motif ABS', 'acte motif FAM', 'acte motif FIN'])
  })

  test('au-dessus, la case qu’un seul établissement masque se masque aussi', async () => {
    const feuille = (id: string, masque: (code: string) => boolean, comptes: Readonly<Record<string, number>>) =>
      lignes(id, null, comptes).map((l) => ({ ...l, masque: masque(l.code) }))
    const a = feuille('a', (c) => c === 'ABS' || c === 'FIN', {
      'acte total tous': 30,
      'acte motif FAM': 20,
      'acte motif ABS': 8,
      'acte motif FIN': 2,
    })
    const b = feuille('b', () => false, { 'acte total tous': 40, 'acte motif FAM': 20, 'acte motif ABS': 20 })
    const d = lignes('d', null, { 'acte total tous': 70, 'acte motif FAM': 40, 'acte motif ABS': 28, 'acte motif FIN': 2 })
    const rapports = [rapport('d', ['a', 'b']), rapport('a'), rapport('b')]
    const choix = await choisirMasques({
      seuil: 5,
      instantaneId: 'd',
      precedentId: null,
      rapports,
      lignes: [...a, ...b, ...d],
    })
    assert.deepEqual(choix.masques.map((m) => m.code).toSorted(), ['ABS', 'FIN'])
  })
})

const attaquant = await Attaquant.recruter()
/** Un monde, et l'ordre où ses rapports paraissent : au hasard, certains plusieurs fois. */
const uneAnnee = fc.record({
  foret: uneForet.filter((f) => f.reponsesMultiples.size === 0),
  ordre: fc.array(fc.nat(), { minLength: 10, maxLength: 30 }),
  seuil: fc.constantFrom(3, 5, 10),
})
const ouvrir = ({ territoires }: Foret, seuil: number, reliees: readonly string[] = []) => {
  const enfants = Map.groupBy(territoires, (t) => t.parentId ?? '')
  return new Parutions(new Map([...enfants].map(([id, siens]) => [id, siens.map((t) => t.id)])), seuil, reliees)
}
/** Les mêmes comptes, moins `n` faits s'il y en a tant, des codes les plus rares : ils y tombent à zéro. */
const avecDeMoins = ({ total, dimensions }: Tables, n: number): Tables => ({
  total: Math.max(0, total - n),
  dimensions: Object.fromEntries(
    Object.entries(dimensions).map(([d, codes]) => {
      let reste = n
      const rares = Object.entries(codes).toSorted(([, a], [, b]) => a - b)
      return [d, Object.fromEntries(rares.map(([code, v]) => [code, v - retirer(v)]))]
      function retirer(v: number): number {
        const retire = Math.min(v, reste)
        reste -= retire
        return retire
      }
    }),
  ),
})
/** Les mêmes comptes, et `n` faits de plus d'un même code. */
const avecDePlus = ({ total, dimensions }: Tables, n: number): Tables => ({
  total: total + n,
  dimensions: Object.fromEntries(
    Object.entries(dimensions).map(([d, codes]) => {
      const [code = ''] = Object.entries(codes).toSorted(([, a], [, b]) => b - a)[0] ?? []
      return [d, { ...codes, [code]: (codes[code] ?? 0) + n }]
    }),
  ),
})

const revalider = (tables: Tables, n: number): Tables => (n % 2 === 0 ? avecDePlus : avecDeMoins)(tables, 1 + (n % 7))

describe('les rapports d’une année, rapprochés', () => {
  for (const [cas, relier] of [
    ['dans une seule base', () => []],
    [
      'chaque académie dans la sienne',
      ({ territoires }: Foret) => territoires.filter((t) => t.parentId === territoires[0]?.id && !t.tables).map((t) => t.id),
    ],
  ] as const)
    test(`remplacés, revalidés, tardifs, dans un ordre quelconque, ${cas} : l’attaquant ne découvre aucune case masquée`, async () => {
      await fc.assert(
        fc.asyncProperty(uneAnnee, async ({ foret, ordre, seuil }) => {
          const parutions = ouvrir(foret, seuil, relier(foret))
          for (const n of ordre) {
            const { id, tables } = foret.territoires[n % foret.territoires.length] as Foret['territoires'][number]
            const fige = parutions.figes.findLast((r) => r.territoireId === id)
            await parutions.figer(id, tables && fige ? revalider(fige.tables, n) : tables)
          }
          const deduits = new Set(parutions.figes.filter((r) => r.deduits.length > 0).map((r) => r.id))
          const decouvertes = attaquant.attaquer(parutions.publie(), intervalleDeProtection(seuil))
          assert.deepEqual(
            decouvertes.filter((d) => !deduits.has(d.territoire)),
            [],
          )
        }),
        { numRuns: 120 },
      )
    })

  test('un rapport que ceux déjà figés recoupent n’apprend rien de plus, même si des établissements ont été revalidés', async () => {
    let deduits = 0
    await fc.assert(
      fc.asyncProperty(uneAnnee, async ({ foret, ordre, seuil }) => {
        const parutions = ouvrir(foret, seuil)
        // L'attaquant se donne un plafond arbitraire : au-delà de mille, une case n'est pas bornée.
        const bornes = () =>
          attaquant
            .attaquer(parutions.publie(), Number.MAX_SAFE_INTEGER)
            .map((b) => ({ ...b, min: 0 + Math.round(b.min), max: b.max > 1000 ? null : Math.round(b.max) }))
        for (const n of ordre) {
          const { id, tables } = foret.territoires[n % foret.territoires.length] as Foret['territoires'][number]
          const fige = parutions.figes.findLast((r) => r.territoireId === id)
          const avant = tables ? [] : bornes()
          const paru = await parutions.figer(id, tables && fige ? revalider(fige.tables, n) : tables)
          if (!paru || paru.deduits.length === 0) continue
          deduits += 1
          assert.deepEqual(
            bornes().filter((b) => b.territoire !== paru.id),
            avant,
          )
        }
      }),
      { numRuns: 20 },
    )
    assert.ok(deduits > 0)
  })

  test('« au moins » ne dit d’un total masqué que ce que l’attaquant savait', async () => {
    let dits = 0
    await fc.assert(
      fc.asyncProperty(uneAnnee, async ({ foret, ordre, seuil }) => {
        const parutions = ouvrir(foret, seuil)
        for (const n of ordre) {
          const { id, tables } = foret.territoires[n % foret.territoires.length] as Foret['territoires'][number]
          if (tables === undefined || !parutions.figes.some((r) => r.territoireId === id)) await parutions.figer(id, tables)
        }
        const bornes = attaquant.attaquer(parutions.publie(), Number.MAX_SAFE_INTEGER).filter((b) => b.cle === 'total')
        for (const { id, auMoins, tables } of parutions.figes) {
          if (auMoins === null) continue
          dits += 1
          assert.ok(auMoins >= seuil && auMoins <= tables.total)
          assert.ok(auMoins <= (bornes.find((b) => b.territoire === id)?.min ?? 0) + 1e-6)
        }
      }),
      { numRuns: 40 },
    )
    assert.ok(dits > 0)
  })

  test('un rapport remplacé est un étage de celui qui le remplace ; un établissement revalidé s’en retranche', () => {
    const rapports = [
      rapport('d2', ['a', 'b2', 'c']),
      ...[rapport('d1', ['a', 'b1']), rapport('a'), rapport('c')],
      ...[
        { ...rapport('b1'), territoireId: 'b' },
        { ...rapport('b2'), territoireId: 'b' },
      ],
    ]
    assert.deepEqual(emboiter(rapports, 'd2', 'acte'), [
      { id: 'd2', parentId: null, entier: true },
      { id: 'd1', parentId: 'd2', entier: false },
      ...['a', 'c', 'b2'].map((id) => ({ id, parentId: id === 'a' ? 'd1' : 'd2', entier: true })),
    ])
    assert.equal(emboiter(rapports.concat(rapport('bassin', ['a', 'c'])), 'd2', 'acte')?.length, 6)
    const parti = rapports.map((r) => ({ ...r, parti: r.id === 'd1' }))
    assert.equal(emboiter(parti, 'd2', 'acte'), undefined, 'parti, d1 est compté avec d’autres, que l’on ne voit pas')
    assert.equal(
      emboiter(
        parti.filter((r) => r.id !== 'd2'),
        'b2',
        'acte',
      )?.length,
      1,
    )
    assert.equal(emboiter(rapports.concat(rapport('ailleurs', ['c', 'z']), rapport('z')), 'd2', 'acte'), undefined)
  })
})
