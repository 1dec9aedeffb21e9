import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { resolve } from 'node:path'
import { after, describe, test } from 'node:test'
import { CANTAL, JULES_FERRY, LA_JORDANNE, unAgent, uneAssistante } from '#essais/fabriques/agents.ts'
import { ouvrirEssai } from '#essais/fabriques/base.ts'
import { ouvrirOds } from '#essais/fabriques/lire-ods.ts'
import { poppler, sansPoppler } from '#essais/fabriques/poppler.ts'
import { figer, figerTelQuel, verser } from '#essais/fabriques/rapports.ts'
import { refuse } from '#essais/fabriques/refus.ts'
import { idTerritoire } from '#modules/referentiels/index.ts'
import type { Agent } from '#socle/agent.ts'
import { lancer } from '#socle/cas-usage.ts'
import { ouvrirFabriquePdf } from '#socle/pdf/index.ts'
import { dictionnaire } from './dictionnaire.ts'
import { GABARIT_RAPPORT } from './document.ts'
import { creerExporterFige, decrireDonnees, exporterDictionnaire, lireDictionnaire } from './exporter.cas.ts'
import { FORMATS } from './fichier.ts'

const essai = await ouvrirEssai()
const { moteur, proprietaire } = essai
const pdf = ouvrirFabriquePdf()
after(() => pdf.fermer())
const imprimerie = { pdf, gabarit: resolve(GABARIT_RAPPORT) }
const ANNEE = 2024

const marie = await uneAssistante(essai, LA_JORDANNE)
const jeanne = await uneAssistante(essai, JULES_FERRY)
const departement = await unAgent(essai, 'ctss_departement', [CANTAL])
const ailleurs = await unAgent(essai, 'ctss_departement', [idTerritoire('departement', '63')])

const exporter = (agent: Agent, territoireId: string, numero: number, format: (typeof FORMATS)[number]) =>
  lancer(moteur, agent, creerExporterFige(imprimerie, format), { territoireId, annee: ANNEE, numero })

await verser(
  essai,
  Array.from({ length: 17 }, (_, i) => ({
    ...{ mois: '2024-10-01', etablissement_id: LA_JORDANNE, type: 'acte', type_acte: i < 3 ? 'CONSEIL' : 'ENT_ELEVE', motif: 'FAM' },
    ...{ origine: 'ELEVE', niveau: i < 3 ? null : '610', sexe: null, tranche_age: i < 3 ? null : '11_13', motifs_associes: ['LOGT'] },
  })),
)
await figer(essai, marie, LA_JORDANNE, ANNEE)
await figer(essai, departement, CANTAL, ANNEE)

describe('emporter un rapport figé', () => {
  for (const format of FORMATS) {
    test(`${format} : qui le lit l’emporte, et le journal le dit`, async () => {
      const { nom, octets } = await exporter(marie, LA_JORDANNE, 1, format)
      assert.equal(nom, `rapport-2024-2025-n1.${format}`)
      assert.ok(octets.length > 500)
      assert.ok((await exporter(marie, CANTAL, 1, format)).octets.length > 500, 'il redescend')
      const { agent_id, resultat } = await proprietaire
        .selectFrom('socle.journal')
        .select(['agent_id', 'resultat'])
        .where('action', '=', `rapports.exporter_${format}`)
        .where('cible_id', '=', LA_JORDANNE)
        .executeTakeFirstOrThrow()
      assert.deepEqual([agent_id, resultat], [marie.id, 'accord'])
    })

    test(`${format} : qui ne le lit pas ne l’emporte pas`, async () => {
      await refuse(exporter(jeanne, LA_JORDANNE, 1, format), 'rapports.introuvable')
      await refuse(exporter(departement, LA_JORDANNE, 1, format), 'rapports.hors_perimetre')
      await refuse(exporter(ailleurs, CANTAL, 1, format), 'rapports.introuvable')
      await refuse(exporter(marie, LA_JORDANNE, 2, format), 'rapports.introuvable')
    })
  }

  test('un rapport préparé mais pas figé ne s’emporte pas', async () => {
    await proprietaire
      .insertInto('rapports.instantane')
      .values({
        ...{ id: randomUUID(), territoire_id: LA_JORDANNE, annee: ANNEE, numero: 7, etat: 'prepare', seuil: 5, grille: '2026-1' },
        ...{ perimetre: '{}', attendus: 1, recus: 1 },
      })
      .execute()
    await refuse(exporter(marie, LA_JORDANNE, 7, 'csv'), 'rapports.introuvable')
  })

  test('un nombre masqué n’est dans aucun octet d’aucun fichier', async () => {
    const secret = 7919
    await figerTelQuel(essai, { territoireId: CANTAL, annee: ANNEE, numero: 9, textes: {} }, [
      { type: 'acte', dimension: 'total', code: 'tous', nombre: 8000, masque: false },
      { type: 'acte', dimension: 'motif', code: 'FAM', nombre: secret, masque: true },
      { type: 'acte', dimension: 'mois', code: '2024-10', nombre: secret, masque: true },
    ])
    const lire = async (format: (typeof FORMATS)[number]) => Buffer.from((await exporter(departement, CANTAL, 9, format)).octets)
    const csv = (await lire('csv')).toString()
    const ods = (await ouvrirOds(await lire('ods'))).map((e) => e.texte).join('\n')
    for (const texte of [csv, ods]) {
      assert.ok(texte.includes('masqué') && texte.includes('8000'))
      assert.ok(!texte.includes(String(secret)))
    }
    if (sansPoppler) return
    const imprime = poppler('pdftotext', await lire('pdf'), '-raw')
    assert.ok(imprime.includes('masqué') && /8\s?000/.test(imprime))
    assert.doesNotMatch(imprime, /7\s?919/)
  })
})

describe('le dictionnaire', () => {
  test('se lit quel que soit le territoire, sans aucun chiffre', async () => {
    for (const agent of [marie, ailleurs]) {
      assert.equal((await lancer(moteur, agent, lireDictionnaire, {})).entrees.length, dictionnaire().length)
      assert.equal((await lancer(moteur, agent, exporterDictionnaire, {})).nom, 'dictionnaire.csv')
      const { octets } = await lancer(moteur, agent, decrireDonnees, {})
      assert.equal(JSON.parse(Buffer.from(octets).toString()).resources.length, 2)
    }
  })

  test('dit à l’écran les précisions de son département, dans aucun fichier', async () => {
    await proprietaire
      .insertInto('referentiels.precision_locale')
      .values({
        ...{ id: randomUUID(), departement_id: CANTAL, motif: 'FIN', libelle: 'Précision d’ici', valide_du: '2024-09-01' },
        auteur_id: departement.id,
      })
      .execute()
    const lues = async (agent: Agent) => (await lancer(moteur, agent, lireDictionnaire, {})).precisions.map((p) => [p.libelle, p.motif])
    for (const agent of [marie, departement]) assert.deepEqual(await lues(agent), [['Précision d’ici', 'FIN']])
    assert.deepEqual(await lues(ailleurs), [])
    const { octets } = await lancer(moteur, marie, exporterDictionnaire, {})
    assert.doesNotMatch(Buffer.from(octets).toString(), /Précision d’ici/)
  })

  test('connaît tout ce que la base compte', async () => {
    const cases = await proprietaire.selectFrom('rapports.ligne').select(['type', 'dimension', 'code']).distinct().execute()
    assert.ok(cases.length > 10)
    const entrees = dictionnaire()
    for (const { type, dimension, code } of cases) {
      assert.ok(
        entrees.some((e) => e.objet === 'fait' && e.nom === type),
        type,
      )
      if (dimension === 'total' || dimension === 'mois') continue
      assert.ok(
        entrees.some((e) => e.objet === 'valeur' && e.nom === dimension && e.code === code),
        `${dimension} ${code}`,
      )
    }
  })
})
