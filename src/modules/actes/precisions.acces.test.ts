import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { before, describe, test } from 'node:test'
import { CANTAL, LA_JORDANNE, unAgent, uneAssistante, unTerritoire } from '#essais/fabriques/agents.ts'
import { balayages } from '#essais/fabriques/balayages.ts'
import { enTantQue, ouvrirEssai } from '#essais/fabriques/base.ts'
import { admettre, UN_JOUR, unActe, unDossier } from '#essais/fabriques/dossiers.ts'
import { unEleve } from '#essais/fabriques/eleves.ts'
import { idTerritoire, listPrecisionsLisibles, listPrecisionsOffertes } from '#modules/referentiels/index.ts'
import type { Agent } from '#socle/agent.ts'
import { type Contexte, lancer } from '#socle/cas-usage.ts'
import { sql } from '#socle/db.ts'
import { motifSaisi } from './acte.ts'
import { consignerActe } from './consigner-acte.cas.ts'
import { creerLireDossier } from './lire-dossier.cas.ts'
import { lireMonActivite } from './mon-activite.cas.ts'
import { creerPreparerConsigner } from './preparer-consigner.cas.ts'
import { preparerRectification, rectifierActe } from './rectifier-acte.cas.ts'

const PUY_DE_DOME = idTerritoire('departement', '63')
const essai = await ouvrirEssai()
const { moteur, proprietaire } = essai
const marie = await uneAssistante(essai, LA_JORDANNE)
const ailleurs = await uneAssistante(essai, await unTerritoire(essai, 'etablissement', PUY_DE_DOME))

/** Inscrite sans passer par l'application : l'essai choisit librement le département et les dates. */
async function unePrecision(p: { departement?: string; motif?: string; du?: string; au?: string; libelle?: string } = {}): Promise<string> {
  const id = randomUUID()
  await proprietaire
    .insertInto('referentiels.precision_locale')
    .values({
      id,
      departement_id: p.departement ?? CANTAL,
      motif: p.motif ?? 'FIN',
      libelle: p.libelle ?? `Précision ${id.slice(0, 8)}`,
      valide_du: p.du ?? '2025-09-01',
      valide_au: p.au ?? null,
      auteur_id: marie.id,
    })
    .execute()
  return id
}
const offertes = (agent: Agent) =>
  enTantQue(essai, agent, (c) => listPrecisionsOffertes(c, LA_JORDANNE)).then((liste) => liste.map((p) => p.id))
const fermee = { code: 'actes.precision_fermee' }
const acteLu = async (id: string) => {
  const { motif, precision_id } = await proprietaire
    .selectFrom('actes.acte')
    .select(['motif', 'precision_id'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return [motif, precision_id]
}

describe('consigner sous une précision locale', () => {
  let precision = ''
  let dossierId = ''
  before(async () => {
    precision = await unePrecision({ libelle: 'frais d’internat (fictif)' })
    dossierId = (await unDossier(essai, marie)).dossierId
  })

  test('s’offre depuis le dossier comme depuis l’élève ; une close ou à venir, non', async () => {
    const [close, future] = [await unePrecision({ au: '2026-01-01' }), await unePrecision({ du: '2099-01-01' })]
    const preparer = creerPreparerConsigner([])
    const eleve = await unEleve(essai, LA_JORDANNE)
    for (const vise of [{ dossierId }, { eleveId: eleve.id }]) {
      const vue = await lancer(moteur, marie, preparer, vise)
      const ids = vue.genre === 'choisir' ? [] : vue.precisions.map((p) => p.id)
      assert.deepEqual([ids.includes(precision), ids.includes(close), ids.includes(future)], [true, false, false])
    }
    const saisie = { cleIdempotence: randomUUID(), eleveId: eleve.id, dateActe: UN_JOUR, motif: motifSaisi('FIN', precision) }
    const ouvert = await lancer(moteur, marie, consignerActe, saisie)
    const { motif } = await proprietaire
      .selectFrom('dossiers.dossier')
      .select('motif')
      .where('id', '=', ouvert.dossierId)
      .executeTakeFirstOrThrow()
    assert.equal(motif, 'FIN')
    for (const id of [close, future]) await assert.rejects(unActe(essai, marie, dossierId, { motif: motifSaisi('FIN', id) }), fermee)
  })

  test('l’acte porte le motif national et garde la précision ; le fait déposé ne porte que le national', async () => {
    await proprietaire.deleteFrom('observation.depot').execute()
    const acteId = await unActe(essai, marie, dossierId, { motif: motifSaisi('FIN', precision) })
    assert.deepEqual(await acteLu(acteId), ['FIN', precision])
    const { rows } = await sql<{ motif: string; tout: string }>`select motif, to_jsonb(d)::text as tout from observation.depot d`.execute(
      proprietaire,
    )
    assert.deepEqual(
      rows.map((r) => r.motif),
      ['FIN'],
    )
    assert.ok(!rows[0]?.tout.includes(precision) && !rows[0]?.tout.includes('fictif'))
    const { actes } = await lancer(moteur, marie, creerLireDossier([]), { dossierId })
    assert.equal(actes.find((a) => a.id === acteId)?.precision, 'frais d’internat (fictif)')
  })

  test('un seul département : le sien ; un autre motif que le sien est refusé', async () => {
    assert.ok(!(await offertes(ailleurs)).includes(precision))
    const etrangere = await unePrecision({ departement: PUY_DE_DOME })
    for (const motif of [motifSaisi('FIN', etrangere), motifSaisi('ABS', precision), motifSaisi('FIN', randomUUID())])
      await assert.rejects(unActe(essai, marie, dossierId, { motif }), fermee)
    await assert.rejects(unActe(essai, marie, dossierId, { motif: 'FIN:nimporte' }), { name: 'ZodError' })
  })

  test('stagiaire d’un autre département admise ici, on ne la voit ni ne la forge, ni par l’application ni en base', async () => {
    const admise = await unAgent(essai, 'stagiaire', [...ailleurs.etablissementsSuivis])
    await admettre(essai, dossierId, admise, marie, '2025-09-01', '2099-01-01')
    const { actes } = await lancer(moteur, admise, creerLireDossier([]), { dossierId })
    assert.ok(actes.length > 0 && actes.every((a) => a.precision === null))
    await assert.rejects(unActe(essai, admise, dossierId, { motif: motifSaisi('FIN', precision) }), fermee)
    const inserer = (agent: Agent, motif: string, precisionId: string) =>
      enTantQue(essai, agent, ({ tx }) =>
        sql`insert into actes.acte (id, dossier_id, etablissement_id, auteur_id, type, motif, date_acte, precision_id)
            values (${randomUUID()}, ${dossierId}, ${LA_JORDANNE}, ${agent.id}, 'VAD', ${motif}, '2025-10-01', ${precisionId})`.execute(tx),
      )
    await inserer(marie, 'FIN', precision)
    await assert.rejects(inserer(admise, 'FIN', precision), /row-level security/)
    // Qui exerce dans les deux ne mêle pas l'un à l'autre.
    const double = await uneAssistante(essai, LA_JORDANNE, await unTerritoire(essai, 'etablissement', PUY_DE_DOME))
    await assert.rejects(inserer(double, 'FIN', await unePrecision({ departement: PUY_DE_DOME })), /row-level security/)
    await assert.rejects(inserer(marie, 'ABS', precision), /acte_precision_fkey/)
  })

  test('une rectification garde la précision close depuis, ou l’ôte', async () => {
    const bientotClose = await unePrecision()
    const acteId = await unActe(essai, marie, dossierId, { motif: motifSaisi('FIN', bientotClose) })
    await proprietaire
      .updateTable('referentiels.precision_locale')
      .set({ valide_au: '2026-01-01' })
      .where('id', '=', bientotClose)
      .execute()
    const { acte, precisions } = await lancer(moteur, marie, preparerRectification, { dossierId, acteId })
    assert.ok(acte.precisionId === bientotClose && precisions.some((p) => p.id === bientotClose))
    const rectifier = async (id: string, motif: string) =>
      (
        await lancer(moteur, marie, rectifierActe, {
          cleIdempotence: randomUUID(),
          dossierId,
          acteId: id,
          type: 'VAD',
          dateActe: UN_JOUR,
          motif,
        })
      ).acteId
    const gardee = await rectifier(acteId, motifSaisi('FIN', bientotClose))
    assert.deepEqual(await acteLu(gardee), ['FIN', bientotClose])
    assert.deepEqual(await acteLu(await rectifier(gardee, 'FIN')), ['FIN', null])
  })
})

test('elle se compte dans mon activité, même après une mutation, et pour moi seul', async () => {
  const anne = await uneAssistante(essai, LA_JORDANNE)
  const { dossierId } = await unDossier(essai, anne)
  const precision = await unePrecision({ motif: 'ABS', libelle: 'trajet long (fictif)' })
  for (const motif of [motifSaisi('ABS', precision), motifSaisi('ABS', precision), 'ABS']) await unActe(essai, anne, dossierId, { motif })
  await proprietaire.updateTable('securite.affectation').set({ au: '2025-12-01' }).where('agent_id', '=', anne.id).execute()
  const lue = await lancer(moteur, anne, lireMonActivite, { annee: 2025 })
  assert.deepEqual([[...lue.motif], [...lue.precision]], [[['ABS', 3]], [['Absentéisme\u00a0: trajet long (fictif)', 2]]])
  const autre = await lancer(moteur, await uneAssistante(essai, LA_JORDANNE), lireMonActivite, { annee: 2025 })
  assert.equal(autre.precision.size, 0)
})

test('l’offre et le dictionnaire ne balaient pas les précisions de tous les départements', async () => {
  await sql`
    insert into referentiels.precision_locale (id, departement_id, motif, libelle, valide_du, auteur_id)
    select gen_random_uuid(), t.id, 'ABS', n::text, '2025-09-01', ${marie.id}
      from referentiels.territoire t, generate_series(1, 100) n where t.niveau = 'departement' and t.id <> ${CANTAL}`.execute(proprietaire)
  await sql`analyze referentiels.precision_locale`.execute(proprietaire)
  for (const lire of [(c: Contexte) => listPrecisionsOffertes(c, LA_JORDANNE), listPrecisionsLisibles])
    assert.deepEqual(await enTantQue(essai, marie, (c) => balayages(c, lire, ['precision_locale', 'ascendance', 'territoire'])), [])
})

test('la grille change, le motif national se ferme : ses précisions ne s’offrent plus, les autres restent', async () => {
  const [suit, reste] = [await unePrecision({ motif: 'RADIC' }), await unePrecision({ motif: 'FIN' })]
  assert.ok((await offertes(marie)).includes(suit))
  await sql`update referentiels.motif_intervention set valide_au = '2026-01-01' where code = 'RADIC'`.execute(proprietaire)
  const ids = await offertes(marie)
  assert.deepEqual([ids.includes(suit), ids.includes(reste)], [false, true])
  const { dossierId } = await unDossier(essai, marie)
  await assert.rejects(unActe(essai, marie, dossierId, { motif: motifSaisi('RADIC', suit) }), fermee)
})
