import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type AMasquer, choisirMasques, type LigneComptee } from './masquage.ts'

const lignes = (instantaneId: string, masque: boolean | null, comptes: Readonly<Record<string, number>>): LigneComptee[] =>
  Object.entries(comptes).map(([cle, nombre]) => {
    const [type = '', dimension = '', code = ''] = cle.split(' ')
    return { instantaneId, type, dimension, code, nombre, masque }
  })
const seul = (comptes: Readonly<Record<string, number>>, reste: Partial<AMasquer> = {}): AMasquer => ({
  seuil: 5,
  instantaneId: 'e',
  arbre: [{ id: 'e', parentId: null, retenus: [] }],
  lignes: lignes('e', null, comptes),
  precedentes: [],
  ...reste,
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
    assert.deepEqual(await masquees(seul(comptes, { precedentes })), ['acte motif ABS', 'acte motif FAM', 'acte motif FIN'])
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
    const arbre = [
      { id: 'd', parentId: null, retenus: [] },
      { id: 'a', parentId: 'd', retenus: [] },
      { id: 'b', parentId: 'd', retenus: [] },
    ]
    const choix = await choisirMasques({ seuil: 5, instantaneId: 'd', arbre, lignes: [...a, ...b, ...d], precedentes: [] })
    assert.deepEqual(choix.masques.map((m) => m.code).toSorted(), ['ABS', 'FIN'])
  })
})
