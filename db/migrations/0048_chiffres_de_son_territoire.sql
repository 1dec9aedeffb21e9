-- 0048_chiffres_de_son_territoire.sql — les chiffres en cours ne se lisent que du territoire où l'on exerce : en demander un de dessous (un établissement,
-- un bassin) donnait, par différence, ce que le masque d'un seul territoire cache. Au-dessus, un chiffre ne monte que validé, dans un rapport.

create function securite.exerce_sur(territoire uuid, fonctions text[]) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select exists (
    select 1 from securite.affectation a
     where a.territoire_id = territoire and a.agent_id = securite.agent_courant() and a.fonction = any (fonctions)
       and a.du <= socle.aujourd_hui() and (a.au is null or socle.aujourd_hui() < a.au));
end;
revoke execute on function securite.exerce_sur from public;

-- Ce que l'agent peut compter : le seul endroit où son territoire se vérifie.
create function observation.comptes_lus(territoire uuid, annee int) returns table (type text, dimension text, code text, nombre int)
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select c.type, c.dimension, c.code, c.nombre from observation.comptes_de(territoire, annee) c
   where securite.exerce_sur(territoire, array['ctss_bassin', 'ctss_departement', 'ctss_academie', 'ctss_national']);
end;
revoke execute on function observation.comptes_lus from public;

-- Toutes les répartitions d'une page d'un coup, chacune masquée pour elle-même : les compter une à une relisait treize fois les mêmes lignes.
drop function observation.repartition(uuid, int, text, text);
create function observation.repartitions(territoire uuid, annee int, types text[], dimensions text[])
  returns table (type text, dimension text, code text, nombre int)
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  with comptes as (
    select c.type, c.dimension, array_agg(c.code) as codes, array_agg(c.nombre) as nombres from observation.comptes_lus(territoire, annee) c
     where (c.type, c.dimension) in (select v.type, v.dimension from unnest(types, dimensions) v (type, dimension))
       and c.code not in ('NON_DEMANDE', 'SANS_ELEVE')
     group by 1, 2
  )
  select c.type, c.dimension, m.code, m.nombre from comptes c cross join lateral observation.masquer(c.codes, c.nombres) m;
end;
revoke execute on function observation.repartitions from public;
grant execute on function observation.repartitions to egide_app;

create or replace function observation.retours(territoire uuid, annee int) returns table (code text, nombre int)
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  with lignes as (
    select c.type, c.dimension, c.code, c.nombre from observation.comptes_lus(territoire, annee) c
     where (c.type, c.dimension) in (('ip', 'mois'), ('ip_reponse', 'mois'), ('ip_reponse', 'delai'))
  ), restes as (
    select (l.code || '-01')::date as mois, greatest(0, sum(case l.type when 'ip' then l.nombre else -l.nombre end))::int as n
      from lignes l where l.dimension = 'mois' group by 1
  ), comptes as (
    select l.code, l.nombre as n from lignes l where l.dimension = 'delai'
    union all
    select case when (r.mois + interval '4 months')::date <= socle.aujourd_hui() then 'SILENCE' else 'ATTENDUE' end, sum(r.n)::int
      from restes r group by 1
  )
  select m.code, m.nombre from observation.masquer((select array_agg(c.code) from comptes c), (select array_agg(c.n) from comptes c)) m;
end;
