import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { resolve } from 'node:path'
import { after, describe, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { parse } from 'csv-parse/sync'
import { lireOds, ouvrirOds } from '#essais/fabriques/lire-ods.ts'
import { poppler, sansPoppler } from '#essais/fabriques/poppler.ts'
import { rapportExemple } from '#essais/fabriques/rapport-exemple.ts'
import type { Niveau } from '#modules/referentiels/index.ts'
import { sha256 } from '#socle/empreinte.ts'
import { ouvrirFabriquePdf } from '#socle/pdf/index.ts'
import { nombreEnClair } from '#ui/typographie.ts'
import type { FigeSitue } from '../contenu-fige.ts'
import { sectionsDe } from '../rapport.ts'
import { libelleDuCode } from '../table.ts'
import { csvDuDictionnaire } from './csv.ts'
import { dictionnaire } from './dictionnaire.ts'
import { GABARIT_RAPPORT } from './document.ts'
import { descriptionDesDonnees } from './donnees-ouvertes.ts'
import { exporter, FORMATS, type Format } from './fichier.ts'

const pdf = ouvrirFabriquePdf({ immediat: true })
const imprimerie = { pdf, gabarit: resolve(GABARIT_RAPPORT) }
after(() => pdf.fermer())

const octets = async (contenu: FigeSitue, format: Format) => (await exporter(imprimerie, contenu, format)).octets
const enTable = (csv: Uint8Array): Record<string, string>[] => parse(Buffer.from(csv), { bom: true, delimiter: ';', columns: true })

/** Sans espaces ni coupures : les lignes d'un tableau se replient. */
const serre = (texte: string): string => texte.normalize('NFC').replace(/[\s\u00a0\u202f\u200b]+/g, '')
const lu = (document: Uint8Array): string => serre(poppler('pdftotext', document, '-raw'))

describe('données d’un rapport (CSV)', () => {
  const contenu = rapportExemple('departement')

  test('une ligne par case, un nombre ou « masqué », jamais un vide ni un zéro à sa place', async () => {
    const lignes = enTable(await octets(contenu, 'csv'))
    for (const { type, dimension, code, nombre } of contenu.cases) {
      const ligne = lignes.find((l) => l.fait === type && l.repartition === dimension && l.code === code)
      assert.equal(ligne?.nombre, nombre === null ? 'masqué' : String(nombre), `${type} ${dimension} ${code}`)
    }
    assert.equal(lignes.length, contenu.cases.length)
    assert.ok(lignes.some((l) => l.nombre === 'masqué'))
  })

  test('chaque chiffre porte sa définition, son périmètre, son dénominateur et son rapport', async () => {
    const { instantane: i } = contenu
    for (const l of enTable(await octets(contenu, 'csv'))) {
      assert.ok((l.definition?.length ?? 0) > 10 && (l.denominateur?.length ?? 0) > 5 && (l.source?.length ?? 0) > 5, l.code)
      assert.deepEqual(
        [l.annee_scolaire, l.numero, l.territoire, l.code_territoire, l.grille, l.empreinte, l.fige_le],
        ['2024-2025', '1', 'Cantal', '15', '2026-2', i.empreinte, '2025-06-30T22:30:00.000Z'],
      )
      assert.deepEqual(
        [l.etablissements, l.etablissements_assures, l.eleves, l.effectif_inconnu, l.rep, l.rep_plus],
        [37, 34, 37 * 468, 1, 4, 1].map(String),
      )
    }
  })

  test('un nombre s’écrit sans guillemets, un texte qui ressemble à une formule est désarmé', async () => {
    const texte = Buffer.from(
      await octets({ ...contenu, territoire: { ...contenu.territoire, libelle: '=cmd|’/c calc’!A1' } }, 'csv'),
    ).toString()
    assert.match(texte, /;"Actes";"total";"Ensemble";"tous";"Ensemble";12400;12400;/)
    assert.doesNotMatch(texte, /;"=cmd/)
  })
})

describe('classeur d’un rapport (ODS)', () => {
  test('un type de faits par feuille, des nombres typés, des masques en toutes lettres', async () => {
    const contenu = rapportExemple('etablissement')
    const feuilles = await lireOds(await octets(contenu, 'ods'))
    const [, ...actes] = feuilles.get('Actes') ?? []
    const attendues = contenu.cases.filter((c) => c.type === 'acte')
    assert.equal(actes.length, attendues.length)
    for (const { dimension, code, nombre } of attendues) {
      const libelle = dimension === 'total' ? 'Ensemble' : libelleDuCode(dimension, code)
      const trouvees = actes.filter((l) => l[1]?.valeur === code && l[2]?.valeur === libelle).map((l) => l[3])
      const cellule = nombre === null ? { type: 'string', valeur: 'masqué' } : { type: 'float', valeur: String(nombre) }
      assert.ok(
        trouvees.some((t) => t?.type === cellule.type && t.valeur === cellule.valeur),
        `${dimension} ${code}`,
      )
    }
    for (const nom of ['Lisez-moi', 'Dans son contexte', 'Textes', 'Définitions']) assert.ok((feuilles.get(nom)?.length ?? 0) > 1, nom)
    for (const nom of feuilles.keys()) assert.ok(nom.length <= 31 && !/[[\]*?:/\\]/.test(nom), nom)
  })

  test('dit ce qu’il est : numéro, date, empreinte, grille, périmètre', async () => {
    const contenu = rapportExemple('departement')
    const lignes = ((await lireOds(await octets(contenu, 'ods'))).get('Lisez-moi') ?? []).map((l) => l.map((c) => c.valeur).join(' | '))
    for (const attendu of [
      'Rapport d’activité 2024-2025, n° 1 | Cantal',
      'Numéro du rapport | 1',
      `Empreinte SHA-256 | ${contenu.instantane.empreinte}`,
      'Version de la grille | 2026-2',
      'Établissements : publics du second degré, ou assurés | 37',
      'Établissements à l’effectif inconnu | 1',
      'Établissements : classés REP+ | 1',
    ])
      assert.ok(lignes.includes(attendu), attendu)
  })
})

describe('document d’un rapport (PDF)', () => {
  for (const niveau of ['etablissement', 'departement', 'national'] as const satisfies readonly Niveau[])
    test(`${niveau} : chaque chiffre, chaque libellé et chaque mot s’y lisent`, { skip: sansPoppler }, async () => {
      const contenu = rapportExemple(niveau)
      const texte = lu(await octets(contenu, 'pdf'))
      for (const { dimension, code, nombre } of contenu.cases.filter((c) => c.type === 'acte' && c.dimension !== 'mois')) {
        const libelle = dimension === 'total' ? 'Actes:' : libelleDuCode(dimension, code)
        assert.ok(texte.includes(serre(`${libelle}${nombre === null ? 'masqué' : nombreEnClair(nombre)}`)), `${libelle} ${nombre}`)
      }
      for (const { code, titre } of sectionsDe(niveau))
        assert.ok(texte.includes(serre(`${titre}${contenu.instantane.textes?.[code]}`)), code)
      for (const { libelle } of contenu.situations) assert.ok(texte.includes(serre(`${libelle}, n° 2`)), libelle)
    })

  test('est balisé, en français, daté du jour où le rapport a été figé, son graphique décrit', { skip: sansPoppler }, async () => {
    const document = await octets(rapportExemple('etablissement'), 'pdf')
    const infos = poppler('pdfinfo', document, '-isodates')
    assert.match(infos, /Title:\s+Rapport d’activité 2024-2025, n° 1, Collège La Jordanne/)
    assert.match(infos, /CreationDate:\s+2025-07-01/)
    assert.match(infos, /Tagged:\s+yes/)
    const brut = Buffer.from(document).toString('latin1')
    assert.match(brut, /<pdfuaid:part>1<\/pdfuaid:part>/)
    assert.doesNotMatch(brut, /typst \d/i)
    const structure = poppler('pdfinfo', document, '-struct')
    for (const balise of ['H1', 'H2', 'H3', 'Table', 'TH', 'TD', 'Figure', 'TOC'])
      assert.match(structure, new RegExp(`^\\s*${balise}\\b`, 'm'), balise)
  })

  test('un rapport vide se compose, et dit qu’il l’est', { skip: sansPoppler }, async () => {
    const texte = lu(await octets({ ...rapportExemple('etablissement', {}), cases: [], situations: [] }, 'pdf'))
    assert.ok(texte.includes('Aucunfaitcompté:iln’yanigraphiquenitableauàmontrer.'))
  })

  test('un texte démesuré se refuse en une phrase', async () => {
    const trop = rapportExemple('etablissement', { missions: 'a '.repeat(1_100_000) })
    await assert.rejects(octets(trop, 'pdf'), { code: 'pdf.trop_long' })
  })

  test('un texte de 40 000 signes par section tient', async () => {
    const long = 'Une phrase ordinaire du rapport. '.repeat(1212)
    const document = await octets(
      rapportExemple('national', { avant_propos: long, organisation: long, realisations: long, bilan: long }),
      'pdf',
    )
    assert.ok(document.length > 100_000)
  })
})

describe('les trois fichiers', () => {
  const HOSTILE = `#read("/etc/passwd") $x$ *gras* =cmd|'/c calc'!A1 <script>alert(1)</script> \u0000\u0007\u202e ]]> fin`

  test('n’interprètent aucun texte saisi', { skip: sansPoppler }, async () => {
    const contenu = rapportExemple('etablissement', { missions: HOSTILE })
    assert.ok(
      lu(await octets(contenu, 'pdf')).includes(
        serre(`#read("/etc/passwd") $x$ *gras* =cmd|'/c calc'!A1 <script>alert(1)</script> ]]> fin`),
      ),
    )
    const ods = await octets(contenu, 'ods')
    const cellule = (await lireOds(ods)).get('Textes')?.[1]?.[1]
    assert.equal(cellule?.type, 'string')
    assert.equal(serre(cellule.valeur), serre(HOSTILE.replaceAll('\u0000', '').replaceAll('\u0007', '')))
    for (const { texte } of await ouvrirOds(ods)) assert.doesNotMatch(texte, /table:formula|<script/)
    assert.ok(!Buffer.from(await octets(contenu, 'csv')).includes('cmd'))
  })

  for (const format of FORMATS)
    test(`${format} : le même rapport, les mêmes octets, d’un processus à l’autre`, async () => {
      const contenu = rapportExemple('etablissement')
      const ici = sha256(Buffer.from(await octets(contenu, format))).toString('hex')
      await octets(rapportExemple('departement'), format)
      assert.equal(sha256(Buffer.from(await octets(contenu, format))).toString('hex'), ici)
      assert.equal(ailleurs(format), ici)
    })

  test('un rapport d’un autre numéro n’est pas le même fichier', async () => {
    const contenu = rapportExemple('etablissement')
    const autre = { ...contenu, instantane: { ...contenu.instantane, numero: 2 } }
    for (const format of FORMATS) assert.notDeepEqual(await octets(autre, format), await octets(contenu, format))
  })
})

/** L'empreinte du même export, calculée par un autre Node, dans un autre fuseau et une autre langue. */
function ailleurs(format: Format): string {
  const module = (chemin: string) => JSON.stringify(pathToFileURL(resolve('dist', chemin)).href)
  const code = `const { rapportExemple } = await import(${module('tests/fabriques/rapport-exemple.js')});
    const { exporter } = await import(${module('src/modules/rapports/export/fichier.js')});
    const { ouvrirFabriquePdf } = await import(${module('src/socle/pdf/index.js')});
    const { createHash } = await import('node:crypto');
    const pdf = ouvrirFabriquePdf();
    const { octets } = await exporter({ pdf, gabarit: ${JSON.stringify(imprimerie.gabarit)} }, rapportExemple('etablissement'), '${format}');
    await pdf.fermer();
    process.stdout.write(createHash('sha256').update(octets).digest('hex'))`
  const env = { PATH: process.env.PATH ?? '', TZ: 'Pacific/Auckland', LANG: 'et_EE.UTF-8' }
  return execFileSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8', env })
}

describe('dictionnaire des données', () => {
  test('connaît chaque fait, chaque répartition et chaque code, une seule fois', () => {
    const entrees = dictionnaire()
    const cles = entrees.map((e) => `${e.objet} ${e.nom} ${e.code}`)
    assert.equal(new Set(cles).size, cles.length)
    assert.deepEqual([...new Set(entrees.map((e) => e.objet))], ['fait', 'repartition', 'valeur'])
    for (const e of entrees)
      for (const [cle, v] of Object.entries(e)) assert.ok(v !== '' || ['code', 'du', 'au'].includes(cle), `${e.nom} ${e.code} ${cle}`)
    for (const code of ['NON_DEMANDE', 'INCONNU', 'CONNU', 'OUI']) assert.ok(entrees.some((e) => e.code === code))
  })

  test('se télécharge entier', () => {
    const lignes = enTable(csvDuDictionnaire())
    assert.equal(lignes.length, dictionnaire().length)
    assert.equal(lignes.find((l) => l.nom === 'motif' && l.code === 'NON_DEMANDE')?.libelle, 'Question non posée')
  })

  test('la description ouverte nomme les colonnes des fichiers, dans leur ordre', async () => {
    const [rapport, mots] = descriptionDesDonnees().resources as unknown as { schema: { fields: { name: string; type: string }[] } }[]
    const entete = (csv: Uint8Array) => Object.keys(enTable(csv)[0] ?? {})
    const csv = await octets(rapportExemple('national'), 'csv')
    assert.deepEqual(
      rapport?.schema.fields.map((f) => f.name),
      entete(csv),
    )
    assert.deepEqual(
      mots?.schema.fields.map((f) => f.name),
      entete(csvDuDictionnaire()),
    )
    for (const { name, type } of rapport?.schema.fields ?? [])
      if (type === 'integer')
        for (const l of enTable(csv))
          assert.match(l[name] ?? '', ['total_au_moins', 'rural'].includes(name) ? /^\d*$/ : /^(\d+|masqué)$/, name)
  })
})
