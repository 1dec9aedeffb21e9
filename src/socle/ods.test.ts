import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { describe, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { lireOds, ouvrirOds } from '#essais/fabriques/lire-ods.ts'
import { sha256 } from './empreinte.ts'
import { ecrireOds, type Feuille } from './ods.ts'

const LE = new Date('2025-06-30T22:30:00Z')
const FEUILLES: readonly Feuille[] = [
  {
    nom: 'Chiffres',
    largeurs: [4, 2.5],
    entete: ['Motif', 'Nombre'],
    lignes: [
      ['Absentéisme', 12],
      ['Logement', { absent: 'masqué' }],
      ['Rien', null],
    ],
  },
  { nom: 'Textes', largeurs: [4], entete: ['Texte'], lignes: [['Deux\nlignes,  deux espaces\tet une tabulation']] },
]
const ecrire = (feuilles: readonly Feuille[] = FEUILLES) => ecrireOds('Essai', LE, feuilles)
const seule = async (texte: string) => {
  const octets = await ecrire([{ nom: 'F', largeurs: [4], entete: ['T'], lignes: [[texte]] }])
  const xml = (await ouvrirOds(octets)).map((e) => e.texte).join('\n')
  return { xml, cellule: (await lireOds(octets)).get('F')?.[1]?.[0] }
}

describe('classeur OpenDocument', () => {
  test('un nombre est un nombre, un mot un texte, rien une cellule vide', async () => {
    const feuilles = await lireOds(await ecrire())
    assert.deepEqual([...feuilles.keys()], ['Chiffres', 'Textes'])
    assert.deepEqual(feuilles.get('Chiffres'), [
      [
        { type: 'string', valeur: 'Motif' },
        { type: 'string', valeur: 'Nombre' },
      ],
      [
        { type: 'string', valeur: 'Absentéisme' },
        { type: 'float', valeur: '12' },
      ],
      [
        { type: 'string', valeur: 'Logement' },
        { type: 'string', valeur: 'masqué' },
      ],
      [
        { type: 'string', valeur: 'Rien' },
        { type: 'vide', valeur: '' },
      ],
    ])
    assert.equal(feuilles.get('Textes')?.[1]?.[0]?.valeur, 'Deux\nlignes,  deux espaces\tet une tabulation')
  })

  test('se reconnaît à son premier octet utile : « mimetype », tel quel, sans champ ajouté', async () => {
    const octets = Buffer.from(await ecrire())
    assert.equal(octets.toString('latin1', 30, 84), 'mimetypeapplication/vnd.oasis.opendocument.spreadsheet')
    const [premiere, ...autres] = await ouvrirOds(octets)
    assert.deepEqual([premiere?.nom, premiere?.compression], ['mimetype', 0])
    const manifeste = autres.find((e) => e.nom === 'META-INF/manifest.xml')?.texte ?? ''
    for (const { nom } of autres.filter((e) => e.nom !== 'META-INF/manifest.xml')) assert.ok(manifeste.includes(`full-path="${nom}"`), nom)
  })

  test('mêmes feuilles, mêmes octets, dans un autre processus, un autre fuseau et une autre langue', async () => {
    const ici = sha256(Buffer.from(await ecrire())).toString('hex')
    const code = `const { ecrireOds } = await import(${JSON.stringify(pathToFileURL(`${import.meta.dirname}/ods.js`).href)});
      const { createHash } = await import('node:crypto');
      process.stdout.write(createHash('sha256').update(await ecrireOds('Essai', new Date(${LE.getTime()}), ${JSON.stringify(FEUILLES)})).digest('hex'))`
    const env = { TZ: 'Pacific/Auckland', LANG: 'et_EE.UTF-8' }
    assert.equal(execFileSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8', env }), ici)
  })

  for (const hostile of ["=cmd|'/c calc'!A1", '<script>alert(1)</script> & "guillemets"', '@SOMME(A1:A9)', ']]> <!-- <table:table-cell/>'])
    test(`reste un texte : ${hostile}`, async () => {
      const { xml, cellule } = await seule(hostile)
      assert.deepEqual(cellule, { type: 'string', valeur: hostile })
      assert.doesNotMatch(xml, /table:formula|<script|xlink:href/)
    })

  test('ce que XML n’admet pas ne casse pas le classeur', async () => {
    const { cellule } = await seule('a\u0000\u0007\u001bb\ud800c\ufffed😀')
    assert.equal(cellule?.valeur, 'ab\ufffdcd😀')
  })
})
