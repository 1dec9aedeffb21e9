import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { CANTAL, LA_JORDANNE, unAgent, uneAssistante } from '#essais/fabriques/agents.ts'
import { balayages, type Lecture } from '#essais/fabriques/balayages.ts'
import { enTantQue, ouvrirEssai } from '#essais/fabriques/base.ts'
import { figer, verser } from '#essais/fabriques/rapports.ts'
import type { Agent } from '#socle/agent.ts'
import { sql } from '#socle/db.ts'
import { listCorrections } from './corrections.requetes.ts'
import { listCases, listInstantanes, listRapports } from './rapports.requetes.ts'
import { listSerie, listSituations } from './situations.requetes.ts'

/* Huit mille rapports figés ailleurs, et leurs cases : une lecture qui balaierait les tables se verrait. */
const essai = await ouvrirEssai()
const ANNEE = 2024
let assistante: Agent
let conseillere: Agent
let instantaneId: string

before(async () => {
  assistante = await uneAssistante(essai)
  conseillere = await unAgent(essai, 'ctss_departement', [CANTAL])
  await verser(essai, [{ mois: '2024-10-01', etablissement_id: LA_JORDANNE, type: 'ouverture', motif: 'FAM' }])
  instantaneId = await figer(essai, assistante, LA_JORDANNE, ANNEE)
  await sql`
    with fige as (
      insert into rapports.instantane (id, territoire_id, annee, numero, etat, seuil, grille, perimetre, attendus, recus, fige_le, textes, empreinte)
      select gen_random_uuid(), e.territoire_id, ${ANNEE}, 1, 'fige', 5, '2026-1', '{}', 1, 1, now(), '{}', sha256('x')
        from (select territoire_id from referentiels.etablissement where territoire_id <> ${LA_JORDANNE} order by uai limit 8000) e
      returning id
    ), correction as (
      insert into rapports.correction (id, territoire_id, annee, type, mois, nombre, explication)
      select gen_random_uuid(), territoire_id, ${ANNEE}, 'ouverture', '2024-10-01', 1, 'Pour l’essai.'
        from referentiels.etablissement where territoire_id <> ${LA_JORDANNE} order by uai limit 8000
    )
    insert into rapports.ligne (instantane_id, type, dimension, code, nombre, masque)
    select f.id, 'acte', 'motif', n::text, n, false from fige f, generate_series(1, 20) n`.execute(essai.proprietaire)
  await sql`analyze rapports.instantane, rapports.ligne, rapports.correction, referentiels.territoire, referentiels.ascendance`.execute(
    essai.proprietaire,
  )
})

const GRANDES = ['instantane', 'ligne', 'correction', 'territoire', 'etablissement', 'ascendance']

describe('les listes ne balaient pas', () => {
  const lectures: Readonly<Record<string, Lecture>> = {
    'rapports de l’agent': (c) => listRapports(c, ANNEE),
    'rapports d’un territoire': ({ tx }) => listInstantanes(tx, LA_JORDANNE, ANNEE),
    'cases d’un rapport': ({ tx }) => listCases(tx, { id: instantaneId, retenus: [] }),
    corrections: ({ tx }) => listCorrections(tx, LA_JORDANNE, ANNEE),
    'rapports plus larges': ({ tx }) => listSituations(tx, LA_JORDANNE, ANNEE),
    'suite d’années': ({ tx }) => listSerie(tx, LA_JORDANNE, ANNEE),
  }
  for (const [nom, lire] of Object.entries(lectures))
    for (const qui of ['assistante', 'conseillère'])
      test(`${nom}, ${qui}`, () =>
        enTantQue(essai, qui === 'assistante' ? assistante : conseillere, async (contexte) =>
          assert.deepEqual(await balayages(contexte, lire, GRANDES), []),
        ))
})
