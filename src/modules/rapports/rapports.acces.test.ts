import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { describe, test } from 'node:test'
import { BLAISE_PASCAL, CANTAL, JULES_FERRY, LA_JORDANNE, unAgent, uneAssistante } from '#essais/fabriques/agents.ts'
import { enTantQue, ouvrirEssai } from '#essais/fabriques/base.ts'
import { calculerSecret, figer, preparer, verser } from '#essais/fabriques/rapports.ts'
import { refuse } from '#essais/fabriques/refus.ts'
import { CODE_NATIONAL, findAncetre, idTerritoire } from '#modules/referentiels/index.ts'
import type { Agent } from '#socle/agent.ts'
import { lancer } from '#socle/cas-usage.ts'
import { sql } from '#socle/db.ts'
import { corrigerRapport, ecrireRapport, retirerCorrection } from './ecrire-rapport.cas.ts'
import { figerRapport, preparerRapport } from './figer-rapport.cas.ts'
import { lireFige, lireRapport, lireRapports } from './lire-rapports.cas.ts'

const essai = await ouvrirEssai()
const { moteur, proprietaire } = essai
const ANNEE = 2024
const MOIS = '2024-10-01'
const NATION = idTerritoire('national', CODE_NATIONAL)
const ACADEMIE = (await findAncetre(proprietaire, CANTAL, 'academie'))?.id ?? ''

const marie = await uneAssistante(essai, LA_JORDANNE)
const jeanne = await uneAssistante(essai, JULES_FERRY)
const pascale = await uneAssistante(essai, BLAISE_PASCAL)
const departement = await unAgent(essai, 'ctss_departement', [CANTAL])
const academie = await unAgent(essai, 'ctss_academie', [ACADEMIE])
const nation = await unAgent(essai, 'ctss_national', [NATION])
const PUY_DE_DOME = idTerritoire('departement', '63')
const ailleurs = await unAgent(essai, 'ctss_departement', [PUY_DE_DOME])

const actes = (etablissement: string, nombre: number, reste: object = {}) =>
  Array.from({ length: nombre }, () => ({
    ...{ mois: MOIS, etablissement_id: etablissement, type: 'acte', type_acte: 'ENT_ELEVE', motif: 'FAM', origine: 'ELEVE' },
    ...{ niveau: '610', sexe: '1', tranche_age: '11_13', ...reste },
  }))
await verser(essai, [
  ...actes(LA_JORDANNE, 12),
  ...actes(LA_JORDANNE, 3, { motif: 'HARC' }),
  ...actes(JULES_FERRY, 9),
  ...actes(JULES_FERRY, 7, { motif: 'HARC', sexe: null }),
])

const lire = (agent: Agent, territoireId: string) => lancer(moteur, agent, lireRapport, { territoireId, annee: ANNEE })
const numeroDe = async (id: string) =>
  (await proprietaire.selectFrom('rapports.instantane').select('numero').where('id', '=', id).executeTakeFirstOrThrow()).numero
const fige = async (agent: Agent, territoireId: string, id: string) =>
  lancer(moteur, agent, lireFige, { territoireId, annee: ANNEE, numero: await numeroDe(id) })
const nombre = (
  cases: readonly { type: string; dimension: string; code: string; nombre: number | null }[],
  dimension: string,
  code: string,
) => cases.find((c) => c.type === 'acte' && c.dimension === dimension && c.code === code)?.nombre

describe('le rapport d’un établissement', () => {
  test('montre ses vrais chiffres à qui l’assure, et « question non posée » n’est pas « inconnu »', async () => {
    const { vrais } = await lire(jeanne, JULES_FERRY)
    assert.ok(vrais)
    assert.deepEqual([nombre(vrais, 'total', 'tous'), nombre(vrais, 'motif', 'HARC'), nombre(vrais, 'sexe', 'NON_DEMANDE')], [16, 7, 7])
  })

  test('n’existe pas pour une autre assistante, ni pour une conseillère au-dessus', async () => {
    await refuse(lire(marie, JULES_FERRY), 'rapports.introuvable')
    for (const agent of [departement, academie, nation]) await refuse(lire(agent, LA_JORDANNE), 'rapports.tenu_par_un_autre')
    await refuse(lancer(moteur, departement, preparerRapport, { territoireId: LA_JORDANNE, annee: ANNEE }), 'rapports.tenu_par_un_autre')
    const vrais = await enTantQue(
      essai,
      departement,
      async ({ tx }) => (await sql`select * from rapports.vrais_comptes(${LA_JORDANNE}, ${ANNEE})`.execute(tx)).rows,
    )
    assert.deepEqual(vrais, [])
  })

  test('se corrige en s’expliquant, sans passer sous zéro ni toucher aux faits', async () => {
    const corriger = (n: number, reste: object = {}) =>
      lancer(moteur, marie, corrigerRapport, {
        ...{ cleIdempotence: randomUUID(), territoireId: LA_JORDANNE, annee: ANNEE, type: 'acte', mois: '2025-02' },
        ...{ typeActe: 'VAD', motif: 'FAM', nombre: n, explication: 'Visites notées sur papier.', ...reste },
      })
    const { correctionId } = await corriger(6)
    let { vrais, corrections } = await lire(marie, LA_JORDANNE)
    assert.deepEqual([nombre(vrais ?? [], 'total', 'tous'), nombre(vrais ?? [], 'type_acte', 'VAD'), corrections.length], [21, 6, 1])
    assert.equal(nombre(vrais ?? [], 'mois', '2025-02'), 6)
    await refuse(corriger(-7), 'rapports.sous_zero')
    await assert.rejects(corriger(2, { mois: '2026-02' }), /pas de l’année/)
    await assert.rejects(corriger(2, { explication: ' ' }), /Expliquez/)
    await refuse(
      lancer(moteur, jeanne, retirerCorrection, { territoireId: JULES_FERRY, annee: ANNEE, correctionId }),
      'rapports.introuvable',
    )
    await lancer(moteur, marie, retirerCorrection, { territoireId: LA_JORDANNE, annee: ANNEE, correctionId })
    ;({ vrais, corrections } = await lire(marie, LA_JORDANNE))
    assert.deepEqual([nombre(vrais ?? [], 'total', 'tous'), corrections.length], [15, 0])
  })

  test('ses mots ne s’écrasent pas à deux', async () => {
    const ecrire = (jetonVersion: number, mots: string) =>
      lancer(moteur, marie, ecrireRapport, { territoireId: LA_JORDANNE, annee: ANNEE, jetonVersion, 'textes.missions': mots })
    await ecrire(0, 'Permanence le mardi.')
    await refuse(ecrire(0, 'Autre chose.'), 'rapports.version')
    await ecrire(1, 'Permanence le mardi et le jeudi.')
    assert.deepEqual((await lire(marie, LA_JORDANNE)).brouillon.textes, { missions: 'Permanence le mardi et le jeudi.' })
  })
})

describe('de l’établissement à la nation', () => {
  test('chaque niveau consolide les rapports figés dessous, et dit combien il en manque', async () => {
    const jordanne = await figer(essai, marie, LA_JORDANNE, ANNEE)
    const masquee = await fige(marie, LA_JORDANNE, jordanne)
    assert.equal(nombre(masquee.cases, 'motif', 'HARC'), null)
    assert.equal(masquee.instantane.textes?.missions, 'Permanence le mardi et le jeudi.')

    let id = await preparer(essai, departement, CANTAL, ANNEE)
    let vue = await lire(departement, CANTAL)
    assert.equal(vue.vrais, null)
    assert.equal(vue.enPreparation?.recus, 1)
    assert.ok((vue.enPreparation?.attendus ?? 0) >= 3)
    assert.equal(vue.manquants.length, (vue.enPreparation?.attendus ?? 0) - 1)

    await figer(essai, jeanne, JULES_FERRY, ANNEE)
    await refuse(
      lancer(moteur, departement, figerRapport, { cleIdempotence: randomUUID(), territoireId: CANTAL, annee: ANNEE, instantaneId: id }),
      'rapports.perime',
    )
    id = await figer(essai, departement, CANTAL, ANNEE)
    vue = await lire(departement, CANTAL)
    assert.equal(vue.instantanes.length, 1)
    const duDepartement = await fige(departement, CANTAL, id)
    assert.equal(nombre(duDepartement.cases, 'total', 'tous'), 31)

    const deLAcademie = await fige(academie, ACADEMIE, await figer(essai, academie, ACADEMIE, ANNEE))
    const deLaNation = await fige(nation, NATION, await figer(essai, nation, NATION, ANNEE))
    for (const { cases, instantane } of [deLAcademie, deLaNation])
      assert.deepEqual([nombre(cases, 'total', 'tous'), instantane.recus], [31, 1])
    assert.equal(deLAcademie.instantane.attendus, 4)
    assert.deepEqual((await lire(academie, ACADEMIE)).manquants, [])
  })

  test('les rapports redescendent à ceux qu’ils couvrent, et remontent à qui en a la charge ; pas ceux d’un établissement', async () => {
    const { rapports } = await lancer(moteur, pascale, lireRapports, { annee: ANNEE })
    assert.deepEqual(
      rapports.filter((r) => !r.tenu).map((r) => r.territoireId),
      [CANTAL, ACADEMIE, NATION],
    )
    const lu = await lancer(moteur, marie, lireFige, { territoireId: LA_JORDANNE, annee: ANNEE, numero: 1 })
    assert.deepEqual(
      lu.situations.map((s) => s.niveau),
      ['departement', 'academie', 'national'],
    )
    for (const agent of [marie, academie, nation])
      assert.equal((await lancer(moteur, agent, lireFige, { territoireId: CANTAL, annee: ANNEE, numero: 1 })).instantane.numero, 1)
    const lireLe = (agent: Agent, territoireId: string) => lancer(moteur, agent, lireFige, { territoireId, annee: ANNEE, numero: 1 })
    for (const agent of [departement, academie]) await refuse(lireLe(agent, LA_JORDANNE), 'rapports.hors_perimetre')
    for (const agent of [jeanne, ailleurs]) await refuse(lireLe(agent, LA_JORDANNE), 'rapports.introuvable')
    await refuse(lireLe(ailleurs, CANTAL), 'rapports.introuvable')
  })

  test('la base seule garde ces règles : ni vrai nombre, ni source, ni rapport d’un autre, ni rapport préparé ailleurs', async () => {
    await preparer(essai, marie, LA_JORDANNE, ANNEE)
    assert.equal((await lire(marie, LA_JORDANNE)).dejaCompte, true)
    await enTantQue(essai, jeanne, async ({ tx }) =>
      assert.deepEqual((await sql`select rapports.deja_compte(${LA_JORDANNE}, ${ANNEE}) as d`.execute(tx)).rows, [{ d: false }]),
    )
    const voir = (agent: Agent) =>
      enTantQue(essai, agent, async ({ tx }) => {
        const rows = await tx.selectFrom('rapports.instantane').select(['territoire_id', 'etat']).orderBy('territoire_id').execute()
        return rows.filter((r) => r.territoire_id === LA_JORDANNE).map((r) => r.etat)
      })
    assert.deepEqual((await voir(marie)).toSorted(), ['fige', 'prepare'])
    for (const agent of [jeanne, departement, academie, nation, ailleurs]) assert.deepEqual(await voir(agent), [])
    for (const requete of [
      sql`select nombre from rapports.ligne`,
      sql`select * from rapports.source`,
      sql`select masque from rapports.ligne`,
    ])
      await assert.rejects(
        enTantQue(essai, marie, ({ tx }) => requete.execute(tx)),
        /permission denied/,
      )
    const lignes = await enTantQue(essai, ailleurs, ({ tx }) =>
      tx
        .selectFrom('rapports.ligne as l')
        .innerJoin('rapports.instantane as i', 'i.id', 'l.instantane_id')
        .select('code')
        .where('i.territoire_id', 'in', [LA_JORDANNE, CANTAL])
        .execute(),
    )
    assert.deepEqual(lignes, [])
  })

  test('figé, plus rien ne change, pas même par le propriétaire', async () => {
    const [i] = await proprietaire.selectFrom('rapports.instantane').select('id').where('etat', '=', 'fige').limit(1).execute()
    assert.ok(i)
    for (const requete of [
      sql`update rapports.instantane set recus = 0 where id = ${i.id}`,
      sql`delete from rapports.instantane where id = ${i.id}`,
      sql`update rapports.ligne set nombre = 1 where instantane_id = ${i.id}`,
      sql`delete from rapports.source where source_id is not null and instantane_id in (select id from rapports.instantane where etat = 'fige')`,
    ])
      await assert.rejects(requete.execute(proprietaire), /ne change plus/)
  })

  test('un rapport que recoupe un rapport figé ne dit que ce qui se lisait ; préparé avant lui, il se prépare de nouveau', async () => {
    const annee = 2023
    const chamalieres = (
      await proprietaire
        .selectFrom('referentiels.etablissement as e')
        .innerJoin('referentiels.ascendance as h', 'h.descendant_id', 'e.territoire_id')
        .select('e.territoire_id')
        .where('h.ancetre_id', '=', PUY_DE_DOME)
        .where('e.type', '=', 'Collège')
        .limit(1)
        .executeTakeFirstOrThrow()
    ).territoire_id
    const lucie = await uneAssistante(essai, chamalieres)
    const lAn = { mois: '2023-10-01' }
    await verser(essai, [
      ...[...actes(LA_JORDANNE, 12, lAn), ...actes(LA_JORDANNE, 8, { ...lAn, motif: 'HARC' }), ...actes(chamalieres, 20, lAn)],
      ...[
        ...actes(JULES_FERRY, 9, lAn),
        ...actes(JULES_FERRY, 6, { ...lAn, motif: 'HARC' }),
        ...actes(JULES_FERRY, 2, { ...lAn, motif: 'ABS' }),
      ],
    ])
    await figer(essai, marie, LA_JORDANNE, annee)
    await figer(essai, lucie, chamalieres, annee)
    await figer(essai, departement, CANTAL, annee)
    await figer(essai, ailleurs, PUY_DE_DOME, annee)
    await figer(essai, jeanne, JULES_FERRY, annee)
    const prepare = await preparer(essai, departement, CANTAL, annee)
    await figer(essai, academie, ACADEMIE, annee)
    const cleIdempotence = randomUUID()
    await refuse(
      lancer(moteur, departement, figerRapport, { cleIdempotence, territoireId: CANTAL, annee, instantaneId: prepare }),
      'rapports.perime',
    )
    await figer(essai, departement, CANTAL, annee)
    const { instantane, cases } = await lancer(moteur, departement, lireFige, { territoireId: CANTAL, annee, numero: 2 })
    assert.deepEqual(instantane.deduits, ['acte'])
    assert.deepEqual([nombre(cases, 'total', 'tous'), nombre(cases, 'niveau', '610')], [37, 37])
    const deJules = await lancer(moteur, jeanne, lireFige, { territoireId: JULES_FERRY, annee, numero: 1 })
    for (const code of ['FAM', 'HARC', 'ABS'])
      assert.equal(nombre(cases, 'motif', code) === null, nombre(deJules.cases, 'motif', code) === null, code)
    assert.equal(nombre(cases, 'motif', 'ABS'), null)
  })

  test('deux personnes figent à la fois : un seul rapport, un seul numéro', async () => {
    const instantaneId = await preparer(essai, pascale, BLAISE_PASCAL, ANNEE)
    const une = () =>
      lancer(moteur, pascale, figerRapport, { cleIdempotence: randomUUID(), territoireId: BLAISE_PASCAL, annee: ANNEE, instantaneId })
    const resultats = await Promise.allSettled([une(), une(), une()])
    assert.ok(resultats.some((r) => r.status === 'fulfilled'))
    const rows = await proprietaire.selectFrom('rapports.instantane').select('numero').where('territoire_id', '=', BLAISE_PASCAL).execute()
    assert.deepEqual(
      rows.map((r) => r.numero),
      [1],
    )
    await calculerSecret(essai)
  })
})
