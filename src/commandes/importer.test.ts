import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { type Essai, ouvrirEssai } from '#essais/fabriques/base.ts'
import { ecrireExportsSiecle } from '../demonstration/siecle-fictif.ts'
import { ErreurUsage } from './commande.ts'
import { importerEtDire, lireDemande } from './importer.ts'
import { phrasesDuRapport } from './rapport-import.ts'

const dossier = mkdtempSync(join(tmpdir(), 'egide-importer-'))
after(() => rmSync(dossier, { recursive: true, force: true }))

describe('arguments de « importer »', () => {
  const depuis = process.env.INIT_CWD
  before(() => {
    process.env.INIT_CWD = dossier
    writeFileSync(join(dossier, 'eleves.xml'), '')
  })
  after(() => {
    if (depuis === undefined) delete process.env.INIT_CWD
    else process.env.INIT_CWD = depuis
  })

  test('les chemins partent du dossier d’où l’on appelle', () => {
    assert.deepEqual(lireDemande(undefined, ['siecle', 'eleves.xml']), {
      genre: 'siecle',
      fichiers: [join(dossier, 'eleves.xml')],
      uai: null,
    })
  })

  for (const [cas, uai, args] of [
    ['sans genre', undefined, []],
    ['genre inconnu', undefined, ['pronote', 'eleves.xml']],
    ['sans fichier', undefined, ['siecle']],
    ['ONDE sans école', undefined, ['onde', 'eleves.xml']],
  ] as const)
    test(`usage : ${cas}`, () => assert.throws(() => lireDemande(uai, args), ErreurUsage))

  test('un fichier absent et un UAI faux se disent', () => {
    assert.throws(() => lireDemande(undefined, ['siecle', 'perdu.zip']), { code: 'commande.fichier' })
    assert.throws(() => lireDemande('0150005A', ['siecle', 'eleves.xml']), { code: 'referentiels.uai_cle' })
  })
})

describe('« importer » sur une vraie base', async () => {
  const essai: Essai = await ouvrirEssai()
  const lieu = { tache: essai.tache, coffre: essai.coffre, urlTache: essai.url('egide_tache') }
  let fichiers: string[]
  const jouer = async (uai: string | null, chemins: readonly string[], genre: 'siecle' | 'onde' = 'siecle') => {
    const phrases: string[] = []
    const code = await importerEtDire(lieu, { genre, fichiers: chemins, uai }, (p) => phrases.push(p))
    return { code, texte: phrases.join('\n') }
  }

  before(async () => {
    const etablissement = {
      uai: '0150005Z',
      type: 'college' as const,
      effectif: 30,
      graine: 4,
      anneeScolaire: 2026,
      dateExport: '2026-11-20',
    }
    fichiers = Object.values(await ecrireExportsSiecle({ ...etablissement, dossier: join(dossier, 'exports') }))
  })

  test('le premier passage crée, le second ne change rien', async () => {
    const premier = await jouer('0150005Z', fichiers)
    assert.equal(premier.code, 0)
    assert.match(premier.texte, /Élèves, Collège La Jordanne : 3\d créés|Élèves, Collège La Jordanne : \d+ créés/)
    const second = await jouer('0150005Z', fichiers)
    assert.equal(second.code, 0)
    assert.match(second.texte, /Élèves, Collège La Jordanne : 0 créé, 0 modifié/)
  })

  test('le fichier d’un autre établissement est refusé, et la commande sort en 1', async () => {
    const { code, texte } = await jouer('0150647X', fichiers.slice(0, 1))
    assert.equal(code, 1)
    assert.match(texte, /refusé, rien n’a changé/)
    assert.match(texte, /Collège La Jordanne \(0150005Z\) ; on attendait Collège Jules Ferry/)
  })

  test('un fichier illisible n’empêche pas les autres', async () => {
    writeFileSync(join(dossier, 'zut.xml'), 'ceci n’est pas du XML')
    const { code, texte } = await jouer(null, [join(dossier, 'zut.xml'), ...fichiers])
    assert.equal(code, 1)
    assert.match(texte, /^Fichier, .*zut\.xml : refusé, rien n’a changé\.$/m)
    assert.match(texte, /Élèves, Collège La Jordanne : 0 créé/)
  })

  test('un établissement inconnu se dit avant de lire quoi que ce soit', async () => {
    await assert.rejects(jouer('0000000A', fichiers), { code: 'commande.uai_inconnu' })
  })
})

describe('compte rendu d’un import', () => {
  test('dit les rejets, ligne et motif, et combien ne sont pas montrés', () => {
    const rejets = Array.from({ length: 60 }, (_, i) => ({ ligne: i + 2, motif: 'date de naissance illisible' }))
    const compteurs = { crees: 1, modifies: 0, inchanges: 2, partis: 0, ecartes: 0, rejetes: 75, aConfirmer: 1 }
    const rapport = {
      importId: 'i',
      chemin: '/exports/eleves.xml',
      nature: 'eleves' as const,
      etablissementId: 'e',
      compteurs,
      avertissements: ['année passée'],
      rejets,
      refus: null,
    }
    const phrases = phrasesDuRapport(rapport, 'Collège fictif')
    assert.equal(phrases[0], 'Élèves, Collège fictif : 1 créé, 0 modifié, 2 inchangés, 0 parti, 1 à confirmer par une personne.')
    assert.equal(phrases[1], '  Attention : année passée')
    assert.equal(phrases[3], '    ligne 2 : date de naissance illisible')
    assert.equal(phrases.at(-1), '    et 25 autres.')
    assert.equal(phrases.length, 54)
  })
})
