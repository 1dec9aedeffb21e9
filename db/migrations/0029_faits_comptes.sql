-- 0029_faits_comptes.sql — un fait se compense, et chaque territoire a ses comptes de l'année.

-- ── Un fait se compense ──────────────────────────────────────────────────────────────────────────────────────────────
alter table observation.depot add column sens smallint not null default 1 check (sens in (1, -1));
alter table observation.fait add column sens smallint not null default 1 check (sens in (1, -1));
comment on column observation.depot.sens is '−1 : compense un fait déposé à tort ; la correction suit dans un second fait. Un fait ne se modifie ni ne s’efface.';
grant insert (sens) on observation.depot to egide_app;
-- Une compensation versée seule passe par un nombre négatif avant de rejoindre son compte.
alter table observation.agregat drop constraint agregat_nombre_check;

-- ── Les comptes de l'année ───────────────────────────────────────────────────────────────────────────────────────────
create table observation.compte (
  territoire_id uuid not null references referentiels.territoire on delete restrict,
  annee         smallint not null check (annee between 2000 and 2100),
  type          text not null,
  dimension     text not null check (dimension in ('total', 'mois', 'type_acte', 'motif', 'motif_associe', 'origine', 'niveau', 'sexe', 'tranche_age',
                                                   'issue', 'delai', 'type_etablissement', 'education_prioritaire')),
  code          text not null,
  nombre        int not null,
  primary key (territoire_id, annee, type, dimension, code)
);
comment on table observation.compte is
  'Comptes d’une année scolaire par établissement, département, académie et pays, tenus au versement. Un bassin, qui se redessine, s’additionne à la lecture.';
comment on column observation.compte.annee is 'Année de la rentrée : 2026 pour septembre 2026 à août 2027.';
comment on column observation.compte.code is
  'Code de la nomenclature, ou NON_DEMANDE : la question n’a pas été posée ; SANS_ELEVE : l’acte n’en concerne aucun. Ni l’un ni l’autre n’est un « inconnu », qui a son code quand la nomenclature le prévoit.';
alter table observation.compte enable row level security;
create policy fermee on observation.compte for select to egide_app, egide_tache using (false);

create function observation.annee_scolaire(mois date) returns int
  language sql immutable set search_path = pg_catalog, pg_temp
begin atomic
  select extract(year from mois)::int - (extract(month from mois) < 9)::int;
end;

-- Les cases qu'un fait incrémente. Une seule définition : le versement et le contrôle s'en servent.
create function observation.cases_de(f observation.fait) returns table (dimension text, code text)
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select d.dimension, d.code
    from referentiels.etablissement e
    cross join lateral (values
      ('total', 'tous'), ('mois', to_char(f.mois, 'YYYY-MM')), ('type_acte', f.type_acte), ('issue', f.issue), ('delai', f.delai),
      ('type_etablissement', e.type), ('education_prioritaire', coalesce(e.education_prioritaire, 'INCONNU')),
      ('motif', case when f.type = 'ip_reponse' then null else coalesce(f.motif, 'NON_DEMANDE') end),
      ('origine', case when f.type in ('acte', 'ouverture') then coalesce(f.origine, 'NON_DEMANDE') end),
      ('niveau', case when f.type = 'ip_reponse' then null else coalesce(f.niveau, case f.type_acte when 'CONSEIL' then 'SANS_ELEVE' else 'NON_DEMANDE' end) end),
      ('sexe', case when f.type = 'ip_reponse' then null else coalesce(f.sexe, case f.type_acte when 'CONSEIL' then 'SANS_ELEVE' else 'NON_DEMANDE' end) end),
      ('tranche_age', case when f.type = 'ip_reponse' then null else coalesce(f.tranche_age, case f.type_acte when 'CONSEIL' then 'SANS_ELEVE' else 'NON_DEMANDE' end) end)
    ) d (dimension, code)
   where e.territoire_id = f.etablissement_id and d.code is not null
  union all
  select 'motif_associe', m from unnest(f.motifs_associes) m;
end;

create function observation.compter(lot observation.fait[]) returns void
  language sql volatile security definer set search_path = pg_catalog, pg_temp
begin atomic
  insert into observation.compte as c (territoire_id, annee, type, dimension, code, nombre)
    select h.ancetre_id, g.annee, g.type, g.dimension, g.code, sum(g.n)
      from (select f.etablissement_id, observation.annee_scolaire(f.mois) as annee, f.type, d.dimension, d.code, sum(f.sens) as n
              from unnest(lot) f cross join lateral observation.cases_de(f) d
             group by 1, 2, 3, 4, 5) g
      join referentiels.ascendance h on h.descendant_id = g.etablissement_id and h.niveau_ancetre <> 'bassin'
     group by 1, 2, 3, 4, 5
    having sum(g.n) <> 0
     order by 1, 2, 3, 4, 5
    on conflict (territoire_id, annee, type, dimension, code) do update set nombre = c.nombre + excluded.nombre;
end;

create or replace function observation.verser() returns int
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
declare
  lot observation.fait[];
begin
  perform pg_advisory_xact_lock(hashtext('observation.verser'));
  with vide as (
    delete from observation.depot
    returning mois, etablissement_id, type, type_acte, motif, motifs_associes, origine, niveau, sexe, tranche_age, issue, delai, sens
  ) select array_agg(row (v.*)::observation.fait order by random()) into lot from vide v;
  if lot is null then return 0; end if;
  insert into observation.fait select (f).* from unnest(lot) f;
  insert into observation.agregat as a (etablissement_id, mois, type, dimension, code, nombre)
    select l.etablissement_id, l.mois, l.type, d.dimension, d.code, sum(l.sens)
      from unnest(lot) l
      cross join lateral (values ('total', 'tous'), ('type_acte', l.type_acte), ('motif', l.motif), ('origine', l.origine), ('niveau', l.niveau),
                                 ('delai', l.delai)) d (dimension, code)
     where d.code is not null
     group by 1, 2, 3, 4, 5
    having sum(l.sens) <> 0
    on conflict (etablissement_id, type, dimension, mois, code) do update set nombre = a.nombre + excluded.nombre;
  perform observation.compter(lot);
  return cardinality(lot);
end $$;

-- Les faits déjà versés, un établissement à la fois.
do $$
declare
  etablissement uuid;
begin
  for etablissement in select distinct f.etablissement_id from observation.fait f loop
    perform observation.compter((select array_agg(f) from observation.fait f where f.etablissement_id = etablissement));
  end loop;
end $$;

-- Les comptes d'un territoire et de son année, tous bassins compris. Réservé aux fonctions qui contrôlent qui lit et masquent.
create function observation.comptes_de(territoire uuid, une_annee int) returns table (type text, dimension text, code text, nombre int)
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select c.type, c.dimension, c.code, sum(c.nombre)::int
    from (select t.id from referentiels.territoire t where t.id = territoire and t.niveau <> 'bassin'
          union all
          select e.id from referentiels.territoire b
            join referentiels.ascendance h on h.ancetre_id = b.id
            join referentiels.territoire e on e.id = h.descendant_id and e.niveau = 'etablissement'
           where b.id = territoire and b.niveau = 'bassin') s
    join observation.compte c on c.territoire_id = s.id and c.annee = une_annee
   group by 1, 2, 3
  having sum(c.nombre) <> 0;
end;
revoke execute on function observation.cases_de, observation.compter, observation.comptes_de from public;
