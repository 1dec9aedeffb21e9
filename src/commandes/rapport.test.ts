import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { CANTAL, LA_JORDANNE } from '#essais/fabriques/agents.ts'
import { ouvrirEssai } from '#essais/fabriques/base.ts'
import { lireOds } from '#essais/fabriques/lire-ods.ts'
import { figerTelQuel } from '#essais/fabriques/rapports.ts'
import { CODE_NATIONAL, idTerritoire } from '#modules/referentiels/index.ts'
import { ouvrirFabriquePdf } from '#socle/pdf/index.ts'
import { ErreurUsage } from './commande.ts'
import { ecrireRapport, lireDemandeRapport } from './rapport.ts'

const ENTIERE = { annee: '2024-2025', niveau: 'departement', code: '15', format: 'csv' }
const dossier = mkdtempSync(join(tmpdir(), 'egide-rapport-'))
after(() => rmSync(dossier, { recursive: true, force: true }))

describe('arguments de « rapport »', () => {
  test('entiers', () => {
    assert.deepEqual(lireDemandeRapport({ ...ENTIERE, numero: '2', sortie: 'x.csv' }), {
      ...{ annee: 2024, niveau: 'departement', code: '15', format: 'csv', numero: 2, sortie: 'x.csv' },
    })
    assert.equal(lireDemandeRapport(ENTIERE).numero, null)
  })

  for (const [cas, faute, phrase] of [
    ['année seule', { annee: '2024' }, /--annee 2025-2026/],
    ['années qui ne se suivent pas', { annee: '2024-2026' }, /--annee 2025-2026/],
    ['niveau inconnu', { niveau: 'canton' }, /Dites le niveau : etablissement, bassin/],
    ['sans code', { code: undefined }, /--code 15/],
    ['format inconnu', { format: 'xlsx' }, /pdf, ods, csv/],
    ['numéro nul', { numero: '0' }, /à partir de 1/],
  ] as const)
    test(`usage : ${cas}`, () =>
      assert.throws(
        () => lireDemandeRapport({ ...ENTIERE, ...faute }),
        (e) => e instanceof ErreurUsage && phrase.test(e.message) && e.message.includes('Usage : egide rapport'),
      ))
})

describe('« rapport » sur une vraie base', async () => {
  const depuis = process.env.INIT_CWD
  before(() => {
    process.env.INIT_CWD = dossier
  })
  after(() => {
    if (depuis === undefined) delete process.env.INIT_CWD
    else process.env.INIT_CWD = depuis
  })
  const essai = await ouvrirEssai()
  const pdf = ouvrirFabriquePdf()
  after(() => pdf.fermer())
  const SECRET = 7919
  const lignes = [
    { type: 'acte', dimension: 'total', code: 'tous', nombre: 8000, masque: false },
    { type: 'acte', dimension: 'motif', code: 'FAM', nombre: SECRET, masque: true },
  ]
  const jouer = async (reste: object) => {
    const phrases: string[] = []
    const code = await ecrireRapport(essai, pdf, lireDemandeRapport({ ...ENTIERE, ...reste }), (p) => phrases.push(p))
    return { code, texte: phrases.join('\n') }
  }
  before(async () => {
    for (const [territoireId, numero] of [
      [CANTAL, 1],
      [CANTAL, 2],
      [LA_JORDANNE, 1],
      [idTerritoire('national', CODE_NATIONAL), 1],
    ] as const)
      await figerTelQuel(essai, { territoireId, annee: 2024, numero, textes: {} }, lignes)
  })

  test('écrit le dernier figé, masqué, sous un nom qui le dit, et le journal le retient', async () => {
    const { code, texte } = await jouer({})
    assert.equal(code, 0)
    const nom = 'rapport-departement-15-2024-2025-n2.csv'
    assert.match(texte, new RegExp(`${nom}\n.*« masqué » n’est pas un zéro`))
    const csv = readFileSync(join(dossier, nom), 'utf8')
    assert.ok(csv.includes(';8000;') && csv.includes('"masqué"') && !csv.includes(String(SECRET)))
    const traces = await essai.proprietaire
      .selectFrom('socle.journal')
      .select(['agent_id', 'cible_id'])
      .where('action', '=', 'rapports.exporter_commande')
      .execute()
    assert.deepEqual(traces, [{ agent_id: null, cible_id: CANTAL }])
  })

  test('le numéro, l’établissement, la nation, la sortie', async () => {
    assert.equal((await jouer({ numero: '1', sortie: 'un.csv' })).code, 0)
    assert.equal((await jouer({ niveau: 'etablissement', code: '0150005z', format: 'ods', sortie: 'college.ods' })).code, 0)
    assert.equal((await jouer({ niveau: 'national', code: 'FR', format: 'pdf', sortie: 'nation.pdf' })).code, 0)
    assert.match(readFileSync(join(dossier, 'un.csv'), 'utf8'), /"2024-2025";1;/)
    const motifs = (await lireOds(readFileSync(join(dossier, 'college.ods')))).get('Actes') ?? []
    assert.deepEqual(motifs.find((l) => l[1]?.valeur === 'FAM')?.[3], { type: 'string', valeur: 'masqué' })
    assert.equal(readFileSync(join(dossier, 'nation.pdf')).toString('latin1', 0, 5), '%PDF-')
    assert.deepEqual(
      readdirSync(dossier).filter((f) => f.endsWith('.en-cours')),
      [],
    )
  })

  for (const [cas, reste, code, phrase] of [
    ['territoire inconnu', { code: '99' }, 'rapports.territoire', /Aucun territoire de niveau « Département » n’a le code 99/],
    ['rien de figé', { annee: '2023-2024' }, 'rapports.pas_fige', /Cantal, 2023-2024 : aucun rapport n’est figé/],
    ['numéro absent', { numero: '5' }, 'rapports.pas_fige', /le rapport n° 5 n’existe pas, ou n’est pas figé/],
    ['dossier absent', { sortie: 'nulle/part.csv' }, 'commande.sortie', /n’a pas pu être écrit/],
  ] as const)
    test(`refuse et dit pourquoi : ${cas}`, () =>
      assert.rejects(jouer(reste), (e: Error & { code?: string }) => e.code === code && phrase.test(e.message)))
})
