import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { CANTAL, JULES_FERRY, LA_JORDANNE, unAgent, uneAssistante } from '#essais/fabriques/agents.ts'
import { enTantQue, ouvrirEssai } from '#essais/fabriques/base.ts'
import { lancer } from '#socle/cas-usage.ts'
import { sql } from '#socle/db.ts'
import { ErreurMetier } from '#socle/erreur.ts'
import { exporterRetours, lireRetours } from './lire-retours.cas.ts'
import { type CodeRetour, partDansLeDelai, rangerRetours } from './retours.ts'

const essai = await ouvrirEssai()
const conseillere = await unAgent(essai, 'ctss_departement', [CANTAL])
const assistante = await uneAssistante(essai, LA_JORDANNE)

const ANCIEN = '2025-10-01'
/** Transmises : une par réponse, plus celles qui restent sans réponse, dans un mois dont l'échéance est passée. */
async function jouer(reponses: Readonly<Record<string, number>>, silence: number, etablissement = LA_JORDANNE): Promise<void> {
  await sql`truncate observation.depot, observation.fait, observation.compte`.execute(essai.proprietaire)
  const total = Object.values(reponses).reduce((a, b) => a + b, 0) + silence
  const commun = { mois: ANCIEN, etablissement_id: etablissement }
  const faits = [
    ...Array.from({ length: total }, () => ({ ...commun, type: 'ip', delai: null })),
    ...Object.entries(reponses).flatMap(([delai, n]) => Array.from({ length: n }, () => ({ ...commun, type: 'ip_reponse', delai }))),
  ]
  if (faits.length > 0) await essai.proprietaire.insertInto('observation.depot').values(faits).execute()
  await sql`select observation.verser()`.execute(essai.tache)
}
const lire = async (agent = conseillere) =>
  (await lancer(essai.moteur, agent, lireRetours, { territoireId: CANTAL, annee: '2025' })).retours.cases
const lu = async (agent = conseillere) => Object.fromEntries((await lire(agent)).map((c) => [c.code, c.nombre]))

describe('les réponses du département', () => {
  it('se comptent par délai ; ce qui reste, l’échéance passée, est un silence qui se compte', async () => {
    await jouer({ MOIS_1: 6, MOIS_3: 8, MOIS_6: 5 }, 9)
    assert.deepEqual(await lu(), { MOIS_1: 6, MOIS_3: 8, MOIS_6: 5, SILENCE: 9 })
    assert.deepEqual(partDansLeDelai(await lire()), { dansLeDelai: 14, dues: 28 })
  })

  it('transmise ce mois-ci, une information est encore attendue, et ne pèse pas sur la part', async () => {
    await jouer({ MOIS_1: 6 }, 0)
    const mois = `${new Date().toISOString().slice(0, 7)}-01`
    const faits = Array.from({ length: 7 }, () => ({ mois, etablissement_id: LA_JORDANNE, type: 'ip' }))
    await essai.proprietaire.insertInto('observation.depot').values(faits).execute()
    await sql`select observation.verser()`.execute(essai.tache)
    const cases = await enTantQue(
      essai,
      conseillere,
      async ({ tx }) =>
        (
          await sql<{ code: string; nombre: number | null }>`
            select code, nombre from observation.retours(${CANTAL}, ${Number(mois.slice(0, 4)) - (Number(mois.slice(5, 7)) < 9 ? 1 : 0)})`.execute(
            tx,
          )
        ).rows,
    )
    assert.equal(cases.find((c) => c.code === 'ATTENDUE')?.nombre, 7)
  })

  it('aucune case de 1 à 4, jamais une seule masquée, et la part se tait dès qu’une case en jeu est masquée', async () => {
    const codes = ['MOIS_1', 'MOIS_2', 'MOIS_3', 'MOIS_6', 'AU_DELA'] as const
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 6, maxLength: 6 }), async (nombres) => {
        await jouer(Object.fromEntries(codes.map((c, i) => [c, nombres[i] ?? 0])), nombres[5] ?? 0)
        const cases = await lire()
        const attendus: [CodeRetour, number][] = [
          ...codes.map((c, i): [CodeRetour, number] => [c, nombres[i] ?? 0]),
          ['SILENCE', nombres[5] ?? 0],
        ]
        for (const [code, n] of attendus) {
          const vue = rangerRetours(cases).find((c) => c.code === code)?.nombre
          assert.ok(vue === null || vue === n, code)
          if (n > 0 && n < 5) assert.equal(vue, null)
        }
        const masquees = cases.filter((c) => c.nombre === null)
        if (masquees.length === 1) assert.equal(cases.length, 1)
        if (masquees.length > 0) assert.equal(partDansLeDelai(cases), null)
      }),
      { numRuns: 30 },
    )
  })

  it('hors de son territoire, ou sans fonction de conseil : ni lecture, ni export, ni ligne en base', async () => {
    await jouer({ MOIS_1: 6 }, 6, JULES_FERRY)
    const demande = { territoireId: CANTAL, annee: '2025' }
    await assert.rejects(lancer(essai.moteur, assistante, lireRetours, demande), ErreurMetier)
    await assert.rejects(lancer(essai.moteur, assistante, exporterRetours, demande), ErreurMetier)
    const lignes = await enTantQue(
      essai,
      assistante,
      async ({ tx }) => (await sql`select * from observation.retours(${CANTAL}, 2025)`.execute(tx)).rows,
    )
    assert.deepEqual(lignes, [])
    const { octets } = await lancer(essai.moteur, conseillere, exporterRetours, { territoireId: CANTAL, annee: '2025' })
    assert.match(Buffer.from(octets).toString(), /"Sans réponse, échéance passée";"6"/)
  })
})
