import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { BLAISE_PASCAL, CANTAL, JULES_FERRY, LA_JORDANNE } from '#essais/fabriques/agents.ts'
import { ouvrirEssai } from '#essais/fabriques/base.ts'
import { sql } from '#socle/db.ts'

const essai = await ouvrirEssai()
const ETABLISSEMENTS = [LA_JORDANNE, JULES_FERRY, BLAISE_PASCAL]

type Depot = { mois: string; etablissement_id: string; type: string; type_acte: string; motif: string | null; sens: 1 | -1 }

const verser = () => sql`select observation.verser()`.execute(essai.tache)
const vider = () => sql`truncate observation.depot, observation.fait, observation.compte`.execute(essai.proprietaire)
const comptes = async (territoire: string, annee: number, dimension: string) =>
  Object.fromEntries(
    (
      await sql<{
        code: string
        nombre: number
      }>`select code, nombre from observation.comptes_de(${territoire}, ${annee}) where type = 'acte' and dimension = ${dimension} order by code`.execute(
        essai.proprietaire,
      )
    ).rows.map((r) => [r.code, r.nombre]),
  )

const depot = fc.record({
  mois: fc.constantFrom('2026-08-01', '2026-09-01', '2027-01-01', '2027-08-01', '2027-09-01'),
  etablissement_id: fc.constantFrom(...ETABLISSEMENTS),
  type: fc.constant('acte'),
  type_acte: fc.constantFrom('ENT_ELEVE', 'REUNION', 'VAD'),
  motif: fc.constantFrom('ABS', 'FAM', null),
  sens: fc.constantFrom<1 | -1>(1, 1, 1, -1),
})

/** Le même compte, refait à la main depuis les faits déposés. */
function compterAMain(depots: readonly Depot[], etablissements: readonly string[], annee: number, codeDe: (d: Depot) => string) {
  const total = new Map<string, number>()
  for (const d of depots) {
    const sien = Number(d.mois.slice(0, 4)) - (d.mois.slice(5, 7) < '09' ? 1 : 0)
    if (sien === annee && etablissements.includes(d.etablissement_id)) total.set(codeDe(d), (total.get(codeDe(d)) ?? 0) + d.sens)
  }
  return Object.fromEntries([...total].filter(([, n]) => n !== 0).sort())
}

describe('les comptes de l’année', () => {
  it('versés en plusieurs fois, ils sont à chaque niveau ce qu’un compte à la main donne', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(depot, { minLength: 1, maxLength: 40 }), fc.nat(40), async (depots, coupe) => {
        await vider()
        for (const lot of [depots.slice(0, coupe), depots.slice(coupe)]) {
          if (lot.length > 0) await essai.proprietaire.insertInto('observation.depot').values(lot).execute()
          await verser()
        }
        for (const annee of [2025, 2026, 2027]) {
          const parMotif = (d: Depot) => d.motif ?? 'NON_DEMANDE'
          assert.deepEqual(await comptes(CANTAL, annee, 'motif'), compterAMain(depots, ETABLISSEMENTS, annee, parMotif))
          assert.deepEqual(await comptes(LA_JORDANNE, annee, 'motif'), compterAMain(depots, [LA_JORDANNE], annee, parMotif))
          const niveau = await comptes(CANTAL, annee, 'niveau')
          assert.deepEqual(
            niveau,
            compterAMain(depots, ETABLISSEMENTS, annee, () => 'NON_DEMANDE'),
          )
        }
      }),
      { numRuns: 30 },
    )
  })

  it('sans nom : le public s’additionne, l’inconnu et le non-demandé se comptent chacun, et une compensation les retire', async () => {
    await vider()
    const commun = { mois: '2026-10-01', etablissement_id: LA_JORDANNE, type: 'action_collective' }
    const trois = [
      { ...commun, theme: 'HARC', classes: 2, eleves: 54, partenaires: ['INF', 'CPE'] },
      { ...commun, theme: 'HARC', eleves: 3, inconnus: ['parents'] },
      { ...commun, theme: 'RELFG', eleves: 20, inconnus: ['classes'] },
    ]
    const deposer = async (faits: readonly object[]) => {
      await essai.proprietaire
        .insertInto('observation.depot')
        .values(faits as typeof trois)
        .execute()
      await verser()
    }
    await deposer(trois)
    const lus = async () => {
      const { rows } = await sql<{ d: string; code: string; nombre: number }>`
        select dimension as d, code, nombre from observation.comptes_de(${CANTAL}, 2026)
         where type = 'action_collective' and dimension not in ('mois', 'type_etablissement', 'education_prioritaire', 'internat', 'segpa', 'ulis')
         order by 1, 2`.execute(essai.proprietaire)
      return rows.map((r) => `${r.d} ${r.code} ${r.nombre}`)
    }
    assert.deepEqual(await lus(), [
      'partenaire CPE 1',
      'partenaire INF 1',
      'partenaire NON_DEMANDE 2',
      'public CLASSES 2',
      'public ELEVES 77',
      'public_classes CONNU 1',
      'public_classes INCONNU 1',
      'public_classes NON_DEMANDE 1',
      'public_eleves CONNU 3',
      'public_parents INCONNU 1',
      'public_parents NON_DEMANDE 2',
      'theme HARC 2',
      'theme RELFG 1',
      'total tous 3',
    ])
    await deposer([{ ...trois[2], sens: -1 }])
    assert.deepEqual(
      (await lus()).filter((l) => /^(public|public_classes|theme) /.test(l)),
      ['public CLASSES 2', 'public ELEVES 57', 'public_classes CONNU 1', 'public_classes NON_DEMANDE 1', 'theme HARC 2'],
    )
  })

  it('un conseil a un motif et un destinataire, une instance un rôle ; ni l’un ni l’autre n’a de niveau ni de sexe', async () => {
    await vider()
    const commun = { mois: '2026-10-01', etablissement_id: LA_JORDANNE }
    await essai.proprietaire
      .insertInto('observation.depot')
      .values([
        { ...commun, type: 'conseil', motif: 'ABS' },
        { ...commun, type: 'instance', instance: 'GPDS', role: 'MEMBRE' },
        { ...commun, type: 'ouverture', motif: 'FAM', regime: '3' },
      ])
      .execute()
    await verser()
    const { rows } = await sql<{ t: string; d: string; code: string }>`
      select type as t, dimension as d, code from observation.comptes_de(${LA_JORDANNE}, 2026)
       where dimension in ('motif', 'origine', 'instance', 'role', 'niveau', 'sexe', 'tranche_age', 'regime') order by 1, 2`.execute(
      essai.proprietaire,
    )
    assert.deepEqual(
      rows.map((r) => `${r.t} ${r.d} ${r.code}`),
      [
        'conseil motif ABS',
        'conseil origine NON_DEMANDE',
        'instance instance GPDS',
        'instance role MEMBRE',
        'ouverture motif FAM',
        'ouverture niveau NON_DEMANDE',
        'ouverture origine NON_DEMANDE',
        'ouverture regime 3',
        'ouverture sexe NON_DEMANDE',
        'ouverture tranche_age NON_DEMANDE',
      ],
    )
  })

  it('un bassin redessiné se recompte aussitôt', async () => {
    await vider()
    const bassin = crypto.randomUUID()
    await essai.proprietaire
      .insertInto('referentiels.territoire')
      .values({ id: bassin, niveau: 'bassin', code: 'essai-bassin', libelle: 'Bassin fictif', parent_id: CANTAL })
      .execute()
    const faits = ETABLISSEMENTS.map((etablissement_id) => ({
      mois: '2026-10-01',
      etablissement_id,
      type: 'acte',
      type_acte: 'VAD',
      motif: 'FAM',
    }))
    await essai.proprietaire.insertInto('observation.depot').values(faits).execute()
    await verser()
    assert.deepEqual(await comptes(bassin, 2026, 'motif'), {})
    await essai.proprietaire
      .updateTable('referentiels.territoire')
      .set({ parent_id: bassin })
      .where('id', 'in', [LA_JORDANNE, JULES_FERRY])
      .execute()
    assert.deepEqual(await comptes(bassin, 2026, 'motif'), { FAM: 2 })
    assert.deepEqual(await comptes(CANTAL, 2026, 'motif'), { FAM: 3 })
  })

  it('ni l’application ni les tâches ne les lisent directement', async () => {
    for (const db of [essai.app, essai.tache]) {
      await assert.rejects(sql`select * from observation.compte`.execute(db), /permission denied/)
      await assert.rejects(sql`select * from observation.comptes_de(${CANTAL}, 2026)`.execute(db), /permission denied/)
    }
  })
})
