import assert from 'node:assert/strict'
import { readFileSync, statSync } from 'node:fs'
import { after, afterEach, describe, test } from 'node:test'
import type { Worker } from 'node:worker_threads'
import fc from 'fast-check'
import { ouvrirEssai } from '#essais/fabriques/base.ts'
import { empreinteBase, exportsFictifs, reglages, siecle, UAI_JORDANNE } from '#essais/fabriques/imports.ts'
import { sql } from '#socle/db.ts'
import { fichier } from '../lecture/fichier-essai.ts'
import { importerFichiers } from './importer-fichiers.requetes.ts'
import { copieDe } from './lignes-copie.ts'
import { SessionsImport } from './session-import.requetes.ts'

const essai = await ouvrirEssai()
const EFFECTIF = 700
const grand = await exportsFictifs(UAI_JORDANNE, EFFECTIF, 31)
const tronque = (chemin: string) => {
  const octets = readFileSync(chemin)
  return fichier(octets.subarray(0, Math.floor(octets.length * 0.8)))
}

/** Les fils ouverts pendant un essai : Node les annonce à leur création. */
const fils: Worker[] = []
let auPremierMorceau: (fil: Worker) => void = () => undefined
const noter = (fil: Worker) => {
  fils.push(fil)
  fil.once('message', () => auPremierMorceau(fil))
}
process.on('worker', noter)
after(() => process.off('worker', noter))
afterEach(() => {
  assert.ok(
    fils.splice(0).every((fil) => fil.threadId === -1),
    'un fil survit à l’import',
  )
  auPremierMorceau = () => undefined
})

describe('Un grand fichier se lit dans un fil à part', () => {
  test('il entre entier, et le même fichier zippé, assez petit pour se lire sur place, n’y change pas une ligne', async () => {
    const [, eleves, responsables] = await siecle(essai, grand.structures, grand.eleves, grand.responsables)
    const ouverts = fils.length
    assert.ok(ouverts === 1 || ouverts === 2, `${ouverts} fils pour deux grands fichiers`)
    assert.ok((eleves?.compteurs.crees ?? 0) > 0.9 * EFFECTIF)
    assert.ok((responsables?.compteurs.crees ?? 0) > EFFECTIF)
    const avant = await empreinteBase(essai)
    const zippe = await exportsFictifs(UAI_JORDANNE, EFFECTIF, 31, { nom: 'zip', zip: true })
    assert.ok(statSync(zippe.eleves).size < statSync(grand.eleves).size / 10)
    for (const { refus, compteurs } of await siecle(essai, zippe.structures, zippe.eleves, zippe.responsables))
      assert.deepEqual([refus, compteurs.crees, compteurs.modifies, compteurs.partis], [null, 0, 0, 0])
    assert.equal(fils.length, ouverts, 'les petits fichiers n’en ouvrent pas')
    assert.deepEqual(await empreinteBase(essai), avant)
  })

  test('dix fichiers déposés ensemble n’ouvrent pas plus de six connexions, et aucun ne voit les autres', async () => {
    let connexions = 0
    const compter = setInterval(
      () =>
        void sql<{
          n: number
        }>`select count(*)::int as n from pg_stat_activity where application_name = 'egide import' and datname = current_database()`
          .execute(essai.proprietaire)
          .then(({ rows }) => {
            connexions = Math.max(connexions, rows[0]?.n ?? 0)
          }),
      10,
    )
    const rapports = await siecle(essai, ...Array.from({ length: 10 }, () => grand.eleves))
    clearInterval(compter)
    const rien = { crees: 0, modifies: 0, partis: 0, rejetes: 0 }
    for (const { refus, compteurs } of rapports) assert.deepEqual([refus, { ...compteurs, ...rien }], [null, compteurs])
    // Deux qui se lisent, un qui se prépare, deux qui fusionnent, et celle qui suit l'avancement.
    assert.ok(connexions > 0 && connexions <= 6, `${connexions} connexions à la fois`)
  })

  test('tronqué : refusé par sa phrase, rien n’a changé, et le suivant entre', async () => {
    const avant = await empreinteBase(essai)
    const [refuse, lu] = await siecle(essai, tronque(grand.eleves), grand.responsables)
    assert.match(refuse?.refus ?? '', /incomplet : il s’interrompt à la ligne \d+/)
    assert.equal(refuse?.nature, 'eleves')
    assert.equal(lu?.refus, null)
    assert.deepEqual(await empreinteBase(essai), avant)
  })

  test('arrêté au milieu : le fil s’arrête, rien n’a changé', async () => {
    const avant = await empreinteBase(essai)
    const arret = new AbortController()
    auPremierMorceau = () => arret.abort()
    const autre = await exportsFictifs(UAI_JORDANNE, EFFECTIF, 32)
    await assert.rejects(importerFichiers({ ...reglages(essai), signal: arret.signal }, 'siecle', [autre.eleves]), { name: 'AbortError' })
    assert.deepEqual(await empreinteBase(essai), avant)
  })

  test('le fil tué au milieu : l’import échoue, rien n’a changé, recommencer aboutit', async () => {
    const avant = await empreinteBase(essai)
    const autre = await exportsFictifs(UAI_JORDANNE, EFFECTIF, 33)
    auPremierMorceau = (fil) => void fil.terminate()
    await assert.rejects(siecle(essai, autre.eleves, autre.responsables), /s’est arrêté/)
    assert.deepEqual(await empreinteBase(essai), avant)
    auPremierMorceau = () => undefined
    const [rapport] = await siecle(essai, autre.eleves)
    assert.equal(rapport?.refus, null)
  })

  test('une panne dans le fil est une panne, non un refus', async () => {
    const avant = await empreinteBase(essai)
    const { coffre, ...autres } = reglages(essai)
    const trousseau: typeof coffre.trousseau = (cle) => ({ ...coffre.trousseau(cle), index: null as never })
    await assert.rejects(importerFichiers({ ...autres, coffre: { ...coffre, trousseau } }, 'siecle', [grand.eleves]), TypeError)
    assert.deepEqual(await empreinteBase(essai), avant)
  })
})

test('toute ligne copiée au format binaire se relit telle quelle', async () => {
  const sessions = new SessionsImport(essai.url('egide_tache'), 1)
  const entier = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })
  const ligne = fc.tuple(
    fc.option(fc.uint8Array({ maxLength: 40 }).map((o) => Buffer.from(o))),
    fc.option(fc.string({ unit: 'grapheme', maxLength: 40 }).map((t) => t.replaceAll('\0', ''))),
    fc.option(entier),
    fc.option(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })),
    fc.option(fc.boolean()),
    fc.option(fc.array(entier, { maxLength: 5 })),
  )
  await sessions.prendre(async (session) => {
    await session.executer('create temp table copie (rang serial, o bytea, t text, i int, l bigint, b boolean, e int[])')
    await fc.assert(
      fc.asyncProperty(fc.array(ligne, { maxLength: 8 }), async (lignes) => {
        await session.executer('truncate copie')
        await session.copier('copie (o, t, i, l, b, e)', copieDe(lignes))
        const relues = await session.lignes('select o, t, i, l::text, b, e from copie order by rang')
        assert.deepEqual(
          relues.map(Object.values),
          lignes.map(([o, t, i, l, b, e]) => [o, t, i, l?.toString() ?? null, b, e]),
        )
      }),
      { numRuns: 60 },
    )
  })
  await sessions.fermer()
})
