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
    ecrits as (
      select 'ip' as type, i.dossier_id, i.etablissement_id, (i.transmise_le at time zone 'Europe/Paris')::date as ecrit,
             (i.transmise_le at time zone 'Europe/Paris')::date as au
        from protection.information_preoccupante i where i.transmise_le is not null
      union all
      select 'ip_reponse', i.dossier_id, i.etablissement_id, (i.transmise_le at time zone 'Europe/Paris')::date, min(e.le)
        from protection.information_preoccupante i join protection.etape e on e.information_id = i.id and e.nature = 'reponse'
       group by i.id
      union all
      select 'signalement', s.dossier_id, s.etablissement_id, (s.transmis_le at time zone 'Europe/Paris')::date,
             (s.transmis_le at time zone 'Europe/Paris')::date
        from protection.signalement s where s.transmis_le is not null
      union all
      select 'cloture', d.id, d.etablissement_id, (d.clos_le at time zone 'Europe/Paris')::date, (d.clos_le at time zone 'Europe/Paris')::date
        from dossiers.dossier d where d.clos_le is not null),
    inquietudes as (
      select d.id as dossier_id, (d.ouvert_le at time zone 'Europe/Paris')::date as le from dossiers.dossier d where d.motif in ('DANGER', 'VIF')
      union all
      select a.dossier_id, a.date_acte from actes.acte a left join actes.motif_associe m on m.acte_id = a.id
       where ('DANGER' in (a.motif, m.motif) or 'VIF' in (a.motif, m.motif)) and not exists (select 1 from actes.acte r where r.rectifie_id = a.id)
      union all select p.dossier_id, p.le from paroles.parole p
      union all select u.dossier_id, (u.ouverte_le at time zone 'Europe/Paris')::date from protection.urgence u),
    p as (
      select e.type, (select min(i.le) from inquietudes i where i.dossier_id = e.dossier_id and i.le <= e.ecrit) as premiere, e.au
        from ecrits e, bornes b where e.etablissement_id = any (${etablissements}::uuid[]) and e.ecrit >= b.du and e.ecrit < b.au)
    select 'acte' as type, 'total' as dimension, 'tous' as code, count(*)::int as nombre from a having count(*) > 0
    union all select 'acte', 'type_acte', type_acte, count(*)::int from a group by type_acte
    union all select 'acte', 'motif', coalesce(motif, 'NON_DEMANDE'), count(*)::int from a group by motif
    union all select 'acte', 'origine', coalesce(origine, 'NON_DEMANDE'), count(*)::int from a group by origine
    union all select 'acte', 'mois', mois, count(*)::int from a group by mois
    union all select 'ouverture', 'total', 'tous', count(*)::int from d, bornes b where d.ouvert >= b.du and d.ouvert < b.au having count(*) > 0
    union all select type, 'total', 'tous', count(*)::int from p group by type
    union all select type, 'delai_inquietude', case when premiere is null then case type when 'cloture' then 'AUCUNE' else 'INCONNU' end
           when au <= premiere + interval '1 month' then 'MOIS_1' when au <= premiere + interval '2 months' then 'MOIS_2'
           when au <= premiere + interval '3 months' then 'MOIS_3' when au <= premiere + interval '6 months' then 'MOIS_6'
           else 'AU_DELA' end, count(*)::int
      from p group by 1, 2, 3
    order by 1, 2, 3`.execute(proprietaire)
  return rows
}

const lignes = async (instantaneId: string): Promise<Compte[]> =>
  (
    await sql<Compte>`
      select type, dimension, code, nombre from rapports.ligne
       where instantane_id = ${instantaneId}
         and ((type = 'acte' and dimension in ('total', 'type_acte', 'motif', 'origine', 'mois')) or dimension = 'delai_inquietude'
              or (type in ('ouverture', 'ip', 'ip_reponse', 'signalement', 'cloture') and dimension = 'total'))
       order by 1, 2, 3`.execute(proprietaire)
  ).rows

/** Les établissements où un acte existe, par année scolaire : celle qui court, et la finie, dont le rapport est dû. */
async function listAnnees(): Promise<{ annee: number; etablissements: string[] }[]> {
  const { rows } = await sql<{ annee: number; etablissements: string[] }>`
    select observation.annee_scolaire(a.date_acte) as annee, array_agg(distinct a.etablissement_id) as etablissements
      from actes.acte a group by 1 order by 1`.execute(proprietaire)
  return rows
}

test('à chaque niveau, le rapport de l’année qui court et celui de l’année finie disent ce que disent les dossiers', async () => {
  await verser()
  const annees = await listAnnees()
  const { rows } = await sql<{ annee: number }>`select observation.annee_scolaire(socle.aujourd_hui()) as annee`.execute(proprietaire)
  assert.ok((annees.find(({ annee }) => annee === (rows[0]?.annee ?? 0) - 1)?.etablissements.length ?? 0) >= 3)
  const academie = (await findAncetre(proprietaire, CANTAL, 'academie'))?.id ?? ''
  for (const { annee, etablissements } of annees) {
    for (const etablissement of etablissements) {
      const id = await figer(essai, await unAgent(essai, 'assistant_social', [etablissement]), etablissement, annee)
      assert.deepEqual(await lignes(id), await recompter([etablissement], annee))
    }
    const attendu = await recompter(etablissements, annee)
    assert.ok(attendu.some((c) => c.dimension === 'delai_inquietude' && c.code.startsWith('MOIS')))
    for (const [fonction, territoire] of [
      ['ctss_departement', CANTAL],
      ['ctss_academie', academie],
      ['ctss_national', idTerritoire('national', CODE_NATIONAL)],
    ] as const)
      assert.deepEqual(await lignes(await figer(essai, await unAgent(essai, fonction, [territoire]), territoire, annee)), attendu, fonction)
  }
})
