-- 0008_observation.sql — des faits sans clé : ni dossier, ni agent, ni jour, ni ordre ne permettent de remonter à une personne.

create table observation.depot (
  mois             date not null check (extract(day from mois) = 1),
  etablissement_id uuid not null references referentiels.territoire on delete restrict,
  type             text not null check (type in ('acte', 'ouverture', 'cloture', 'ip')),
  type_acte        text references referentiels.type_acte (code) on delete restrict,
  motif            text references referentiels.motif_intervention (code) on delete restrict,
  motifs_associes  text[] not null default '{}',
  origine          text references referentiels.origine_demande (code) on delete restrict,
  niveau           text references referentiels.niveau_scolaire (code) on delete restrict,
  sexe             text references referentiels.sexe (code) on delete restrict,
  tranche_age      text check (tranche_age in ('moins_11', '11_13', '14_15', '16_17', '18_plus')),
  issue            text references referentiels.issue_cloture (code) on delete restrict,
  check ((type = 'acte') = (type_acte is not null))
);
comment on table observation.depot is 'Boîte de dépôt : l’application y pose un fait et ne peut rien y relire. Vidée par lots, dans un ordre tiré au sort.';

create table observation.fait (like observation.depot including constraints);
comment on table observation.fait is 'Fait d’observation désidentifié. Lu seulement par les fonctions d’agrégation, secret statistique appliqué.';
create index on observation.fait (etablissement_id, mois);

create table observation.agregat (
  etablissement_id uuid not null references referentiels.territoire on delete restrict,
  mois             date not null,
  type             text not null,
  dimension        text not null check (dimension in ('total', 'type_acte', 'motif', 'origine', 'niveau')),
  code             text not null,
  nombre           int not null check (nombre > 0),
  primary key (etablissement_id, type, dimension, mois, code)
);
comment on table observation.agregat is 'Comptes mensuels par établissement, tenus au versement des faits : la page d’un département lit quelques milliers de lignes, jamais les faits.';

-- Verse la boîte : les lignes partent mélangées, dans une seule transaction qui n'est celle d'aucun acte.
create function observation.verser() returns int
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
      cross join lateral (values ('total', 'tous'), ('type_acte', l.type_acte), ('motif', l.motif), ('origine', l.origine), ('niveau', l.niveau)) d (dimension, code)
     where d.code is not null
     group by 1, 2, 3, 4, 5
    on conflict (etablissement_id, type, dimension, mois, code) do update set nombre = a.nombre + excluded.nombre;
  drop table pg_temp.lot;
  return combien;
end $$;
grant execute on function observation.verser to egide_tache;

create function observation.seuil() returns int
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select coalesce((select (valeur #>> '{}')::int from referentiels.parametre where cle = 'statistique.seuil_secret'), 5);
end;

-- Répartition d'un type de faits sur un territoire et une année scolaire. Secret primaire : une case de 1 à seuil − 1 est nulle.
-- Secret secondaire : si le total permettait de la retrouver, la plus petite case visible est masquée avec elle.
-- Hors du périmètre statistique de l'agent : aucune ligne.
create function observation.repartition(territoire uuid, annee int, un_type text, une_dimension text)
  returns table (code text, nombre int)
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  with bornes as (
    select make_date(annee, 9, 1) as du, make_date(annee + 1, 9, 1) as au, observation.seuil() as seuil
  ), comptes as (
    select case when une_dimension = 'mois' then to_char(g.mois, 'YYYY-MM') else g.code end as code, sum(g.nombre)::int as n
      from referentiels.ascendance h
      join observation.agregat g on g.etablissement_id = h.descendant_id
      cross join bornes b
     where h.ancetre_id = territoire
       and securite.couvre(territoire, array['ctss_bassin', 'ctss_departement', 'ctss_academie', 'ctss_national'])
       and g.type = un_type and g.dimension = case when une_dimension = 'mois' then 'total' else une_dimension end
       and g.mois >= b.du and g.mois < b.au
     group by 1
  ), primaire as (
    select c.code, c.n, c.n < b.seuil as masque, b.seuil,
           count(*) filter (where c.n < b.seuil) over () as masquees,
           coalesce(sum(c.n) filter (where c.n < b.seuil) over (), 0) as somme_masquee,
           row_number() over (order by (c.n < b.seuil), c.n, c.code) as rang_visible
      from comptes c cross join bornes b
  )
  select p.code,
         case when p.masque then null
              when p.rang_visible = 1 and p.masquees > 0 and (p.masquees = 1 or p.somme_masquee < p.seuil) then null
              else p.n end
    from primaire p;
end;
grant execute on function observation.seuil, observation.repartition to egide_app;

alter table observation.depot   enable row level security;
alter table observation.fait    enable row level security;
alter table observation.agregat enable row level security;
create policy deposer on observation.depot for insert to egide_app
  with check (etablissement_id = any ((select securite.etablissements_suivis())::uuid[])
              or (select securite.exerce(array['stagiaire', 'ctss_bassin', 'ctss_departement'])));
-- Aucune lecture directe, pour personne : la politique est écrite fermée.
create policy fermee on observation.fait for select to egide_app, egide_tache using (false);
create policy fermee on observation.agregat for select to egide_app, egide_tache using (false);
grant insert (mois, etablissement_id, type, type_acte, motif, motifs_associes, origine, niveau, sexe, tranche_age, issue) on observation.depot to egide_app;
