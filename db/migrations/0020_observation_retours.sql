-- 0020_observation_retours.sql — les réponses du département se comptent, sans dossier ni date : mois de transmission et délai en classes.

alter table observation.depot
  add column delai text check (delai in ('MOIS_1', 'MOIS_2', 'MOIS_3', 'MOIS_6', 'AU_DELA')),
  drop constraint if exists depot_type_check,
  add constraint depot_type_check check (type in ('acte', 'ouverture', 'cloture', 'ip', 'ip_reponse', 'signalement')),
  add constraint depot_delai check ((type = 'ip_reponse') = (delai is not null));
alter table observation.fait
  add column delai text check (delai in ('MOIS_1', 'MOIS_2', 'MOIS_3', 'MOIS_6', 'AU_DELA')),
  drop constraint if exists depot_type_check,
  add constraint fait_type_check check (type in ('acte', 'ouverture', 'cloture', 'ip', 'ip_reponse', 'signalement')),
  add constraint fait_delai check ((type = 'ip_reponse') = (delai is not null));
comment on column observation.depot.delai is 'Délai de la première réponse, en mois calendaires depuis la transmission ; `mois` est alors celui de la transmission.';
grant insert (delai) on observation.depot to egide_app;

alter table observation.agregat drop constraint agregat_dimension_check,
  add constraint agregat_dimension_check check (dimension in ('total', 'type_acte', 'motif', 'origine', 'niveau', 'delai'));

create or replace function observation.verser() returns int
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
declare
  combien int;
begin
  perform pg_advisory_xact_lock(hashtext('observation.verser'));
  create temp table lot on commit drop as
    with vide as (delete from observation.depot returning *) select * from vide order by random();
  insert into observation.fait select * from pg_temp.lot;
  get diagnostics combien = row_count;
  insert into observation.agregat as a (etablissement_id, mois, type, dimension, code, nombre)
    select l.etablissement_id, l.mois, l.type, d.dimension, d.code, count(*)
      from pg_temp.lot l
      cross join lateral (values ('total', 'tous'), ('type_acte', l.type_acte), ('motif', l.motif), ('origine', l.origine), ('niveau', l.niveau),
                                 ('delai', l.delai)) d (dimension, code)
     where d.code is not null
     group by 1, 2, 3, 4, 5
    on conflict (etablissement_id, type, dimension, mois, code) do update set nombre = a.nombre + excluded.nombre;
  drop table pg_temp.lot;
  return combien;
end $$;

-- Le masquage, en un seul lieu. Secret primaire : une case de 1 à seuil − 1 est nulle. Secret secondaire : si le total permettait de
-- la retrouver, la plus petite case visible est masquée avec elle. Une case à zéro n'est pas une case.
create function observation.masquer(codes text[], nombres int[]) returns table (code text, nombre int)
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  with comptes as (
    select c.code, c.n, observation.seuil() as seuil from unnest(codes, nombres) c (code, n) where c.n > 0
  ), primaire as (
    select c.code, c.n, c.seuil, c.n < c.seuil as masque,
           count(*) filter (where c.n < c.seuil) over () as masquees,
           coalesce(sum(c.n) filter (where c.n < c.seuil) over (), 0) as somme_masquee,
           row_number() over (order by (c.n < c.seuil), c.n, c.code) as rang_visible
      from comptes c
  )
  select p.code,
         case when p.masque then null
              when p.rang_visible = 1 and p.masquees > 0 and (p.masquees = 1 or p.somme_masquee < p.seuil) then null
              else p.n end
    from primaire p;
end;

create or replace function observation.repartition(territoire uuid, annee int, un_type text, une_dimension text)
  returns table (code text, nombre int)
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  with comptes as (
    select case when une_dimension = 'mois' then to_char(g.mois, 'YYYY-MM') else g.code end as code, sum(g.nombre)::int as n
      from referentiels.ascendance h
      join observation.agregat g on g.etablissement_id = h.descendant_id
     where h.ancetre_id = territoire
       and securite.couvre(territoire, array['ctss_bassin', 'ctss_departement', 'ctss_academie', 'ctss_national'])
       and g.type = un_type and g.dimension = case when une_dimension = 'mois' then 'total' else une_dimension end
       and g.mois >= make_date(annee, 9, 1) and g.mois < make_date(annee + 1, 9, 1)
     group by 1
  )
  select m.code, m.nombre from observation.masquer((select array_agg(c.code) from comptes c), (select array_agg(c.n) from comptes c)) m;
end;

-- Ce que sont devenues les informations transmises dans l'année scolaire : répondues, par délai ; SILENCE : sans réponse, les trois mois
-- passés pour tout le mois de transmission ; ATTENDUE : sans réponse, l'échéance du mois n'étant pas toute passée. Une partition : une
-- seule table masquée. Hors du périmètre statistique de l'agent : aucune ligne.
create function observation.retours(territoire uuid, annee int) returns table (code text, nombre int)
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  with lignes as (
    select g.mois, g.type, g.dimension, g.code, g.nombre
      from referentiels.ascendance h
      join observation.agregat g on g.etablissement_id = h.descendant_id
     where h.ancetre_id = territoire
       and securite.couvre(territoire, array['ctss_bassin', 'ctss_departement', 'ctss_academie', 'ctss_national'])
       and (g.type, g.dimension) in (('ip', 'total'), ('ip_reponse', 'delai'))
       and g.mois >= make_date(annee, 9, 1) and g.mois < make_date(annee + 1, 9, 1)
  ), restes as (
    select l.mois, greatest(0, sum(case l.type when 'ip' then l.nombre else -l.nombre end))::int as n from lignes l group by l.mois
  ), comptes as (
    select l.code, sum(l.nombre)::int as n from lignes l where l.type = 'ip_reponse' group by l.code
    union all
    select case when (r.mois + interval '4 months')::date <= socle.aujourd_hui() then 'SILENCE' else 'ATTENDUE' end, sum(r.n)::int
      from restes r group by 1
  )
  select m.code, m.nombre from observation.masquer((select array_agg(c.code) from comptes c), (select array_agg(c.n) from comptes c)) m;
end;
revoke execute on function observation.masquer from public;
revoke execute on function observation.retours from public;
grant execute on function observation.retours to egide_app;

-- Les réponses déjà consignées.
insert into observation.depot (mois, etablissement_id, type, delai)
  select date_trunc('month', r.transmise)::date, r.etablissement_id, 'ip_reponse',
         case when r.le <= r.transmise + interval '1 month' then 'MOIS_1' when r.le <= r.transmise + interval '2 months' then 'MOIS_2'
              when r.le <= r.transmise + interval '3 months' then 'MOIS_3' when r.le <= r.transmise + interval '6 months' then 'MOIS_6'
              else 'AU_DELA' end
    from (select i.etablissement_id, (i.transmise_le at time zone 'Europe/Paris')::date as transmise, min(e.le) as le
            from protection.information_preoccupante i
            join protection.etape e on e.information_id = i.id and e.nature = 'reponse'
           group by i.id, i.etablissement_id, i.transmise_le) r;
