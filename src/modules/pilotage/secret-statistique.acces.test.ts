import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { BLAISE_PASCAL, CANTAL, JULES_FERRY, LA_JORDANNE, unAgent, uneAssistante } from '#essais/fabriques/agents.ts'
import { enTantQue, ouvrirEssai } from '#essais/fabriques/base.ts'
import { idTerritoire } from '#modules/referentiels/index.ts'
import { lancer } from '#socle/cas-usage.ts'
import { sql } from '#socle/db.ts'
import { ErreurMetier } from '#socle/erreur.ts'
import { deposerFait } from './fait.requetes.ts'
import { lireChiffres } from './lire-chiffres.cas.ts'
import { lireRetours } from './lire-retours.cas.ts'

const essai = await ouvrirEssai()
const assistante = await uneAssistante(essai, LA_JORDANNE, JULES_FERRY, BLAISE_PASCAL)
const conseillere = await unAgent(essai, 'ctss_departement', [CANTAL])

type Case = { code: string; nombre: number | null }
const repartir = (agent = conseillere, annee = 2026, dimension = 'motif', territoire = CANTAL): Promise<Case[]> =>
  enTantQue(
    essai,
    agent,
    async ({ tx }) =>
      (
        await sql<Case>`select code, nombre from observation.repartitions(${territoire}, ${annee}, '{acte}', array[${dimension}])`.execute(
          tx,
        )
      ).rows,
  )

const vider = () => sql`truncate observation.depot, observation.fait, observation.compte`.execute(essai.proprietaire)
const verser = async () => (await sql<{ n: number }>`select observation.verser() as n`.execute(essai.tache)).rows[0]?.n

async function deposer(motifs: Readonly<Record<string, number>>): Promise<void> {
  const valeurs = Object.entries(motifs).flatMap(([motif, n]) =>
    Array.from({ length: n }, () => ({ mois: '2026-10-01', etablissement_id: LA_JORDANNE, type: 'acte', type_acte: 'ENT_ELEVE', motif })),
  )
  if (valeurs.length > 0) await essai.proprietaire.insertInto('observation.depot').values(valeurs).execute()
  await verser()
}

describe('observation', () => {
  it('un fait déposé par l’assistante compte au département après versement, une seule fois', async () => {
    await vider()
    const contexteCommite = essai.app.transaction().execute(async (tx) => {
      await sql`select set_config('egide.agent_id', ${assistante.id}, true)`.execute(tx)
      const contexte = {
        tx,
        agent: assistante,
        maintenant: new Date(),
        aujourdHui: '2026-10-05',
        coffre: essai.coffre,
        identifiant: randomUUID,
      }
      for (let i = 0; i < 6; i++)
        await deposerFait(contexte, {
          type: 'acte',
          etablissementId: LA_JORDANNE,
          typeActe: 'ENT_ELEVE',
          motif: 'ABS',
          niveau: '430',
          age: 13,
          le: '2026-10-05',
        })
    })
    await contexteCommite
    assert.deepEqual(await repartir(), [])
    assert.equal(await verser(), 6)
    assert.equal(await verser(), 0)
    assert.deepEqual(await repartir(), [{ code: 'ABS', nombre: 6 }])
  })

  it('hors de son territoire, sans fonction de conseil, ou une autre année : rien', async () => {
    await vider()
    await deposer({ ABS: 10 })
    const ailleurs = await unAgent(essai, 'ctss_departement', [
      (
        await essai.proprietaire
          .selectFrom('referentiels.territoire')
          .select('id')
          .where('niveau', '=', 'departement')
          .where('code', '=', '63')
          .executeTakeFirstOrThrow()
      ).id,
    ])
    assert.deepEqual(await repartir(ailleurs), [])
    assert.deepEqual(await repartir(assistante), [])
    assert.deepEqual(await repartir(conseillere, 2025), [])
    assert.equal((await repartir()).length, 1)
  })

  it('d’un établissement ou d’un bassin de son territoire, rien : un chiffre ne monte que validé, et une différence en dirait trop', async () => {
    await vider()
    await deposer({ ABS: 10 })
    const academie = await unAgent(essai, 'ctss_academie', [idTerritoire('academie', '06')])
    for (const [agent, territoire] of [
      [conseillere, LA_JORDANNE],
      [academie, CANTAL],
      [academie, LA_JORDANNE],
    ] as const) {
      assert.deepEqual(await repartir(agent, 2026, 'motif', territoire), [])
      const retours = await enTantQue(essai, agent, ({ tx }) => sql`select * from observation.retours(${territoire}, 2026)`.execute(tx))
      assert.deepEqual(retours.rows, [])
      const refusee = (e: unknown) => e instanceof ErreurMetier && e.code === 'pilotage.hors_perimetre'
      await assert.rejects(lancer(essai.moteur, agent, lireChiffres, { territoireId: territoire, annee: '2026' }), refusee)
      await assert.rejects(lancer(essai.moteur, agent, lireRetours, { territoireId: territoire, annee: '2026' }), refusee)
    }
  })

  it('l’application ne relit ni la boîte, ni les faits, ni les comptes', async () => {
    await vider()
    await deposer({ ABS: 10 })
    for (const table of ['depot', 'fait', 'compte'])
      await assert.rejects(
        enTantQue(essai, conseillere, ({ tx }) => sql`select * from ${sql.table(`observation.${table}`)}`.execute(tx)),
        /permission denied/,
      )
  })

  it('quelle que soit la répartition : aucune case de 1 à 4, et aucune ne se retrouve par différence avec le total', async () => {
    const motifs = ['ABS', 'DECRO', 'MALETRE', 'FAM', 'FIN', 'HARC']
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 6, maxLength: 6 }), async (nombres) => {
        await vider()
        await deposer(Object.fromEntries(motifs.map((m, i) => [m, nombres[i] ?? 0])))
        const cases = await repartir()
        const visibles = cases.filter((c) => c.nombre !== null)
        const masquees = cases.filter((c) => c.nombre === null)
        assert.ok(visibles.every((c) => (c.nombre ?? 0) >= 5))
        for (const [i, n] of nombres.entries()) if (n > 0 && n < 5) assert.ok(masquees.some((c) => c.code === motifs[i]))
        // Une case masquée seule se déduit du total ; elle doit avoir une compagne, ou être la seule case.
        if (masquees.length === 1) assert.equal(visibles.length, 0)
        const total = nombres.reduce((a, b) => a + b, 0)
        assert.equal(cases.length, nombres.filter((n) => n > 0).length)
        if (masquees.length > 0 && visibles.length > 0) assert.ok(total - visibles.reduce((s, c) => s + (c.nombre ?? 0), 0) >= 5)
      }),
      { numRuns: 40 },
    )
  })
})
