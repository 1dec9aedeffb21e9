import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { JULES_FERRY, LA_JORDANNE } from '#essais/fabriques/agents.ts'
import { ouvrirEssai } from '#essais/fabriques/base.ts'
import {
  echantillonDe,
  eleves,
  empreinteBase,
  exportsFictifs,
  reglages,
  responsables,
  siecle,
  UAI_FERRY,
  UAI_JORDANNE,
} from '#essais/fabriques/imports.ts'
import { sql } from '#socle/db.ts'
import { eleveXml, exportEleves, fichier } from '../lecture/fichier-essai.ts'
import { importerFichiers } from './importer-fichiers.requetes.ts'

const essai = await ouvrirEssai()
essai.fixerHeure(new Date('2026-11-22T10:00:00Z'))
const LEO = eleveXml('1')
await siecle(essai, eleves(UAI_JORDANNE, LEO))
const bon = `<?xml version="1.0" encoding="ISO-8859-15"?>\n<BEE_ELEVES VERSION="3.0"><PARAMETRES><UAJ>${UAI_JORDANNE}</UAJ></PARAMETRES><DONNEES><ELEVES>${LEO}${eleveXml('2')}</ELEVES></DONNEES></BEE_ELEVES>`

describe('Un fichier refusé ne change rien et dit pourquoi', () => {
  const cas: readonly (readonly [string, () => string, RegExp])[] = [
    ['vide', () => fichier(''), /vide/],
    ['absent', () => '/nulle/part', /ouvert/],
    ['interrompu', () => fichier(bon.slice(0, -30)), /incomplet/],
    ['hostile (entités)', () => fichier(`<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>${bon}`), /\./],
    [
      'd’un mauvais encodage',
      () =>
        fichier(
          Buffer.concat([
            Buffer.from(bon.replace('ISO-8859-15', 'UTF-8').slice(0, 300)),
            Buffer.from([0xe9, 0x20]),
            Buffer.from(bon.slice(300)),
          ]),
        ),
      /encodage|bien formé/,
    ],
    ['d’un UAI à la lettre fausse', () => fichier(bon.replace(UAI_JORDANNE, '0150005A')), /n’est pas un UAI valable/],
    ['d’un établissement inconnu', () => fichier(exportEleves(`<ELEVES>${LEO}</ELEVES>`)), /liste nationale/],
    ['sans aucun élève', () => fichier(bon.replace(/<ELEVES>.*<\/ELEVES>/, '<ELEVES></ELEVES>')), /aucun élève/],
    ['de responsables inconnus', () => responsables(UAI_FERRY, [['m', 'X']], [['1', 'm', '10']]), /d’abord le fichier « Élèves »/],
    ['d’ONDE donné pour SIECLE', () => echantillonDe('ONDE-CSVExtraction-eleves.csv', ''), /ni un XML ni une archive/],
  ]
  for (const [nom, chemin, phrase] of cas)
    test(`fichier ${nom}`, async () => {
      const avant = await empreinteBase(essai)
      const [rapport] = await siecle(essai, chemin())
      assert.match(rapport?.refus ?? '', phrase)
      assert.deepEqual(await empreinteBase(essai), avant)
      const ligne = await essai.proprietaire
        .selectFrom('eleves.import')
        .select(['etat', 'refus'])
        .where('id', '=', rapport?.importId ?? '')
        .executeTakeFirstOrThrow()
      assert.deepEqual(ligne, { etat: 'refuse', refus: rapport?.refus })
    })
  test('celui d’un autre établissement que celui attendu', async () => {
    const [rapport] = await importerFichiers(reglages(essai), 'siecle', [eleves(UAI_FERRY, LEO)], [LA_JORDANNE])
    assert.match(rapport?.refus ?? '', /JULES FERRY|Jules Ferry/)
    assert.match(rapport?.refus ?? '', /on attendait/)
  })
  test('une extraction d’ONDE sans école dite', async () => {
    const [rapport] = await importerFichiers(reglages(essai), 'onde', [echantillonDe('ONDE-CSVExtraction-eleves.csv', '')])
    assert.match(rapport?.refus ?? '', /choisissez l’école/)
  })
  test('un refusé n’empêche pas les autres du même dépôt', async () => {
    const rapports = await siecle(essai, fichier(''), eleves(UAI_JORDANNE, LEO))
    assert.deepEqual(
      rapports.map((r) => r.refus === null),
      [false, true],
    )
  })
})

test('une autre année scolaire s’importe, avec un avertissement', async () => {
  const [r] = await siecle(essai, fichier(bon.replace('</PARAMETRES>', '<ANNEE_SCOLAIRE>2024</ANNEE_SCOLAIRE></PARAMETRES>')))
  assert.equal(r?.refus, null)
  assert.match(r?.avertissements[0] ?? '', /2024-2025/)
})

test('un fichier où manque plus de la moitié des présents avertit', async () => {
  const vingt = Array.from({ length: 24 }, (_, i) => eleveXml(String(100 + i), { PRENOM: `P${String.fromCharCode(97 + i)}` })).join('')
  await siecle(essai, eleves(UAI_FERRY, vingt))
  const [r] = await siecle(essai, eleves(UAI_FERRY, eleveXml('100', { PRENOM: 'Pa' })))
  assert.match(r?.avertissements[0] ?? '', /vérifiez que l’export est complet/)
})

describe('Interrompu', () => {
  test('à n’importe quel moment, rien n’a changé, et recommencer aboutit', async () => {
    const f = await exportsFictifs(UAI_FERRY, 3_000, 9)
    const avant = await empreinteBase(essai)
    for (const ms of [0, 40, 120]) {
      const arret = new AbortController()
      setTimeout(() => arret.abort(), ms)
      await assert.rejects(importerFichiers({ ...reglages(essai), signal: arret.signal }, 'siecle', [f.eleves]))
      assert.deepEqual(await empreinteBase(essai), avant)
    }
    const [r] = await siecle(essai, f.eleves)
    assert.ok((r?.compteurs.crees ?? 0) > 2_500)
  })
  test('connexion tuée au milieu : défait, et l’erreur remonte', async () => {
    const f = await exportsFictifs(UAI_FERRY, 3_000, 11)
    const avant = await empreinteBase(essai)
    const tuer = setInterval(
      () =>
        void sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'egide import' and query ilike 'copy%' and datname = current_database()`
          .execute(essai.proprietaire)
          .catch(() => undefined),
      20,
    )
    await assert.rejects(siecle(essai, f.eleves))
    clearInterval(tuer)
    assert.deepEqual(await empreinteBase(essai), avant)
  })
})

test('deux imports simultanés du même établissement se suivent et donnent l’état du dernier', async () => {
  await essai.proprietaire.deleteFrom('eleves.eleve').execute()
  const f = await exportsFictifs(UAI_JORDANNE, 400, 5)
  const rapports = await Promise.all([siecle(essai, f.eleves), siecle(essai, f.eleves)])
  assert.deepEqual(
    rapports.flat().map((r) => r.refus),
    [null, null],
  )
  assert.deepEqual(
    rapports
      .flat()
      .map((r) => r.compteurs.crees > 0)
      .sort(),
    [false, true],
  )
  const { n } = await essai.proprietaire
    .selectFrom('eleves.eleve')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('etablissement_id', '=', LA_JORDANNE)
    .executeTakeFirstOrThrow()
  assert.equal(
    n,
    rapports.flat().reduce((m, r) => Math.max(m, r.compteurs.crees), 0),
  )
})

test('deux établissements s’importent en même temps', async () => {
  const [a, b] = [await exportsFictifs(UAI_JORDANNE, 200, 21), await exportsFictifs(UAI_FERRY, 200, 22)]
  const rapports = (await Promise.all([siecle(essai, a.eleves, a.responsables), siecle(essai, b.eleves, b.responsables)])).flat()
  assert.deepEqual(
    rapports.map((r) => r.refus),
    [null, null, null, null],
  )
  assert.deepEqual([...new Set(rapports.map((r) => r.etablissementId))].sort(), [LA_JORDANNE, JULES_FERRY].sort())
})

test('trois établissements déposés ensemble, dont un élève passé de l’un à l’autre, entrent comme l’un après l’autre', async () => {
  const [ensemble, separes] = [await ouvrirEssai(), await ouvrirEssai()]
  const trois = await Promise.all([UAI_JORDANNE, UAI_FERRY, '0150646W'].map((uai, i) => exportsFictifs(uai, 150, 41 + i)))
  const ine = { ID_NATIONAL: '1234567890A' }
  const [depart, arrivee] = [eleves(UAI_JORDANNE, eleveXml('p', ine), { le: '01/09/2026' }), eleves(UAI_FERRY, eleveXml('q', ine))]
  const parent = responsables(UAI_JORDANNE, [['m', 'X']], [['p', 'm', '10']])
  for (const e of [ensemble, separes]) await siecle(e, depart, parent)
  const fichiers = [arrivee, ...trois.flatMap(({ eleves, responsables }) => [eleves, responsables])]
  const rapports = await siecle(ensemble, ...fichiers)
  const attendus: typeof rapports = []
  for (const { eleves } of [{ eleves: arrivee }, ...trois]) attendus.push(...(await siecle(separes, eleves)))
  for (const { responsables } of trois) attendus.push(...(await siecle(separes, responsables)))
  const bilan = (rs: typeof rapports) =>
    rs.map(({ nature, etablissementId, compteurs, refus }) => ({ nature, etablissementId, compteurs, refus }))
  assert.deepEqual(bilan(rapports), bilan(attendus))
  assert.ok(rapports.slice(-3).every((r) => r.compteurs.crees > 150))
})
