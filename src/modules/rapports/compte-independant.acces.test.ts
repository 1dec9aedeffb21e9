import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CANTAL, unAgent } from '#essais/fabriques/agents.ts'
import { figer } from '#essais/fabriques/rapports.ts'
import { ouvrirServeur } from '#essais/fabriques/serveur-essai.ts'
import { CODE_NATIONAL, findAncetre, idTerritoire } from '#modules/referentiels/index.ts'
import { sql } from '#socle/db.ts'

/** La démonstration consigne par l'application ; ce test, qui a le droit de lire les actes, les recompte sans passer par les faits. */

const { essai, verser } = await ouvrirServeur()
const { proprietaire } = essai

type Compte = { readonly type: string; readonly dimension: string; readonly code: string; readonly nombre: number }

/** Ce que disent les dossiers eux-mêmes, pour ces établissements et cette année scolaire. */
async function recompter(etablissements: readonly string[], annee: number): Promise<Compte[]> {
  const { rows } = await sql<Compte>`
    with bornes as (select make_date(${annee}, 9, 1) as du, make_date(${annee + 1}, 9, 1) as au),
    a as (
      select a.type as type_acte, a.motif, a.origine, to_char(a.date_acte, 'YYYY-MM') as mois
        from actes.acte a, bornes b
       where a.etablissement_id = any (${etablissements}::uuid[]) and a.date_acte >= b.du and a.date_acte < b.au
         and not exists (select 1 from actes.acte r where r.rectifie_id = a.id)),
    d as (select (d.ouvert_le at time zone 'Europe/Paris')::date as ouvert, d.motif from dossiers.dossier d
           where d.etablissement_id = any (${etablissements}::uuid[])),
    i as (select 1 from protection.information_preoccupante i, bornes b
           where i.etablissement_id = any (${etablissements}::uuid[])
             and (i.transmise_le at time zone 'Europe/Paris')::date >= b.du and (i.transmise_le at time zone 'Europe/Paris')::date < b.au)
    select 'acte' as type, 'total' as dimension, 'tous' as code, count(*)::int as nombre from a having count(*) > 0
    union all select 'acte', 'type_acte', type_acte, count(*)::int from a group by type_acte
    union all select 'acte', 'motif', coalesce(motif, 'NON_DEMANDE'), count(*)::int from a group by motif
    union all select 'acte', 'origine', coalesce(origine, 'NON_DEMANDE'), count(*)::int from a group by origine
    union all select 'acte', 'mois', mois, count(*)::int from a group by mois
    union all select 'ouverture', 'total', 'tous', count(*)::int from d, bornes b where d.ouvert >= b.du and d.ouvert < b.au having count(*) > 0
    union all select 'ip', 'total', 'tous', count(*)::int from i having count(*) > 0
    order by 1, 2, 3`.execute(proprietaire)
  return rows
}

const lignes = async (instantaneId: string): Promise<Compte[]> =>
  (
    await sql<Compte>`
      select type, dimension, code, nombre from rapports.ligne
       where instantane_id = ${instantaneId}
         and ((type = 'acte' and dimension in ('total', 'type_acte', 'motif', 'origine', 'mois')) or (type in ('ouverture', 'ip') and dimension = 'total'))
       order by 1, 2, 3`.execute(proprietaire)
  ).rows

test('à chaque niveau, le rapport dit ce que disent les dossiers', async () => {
  await verser()
  const { rows: annees } = await sql<{ annee: number; etablissements: string[] }>`
    select observation.annee_scolaire(a.date_acte) as annee, array_agg(distinct a.etablissement_id) as etablissements
      from actes.acte a group by 1 order by count(*) desc limit 1`.execute(proprietaire)
  const [{ annee, etablissements } = { annee: 0, etablissements: [] }] = annees
  assert.ok(etablissements.length >= 3)
  for (const etablissement of etablissements) {
    const id = await figer(essai, await unAgent(essai, 'assistant_social', [etablissement]), etablissement, annee)
    assert.deepEqual(await lignes(id), await recompter([etablissement], annee))
  }
  const attendu = await recompter(etablissements, annee)
  const academie = (await findAncetre(proprietaire, CANTAL, 'academie'))?.id ?? ''
  for (const [fonction, territoire] of [
    ['ctss_departement', CANTAL],
    ['ctss_academie', academie],
    ['ctss_national', idTerritoire('national', CODE_NATIONAL)],
  ] as const)
    assert.deepEqual(await lignes(await figer(essai, await unAgent(essai, fonction, [territoire]), territoire, annee)), attendu, fonction)
})
