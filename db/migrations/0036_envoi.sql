-- 0036_envoi.sql — ce qu'une académie envoie à la base nationale : des comptes par département, arrêtés une fois par mois.

create table observation.envoi (
  academie_id   uuid not null references referentiels.territoire on delete restrict,
  territoire_id uuid not null references referentiels.territoire on delete restrict,
  mois          date not null check (extract(day from mois) = 1),
  annee         smallint not null,
  type          text not null,
  dimension     text not null,
  code          text not null,
  nombre        int not null check (nombre <> 0),
  inscrit_le    timestamptz not null default now(),
  primary key (territoire_id, mois, annee, type, dimension, code)
);
comment on table observation.envoi is
  'Ce que chaque arrêté mensuel ajoute aux comptes d’un département. Seule table que la nation reçoit ; ajout seul ; ni fait, ni établissement.';
comment on column observation.envoi.mois is 'Mois de l’arrêté, non celui des faits.';
comment on column observation.envoi.nombre is 'Ce qu’il faut ajouter au compte, négatif s’il faut en ôter.';
comment on column observation.envoi.inscrit_le is 'Heure d’inscription dans cette base : jamais répliquée.';
alter table observation.envoi enable row level security;
create policy fermee on observation.envoi for select to egide_app, egide_tache using (false);

-- Arrête un envoi : l'écart entre les comptes des départements et ce qui est déjà parti. Rejouable : un département n'a qu'un arrêté par
-- mois. Sans publication, rien ne s'écrit. Un type dont moins de `seuil` faits ont bougé attend : ses cases, parties ensemble, diraient
-- une personne ; en octobre, l'année étant close, tout part, et les totaux de la nation sont exacts.
create function observation.preparer_envoi(un_mois date) returns int
  language sql volatile security definer set search_path = pg_catalog, pg_temp
begin atomic
  select pg_advisory_xact_lock(hashtext('observation.preparer_envoi'));
  with ecart as (
    select x.territoire_id, x.annee, x.type, x.dimension, x.code, sum(x.n)::int as n
      from (select c.territoire_id, c.annee, c.type, c.dimension, c.code, c.nombre as n
              from observation.compte c join referentiels.territoire t on t.id = c.territoire_id and t.niveau = 'departement'
            union all
            select e.territoire_id, e.annee, e.type, e.dimension, e.code, -e.nombre from observation.envoi e) x
     where exists (select 1 from pg_publication_tables p where p.schemaname = 'observation' and p.tablename = 'envoi')
       and not exists (select 1 from observation.envoi e where e.territoire_id = x.territoire_id and e.mois = un_mois)
     group by 1, 2, 3, 4, 5
    having sum(x.n) <> 0
  ), juge as (
    select e.*, coalesce(sum(e.n) filter (where e.dimension = 'total') over (partition by e.territoire_id, e.annee, e.type), 0) as faits from ecart e
  ), inscrit as (
    insert into observation.envoi (academie_id, territoire_id, mois, annee, type, dimension, code, nombre)
      select t.parent_id, j.territoire_id, un_mois, j.annee, j.type, j.dimension, j.code, j.n
        from juge j join referentiels.territoire t on t.id = j.territoire_id
       where abs(j.faits) >= observation.seuil() or extract(month from un_mois) = 10
       order by j.territoire_id, j.annee, j.type, j.dimension, j.code
    returning 1
  ) select count(*)::int from inscrit;
end;
grant execute on function observation.preparer_envoi to egide_tache;

-- À l'arrivée, et là seulement (déclencheur « replica »), la ligne rejoint les comptes du département, de l'académie et du pays, dans la
-- transaction qui retient jusqu'où l'on a lu : ni perte, ni double. L'effacer la retire. Même verrou que le versement.
create function observation.recevoir_envoi() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  ligne observation.envoi := case tg_op when 'DELETE' then old else new end;
begin
  perform pg_advisory_xact_lock(hashtext('observation.verser'));
  insert into observation.compte as c (territoire_id, annee, type, dimension, code, nombre)
    select h.ancetre_id, ligne.annee, ligne.type, ligne.dimension, ligne.code, case tg_op when 'DELETE' then -ligne.nombre else ligne.nombre end
      from referentiels.ascendance h
     where h.descendant_id = ligne.territoire_id
    on conflict (territoire_id, annee, type, dimension, code) do update set nombre = c.nombre + excluded.nombre;
  return null;
end $$;
create trigger recevoir after insert or delete on observation.envoi for each row execute function observation.recevoir_envoi();
alter table observation.envoi enable replica trigger recevoir;

-- ── Les pages lisent les comptes de l'année, à tous les niveaux ──────────────────────────────────────────────────────
-- Une page nationale additionnait huit mille établissements, mois par mois ; et la base nationale n'a que des comptes.
create or replace function observation.repartition(territoire uuid, annee int, un_type text, une_dimension text)
  returns table (code text, nombre int)
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  with comptes as (
    select c.code, c.nombre from observation.comptes_de(territoire, annee) c
     where securite.couvre(territoire, array['ctss_bassin', 'ctss_departement', 'ctss_academie', 'ctss_national'])
       and c.type = un_type and c.dimension = une_dimension and c.code not in ('NON_DEMANDE', 'SANS_ELEVE')
  )
  select m.code, m.nombre from observation.masquer((select array_agg(c.code) from comptes c), (select array_agg(c.nombre) from comptes c)) m;
end;

create or replace function observation.retours(territoire uuid, annee int) returns table (code text, nombre int)
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  with lignes as (
    select c.type, c.dimension, c.code, c.nombre from observation.comptes_de(territoire, annee) c
     where securite.couvre(territoire, array['ctss_bassin', 'ctss_departement', 'ctss_academie', 'ctss_national'])
       and (c.type, c.dimension) in (('ip', 'mois'), ('ip_reponse', 'mois'), ('ip_reponse', 'delai'))
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
