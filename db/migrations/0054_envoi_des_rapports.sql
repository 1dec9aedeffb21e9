-- 0054_envoi_des_rapports.sql — une académie qui a sa base envoie ses rapports figés à la nation, qui les consolide et renvoie le sien (ADR 0038).

alter table rapports.instantane
  alter column territoire_id drop not null,
  add column noeud uuid,
  add column recu boolean not null default false,
  add constraint instantane_situe check (territoire_id is not null or recu and noeud is not null);
comment on column rapports.instantane.noeud is
  'Reçu d’une académie, sous le département : ce qui tient lieu de territoire, sans dire lequel. Le même pour tous les rapports d’un territoire et d’une année.';
comment on column rapports.instantane.recu is 'Figé dans une autre base, et venu d’elle.';
grant select (noeud, recu) on rapports.instantane to egide_tache;

alter table rapports.ligne
  alter column nombre drop not null,
  add constraint ligne_comptee check (nombre is not null or masque);
comment on column rapports.ligne.nombre is 'Nul si la case, masquée, vient du rapport national : une académie n’en reçoit que ce qui se publie.';

-- Ce qui prouve un rapport : il se prolonge d'un étage au suivant. À l'échelle du pays, le chercher de nouveau prenait cinq minutes et n'aboutissait
-- pas toujours : un type de faits entier se taisait.
create table rapports.preuve (
  instantane_id uuid not null references rapports.instantane on delete cascade,
  famille       text not null,
  contenu       bytea not null,
  primary key (instantane_id, famille)
);
comment on table rapports.preuve is
  'Par famille de comptes, les autres tables possibles qui protègent les cases cachées d’un rapport et de ceux qu’il consolide (ADR 0029). Fermée.';
comment on column rapports.preuve.contenu is 'JSON comprimé par gzip : le format est celui de `PreuvesGardees`.';
alter table rapports.preuve enable row level security;
create policy calculer on rapports.preuve for all to egide_tache using (true) with check (true);
create policy fermee on rapports.preuve for select to egide_app using (false);
grant select (instantane_id, famille, contenu), insert (instantane_id, famille, contenu) on rapports.preuve to egide_tache;
create trigger fige before update or delete on rapports.preuve for each row execute function rapports.refuser_fige();

create table rapports.envoi (
  id          uuid primary key,
  academie_id uuid references referentiels.territoire on delete restrict,
  contenu     jsonb not null
);
comment on table rapports.envoi is
  'Ce qui passe d’une base à l’autre quand un rapport se fige : d’une académie, le sien et tout ce qui le prouve ; de la nation (`academie_id` nul), le sien tel qu’il se publie.';
create index on rapports.envoi (academie_id);
alter table rapports.envoi enable row level security;
create policy fermee on rapports.envoi for select to egide_app using (false);
create policy calculer on rapports.envoi for select to egide_tache using (true);
grant select (id, academie_id) on rapports.envoi to egide_tache;

-- Un rapport, pour une autre base. Sous le département, ni territoire, ni effectif, ni mots, ni jour : des comptes, et qui consolide qui. De la
-- nation, rien que ce qui se publie.
create function rapports.contenu_envoye(un_id uuid, le timestamptz) returns jsonb
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select jsonb_build_object(
           'instantane', to_jsonb(i) - 'figes_au_dessus' || case when t.niveau in ('etablissement', 'bassin') then jsonb_build_object(
             'territoire_id', null,
             'noeud', (select p.id from rapports.instantane p where p.territoire_id = i.territoire_id and p.annee = i.annee order by p.numero limit 1),
             'perimetre', '{}'::jsonb, 'attendus', 0, 'recus', 0, 'textes', '{}'::jsonb, 'empreinte', ''::bytea, 'prepare_le', le, 'fige_le', le)
             else '{}' end,
           'sources', (select coalesce(jsonb_agg(s.source_id), '[]') from rapports.source s where s.instantane_id = i.id and t.niveau <> 'national'),
           'lignes', (select coalesce(jsonb_agg(jsonb_build_object(
                        'type', l.type, 'dimension', l.dimension, 'code', l.code, 'masque', l.masque, 'au_moins', l.au_moins,
                        'nombre', case t.niveau when 'national' then l.publie else l.nombre end) order by l.type, l.dimension, l.code), '[]')
                        from rapports.ligne l where l.instantane_id = i.id and (t.niveau <> 'national' or l.masque is not null)),
           'preuves', (select coalesce(jsonb_agg(jsonb_build_object('famille', p.famille, 'contenu', p.contenu) order by p.famille), '[]')
                         from rapports.preuve p where p.instantane_id = i.id and t.niveau <> 'national'))
    from rapports.instantane i join referentiels.territoire t on t.id = i.territoire_id
   where i.id = un_id;
end;

-- Inscrit ce qu'un rapport figé envoie, moins ce qui est déjà parti : celui de la nation, lui seul ; celui d'une académie, avec tous ceux
-- qu'on rapproche de lui (ce qu'il consolide, les rapports figés qui en consolident une part, et ce que ceux-ci consolident).
create function rapports.envoyer(un_id uuid) returns int
  language sql volatile security definer set search_path = pg_catalog, pg_temp
begin atomic
  with recursive vise as (
    select i.id, i.fige_le, t.id as territoire_id, t.niveau = 'academie' as monte
      from rapports.instantane i join referentiels.territoire t on t.id = i.territoire_id
     where i.id = un_id and i.etat = 'fige' and not i.recu
  ), dessous as (
    select v.id from vise v
    union
    select s.source_id from dessous d join vise v on v.monte join rapports.source s on s.instantane_id = d.id
  ), dessus as (
    select d.id from dessous d
    union
    select s.instantane_id from dessus d join vise v on v.monte join rapports.source s on s.source_id = d.id
      join rapports.instantane i on i.id = s.instantane_id and i.etat = 'fige'
      join referentiels.ascendance h on h.descendant_id = i.territoire_id and h.ancetre_id = v.territoire_id
  ), tout as (
    select d.id from dessus d
    union
    select s.source_id from tout t join vise v on v.monte join rapports.source s on s.instantane_id = t.id
  ), inscrit as (
    insert into rapports.envoi (id, academie_id, contenu)
      select t.id, case when v.monte then v.territoire_id end, rapports.contenu_envoye(t.id, v.fige_le) from tout t cross join vise v
    on conflict (id) do nothing
    returning 1
  ) select count(*)::int from inscrit;
end;

-- La publication qui porte le rapport d'un territoire ; nulle sous l'académie. Les mêmes noms que `montee` et `descente` (pilotage).
create function rapports.canal(territoire uuid) returns text
  language sql stable set search_path = pg_catalog, pg_temp
begin atomic
  select case t.niveau when 'academie' then 'egide_academie_' || lower(t.code) when 'national' then 'egide_national' end
    from referentiels.territoire t where t.id = territoire;
end;

-- Figé, le rapport d'une académie ou de la nation part dans la même transaction, si cette base le publie.
create function rapports.envoyer_fige() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  if exists (select 1 from pg_publication_tables p
              where p.schemaname = 'rapports' and p.tablename = 'envoi' and p.pubname = rapports.canal(new.territoire_id)) then
    perform rapports.envoyer(new.id);
  end if;
  return null;
end $$;
create trigger envoyer after update of etat on rapports.instantane for each row when (new.etat = 'fige') execute function rapports.envoyer_fige();

-- À l'arrivée, et là seulement (déclencheur « replica »), le rapport reprend sa place, dans la transaction qui retient jusqu'où l'on a lu. Déjà
-- là, il ne change pas : il est figé.
create function rapports.recevoir_envoi() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  insert into rapports.instantane
    select (jsonb_populate_record(null::rapports.instantane, new.contenu -> 'instantane' || '{"recu": true}')).*
    on conflict (id) do nothing;
  if not found then return null; end if;
  insert into rapports.source (instantane_id, source_id) select new.id, s::uuid from jsonb_array_elements_text(new.contenu -> 'sources') s;
  insert into rapports.ligne (instantane_id, type, dimension, code, nombre, masque, au_moins)
    select new.id, l.type, l.dimension, l.code, l.nombre, l.masque, l.au_moins
      from jsonb_populate_recordset(null::rapports.ligne, new.contenu -> 'lignes') l;
  insert into rapports.preuve (instantane_id, famille, contenu)
    select new.id, p.famille, p.contenu from jsonb_populate_recordset(null::rapports.preuve, new.contenu -> 'preuves') p;
  return null;
end $$;
create trigger recevoir after insert on rapports.envoi for each row execute function rapports.recevoir_envoi();
alter table rapports.envoi enable replica trigger recevoir;

-- Ce que couvre la nation : chaque académie reliée comme son rapport figé le dit, elle seule connaissant ses affectations ; les autres comme
-- cette base les connaît. « academiesInconnues » : ni rapport reçu, ni affectation connue ici.
alter function rapports.perimetre_de rename to perimetre_connu;
create function rapports.perimetre_de(territoire uuid, une_annee int) returns jsonb
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  with reliees as (
    select t.id, (select i.perimetre - 'etablissementsComptes' - 'elevesComptes' from rapports.instantane i
                   where i.territoire_id = t.id and i.annee = une_annee and i.recu order by i.numero desc limit 1) as recu
      from referentiels.territoire t where t.parent_id = territoire and t.niveau = 'academie'
  ), parts as (
    select coalesce(r.recu, rapports.perimetre_connu(r.id, une_annee)) as p, r.recu is null as sans
      from reliees r where exists (select 1 from reliees x where x.recu is not null)
  ), sommes as (
    select jsonb_object_agg(c.cle, c.somme) as s
      from (select e.key as cle, sum(e.value::text::int) as somme from parts cross join lateral jsonb_each(parts.p) e
             where jsonb_typeof(e.value) = 'number'
               and (e.key not in ('rural', 'ruralInconnu') or (select count(distinct x.p ->> 'sourceRuralite') = 1 and bool_and(x.p ? 'sourceRuralite') from parts x))
             group by e.key) c
  )
  select case when s.s is null then rapports.perimetre_connu(territoire, une_annee)
              else s.s || jsonb_build_object('academiesInconnues', (select count(*) from parts x where x.sans and (x.p ->> 'assures')::int = 0))
                   || case when s.s ? 'rural' then (select jsonb_build_object('sourceRuralite', min(x.p ->> 'sourceRuralite')) from parts x) else '{}' end end
    from sommes s;
end;
revoke execute on function rapports.contenu_envoye, rapports.canal, rapports.envoyer, rapports.envoyer_fige, rapports.recevoir_envoi, rapports.perimetre_de from public;
