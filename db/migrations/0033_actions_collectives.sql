-- 0033_actions_collectives.sql — ce que le service fait sans nommer personne : action collective, instance, conseil technique.

create table referentiels.theme_action_collective (
  code      text primary key,
  libelle   text not null check (btrim(libelle) <> ''),
  groupe    text,
  ordre     smallint not null,
  valide_du date not null,
  valide_au date,
  constraint theme_action_collective_validite check (valide_au > valide_du)
);
comment on table referentiels.theme_action_collective is 'Nomenclature : miroir de la liste du code ; valide_au est exclu.';
create table referentiels.instance (
  code      text primary key,
  libelle   text not null check (btrim(libelle) <> ''),
  groupe    text,
  ordre     smallint not null,
  valide_du date not null,
  valide_au date,
  constraint instance_validite check (valide_au > valide_du)
);
comment on table referentiels.instance is 'Nomenclature : miroir de la liste du code ; valide_au est exclu.';
create table referentiels.role_instance (
  code      text primary key,
  libelle   text not null check (btrim(libelle) <> ''),
  groupe    text,
  ordre     smallint not null,
  valide_du date not null,
  valide_au date,
  constraint role_instance_validite check (valide_au > valide_du)
);
comment on table referentiels.role_instance is 'Nomenclature : miroir de la liste du code ; valide_au est exclu.';
alter table referentiels.theme_action_collective enable row level security;
alter table referentiels.instance                enable row level security;
alter table referentiels.role_instance           enable row level security;
create policy lire on referentiels.theme_action_collective for select to egide_app, egide_tache using (true);
create policy lire on referentiels.instance for select to egide_app, egide_tache using (true);
create policy lire on referentiels.role_instance for select to egide_app, egide_tache using (true);
grant select on referentiels.theme_action_collective, referentiels.instance, referentiels.role_instance to egide_app, egide_tache;

-- ── L'action sans nom ────────────────────────────────────────────────────────────────────────────────────────────────
create schema actions_collectives;
comment on schema actions_collectives is 'Actions sans nom : action collective, participation à une instance, conseil technique.';
grant usage on schema actions_collectives to egide_app;

create table actions_collectives.action (
  id               uuid primary key,
  auteur_id        uuid not null references securite.agent on delete restrict,
  etablissement_id uuid not null references referentiels.territoire on delete restrict,
  nature           text not null check (nature in ('action_collective', 'instance', 'conseil')),
  date_action      date not null,
  theme            text references referentiels.theme_action_collective (code) on delete restrict,
  instance         text references referentiels.instance (code) on delete restrict,
  role             text references referentiels.role_instance (code) on delete restrict,
  motif            text references referentiels.motif_intervention (code) on delete restrict,
  origine          text references referentiels.origine_demande (code) on delete restrict,
  classes          int check (classes between 0 and 200),
  eleves           int check (eleves between 0 and 5000),
  parents          int check (parents between 0 and 5000),
  inconnus         text[] not null default '{}' check (inconnus <@ array['classes', 'eleves', 'parents']),
  partenaires      text[] not null default '{}',
  saisi_le         timestamptz not null default now(),
  constraint action_theme check ((nature = 'action_collective') = (theme is not null)),
  constraint action_instance check ((nature = 'instance') = (instance is not null) and (role is null or nature = 'instance')),
  constraint action_conseil check ((nature = 'conseil') = (motif is not null) and (origine is null or nature = 'conseil')),
  constraint action_public check (nature = 'action_collective'
    or (classes is null and eleves is null and parents is null and inconnus = '{}' and partenaires = '{}')),
  constraint action_inconnus check ((classes is null or not 'classes' = any (inconnus)) and (eleves is null or not 'eleves' = any (inconnus))
    and (parents is null or not 'parents' = any (inconnus)))
);
comment on table actions_collectives.action is
  'Ce qu’un assistant a fait sans nommer personne : des codes, un lieu, un jour, des nombres ; aucun texte. Ajout seul : se remplace ou s’annule.';
comment on column actions_collectives.action.inconnus is 'Les nombres que l’auteur dit ne pas connaître. Un nombre nul qui n’y est pas n’a pas été demandé.';
comment on column actions_collectives.action.origine is 'D’un conseil : à qui, par fonction ; nul : non demandé.';
create index on actions_collectives.action (auteur_id, date_action desc, saisi_le desc, id desc);

create table actions_collectives.annulation (
  action_id      uuid primary key references actions_collectives.action on delete restrict,
  remplacante_id uuid unique references actions_collectives.action on delete restrict,
  annulee_le     timestamptz not null default now(),
  check (remplacante_id <> action_id)
);
comment on table actions_collectives.annulation is 'Une action retirée des comptes, une seule fois, et celle qui la remplace, s’il y en a une. Ajout seul.';

alter table actions_collectives.action     enable row level security;
alter table actions_collectives.annulation enable row level security;
-- À son auteur seul : au-dessus de lui, un chiffre par agent n'existe pas.
create policy auteur_seul on actions_collectives.action for select to egide_app using (auteur_id = (select securite.agent_courant()));
create policy consigner on actions_collectives.action for insert to egide_app
  with check (auteur_id = (select securite.agent_courant()) and etablissement_id = any ((select securite.etablissements_suivis())::uuid[]));
-- La sous-requête ne voit que les actions de l'agent, par la politique ci-dessus.
create policy auteur_seul on actions_collectives.annulation for select to egide_app
  using (exists (select 1 from actions_collectives.action a where a.id = action_id));
create policy annuler on actions_collectives.annulation for insert to egide_app
  with check (exists (select 1 from actions_collectives.action a
                       where a.id = action_id and a.etablissement_id = any ((select securite.etablissements_suivis())::uuid[]))
              and (remplacante_id is null or exists (select 1 from actions_collectives.action r where r.id = remplacante_id)));
grant select (id, auteur_id, etablissement_id, nature, date_action, theme, instance, role, motif, origine, classes, eleves, parents, inconnus, partenaires, saisi_le),
      insert (id, auteur_id, etablissement_id, nature, date_action, theme, instance, role, motif, origine, classes, eleves, parents, inconnus, partenaires)
   on actions_collectives.action to egide_app;
grant select (action_id, remplacante_id, annulee_le), insert (action_id, remplacante_id) on actions_collectives.annulation to egide_app;

-- ── Une seule façon de consigner un conseil : ceux d'avant rejoignent les actions sans nom ───────────────────────────
insert into actions_collectives.action (id, auteur_id, etablissement_id, nature, date_action, motif, origine, saisi_le)
  select a.id, a.auteur_id, a.etablissement_id, 'conseil', a.date_acte, a.motif, a.origine, a.saisi_le from actes.acte a where a.dossier_id is null;
insert into actions_collectives.annulation (action_id, remplacante_id, annulee_le)
  select a.rectifie_id, a.id, a.saisi_le from actes.acte a where a.dossier_id is null and a.rectifie_id is not null;
delete from actes.acte where dossier_id is null;

drop policy lire on actes.acte;
drop policy consigner on actes.acte;
create or replace function actes.est_rectifiable(un_acte uuid, un_dossier uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select exists (select 1 from actes.acte a where a.id = un_acte and a.dossier_id = un_dossier);
end;
alter table actes.acte alter column dossier_id set not null;
do $$
declare
  contrainte text;
begin
  select c.conname into strict contrainte from pg_constraint c
   where c.conrelid = 'actes.acte'::regclass and c.contype = 'c' and pg_get_constraintdef(c.oid) like '%CONSEIL%';
  execute format('alter table actes.acte drop constraint %I', contrainte);
end $$;
comment on table actes.acte is 'Acte du service social, au dossier d’un élève. Ni corrigé ni effacé : un acte en rectifie un autre, une seule fois.';
create policy lire on actes.acte for select to egide_app
  using (etablissement_id = any ((select securite.etablissements_suivis())::uuid[]) or dossier_id = any ((select dossiers.adhesions())::uuid[]));
create policy consigner on actes.acte for insert to egide_app
  with check (auteur_id = (select securite.agent_courant()) and dossiers.est_modifiable(dossier_id)
              and (rectifie_id is null or actes.est_rectifiable(rectifie_id, dossier_id)));

-- ── Le fait : le thème, l'instance, le public compté, le régime de l'élève ───────────────────────────────────────────
do $$
declare
  boite text;
begin
  foreach boite in array array['depot', 'fait'] loop
    execute format($sql$
      alter table observation.%1$I
        add column regime text references referentiels.regime (code) on delete restrict,
        add column theme text references referentiels.theme_action_collective (code) on delete restrict,
        add column instance text references referentiels.instance (code) on delete restrict,
        add column role text references referentiels.role_instance (code) on delete restrict,
        add column classes int check (classes >= 0),
        add column eleves int check (eleves >= 0),
        add column parents int check (parents >= 0),
        add column inconnus text[] not null default '{}' check (inconnus <@ array['classes', 'eleves', 'parents']),
        add column partenaires text[] not null default '{}',
        drop constraint %2$I,
        add constraint %2$I check (type in ('acte', 'ouverture', 'cloture', 'ip', 'ip_reponse', 'signalement', 'demande',
                                            'action_collective', 'instance', 'conseil')),
        add constraint %3$I check ((type = 'action_collective') = (theme is not null) and (type = 'instance') = (instance is not null))
    $sql$, boite, boite || '_type_check', boite || '_sans_nom');
  end loop;
end $$;
comment on column observation.depot.regime is 'Régime de l’élève le jour du fait (interne, demi-pensionnaire…), quand la base élèves le dit.';
grant insert (regime, theme, instance, role, classes, eleves, parents, inconnus, partenaires) on observation.depot to egide_app;

-- Un conseil était un acte sans élève : c'est à cela, et à cela seul, que se reconnaissent les faits déjà déposés.
update observation.depot set type = 'conseil', type_acte = null
 where type = 'acte' and type_acte = 'CONSEIL' and niveau is null and sexe is null and tranche_age is null;
update observation.fait set type = 'conseil', type_acte = null
 where type = 'acte' and type_acte = 'CONSEIL' and niveau is null and sexe is null and tranche_age is null;

alter table observation.compte drop constraint compte_dimension_check,
  add constraint compte_dimension_check check (dimension in (
    'total', 'mois', 'type_acte', 'motif', 'motif_associe', 'origine', 'niveau', 'sexe', 'tranche_age', 'issue', 'delai',
    'type_etablissement', 'education_prioritaire', 'internat', 'segpa', 'ulis', 'regime',
    'theme', 'partenaire', 'instance', 'role', 'public_classes', 'public_eleves', 'public_parents', 'public'));
comment on column observation.compte.code is
  'Code de la nomenclature, ou NON_DEMANDE : la question n’a pas été posée ; INCONNU : elle l’a été, et l’agent ne sait pas ; CONNU : un nombre de public est dit. Jamais l’un pour l’autre.';
comment on column observation.compte.dimension is
  '`public` est la seule qui additionne des quantités (classes, élèves, parents) ; toutes les autres comptent des faits. `motif_associe` et `partenaire` dépassent le total.';

-- Les cases qu'un fait incrémente. Une seule définition : le versement et le contrôle s'en servent.
create or replace function observation.cases_de(f observation.fait) returns table (dimension text, code text)
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select d.dimension, d.code
    from referentiels.etablissement e
    cross join lateral (select f.type in ('acte', 'ouverture', 'cloture', 'ip', 'signalement', 'demande') as d_un_eleve,
                               f.type = 'action_collective' as collective) t
    cross join lateral (values
      ('total', 'tous'), ('mois', to_char(f.mois, 'YYYY-MM')), ('type_acte', f.type_acte), ('issue', f.issue), ('delai', f.delai),
      ('type_etablissement', e.type), ('education_prioritaire', coalesce(e.education_prioritaire, 'INCONNU')),
      ('internat', case e.internat when true then 'OUI' when false then 'NON' else 'INCONNU' end),
      ('segpa', case e.segpa when true then 'OUI' when false then 'NON' else 'INCONNU' end),
      ('ulis', case e.ulis when true then 'OUI' when false then 'NON' else 'INCONNU' end),
      ('motif', case when t.d_un_eleve or f.type = 'conseil' then coalesce(f.motif, 'NON_DEMANDE') end),
      ('origine', case when f.type in ('acte', 'ouverture', 'conseil') then coalesce(f.origine, 'NON_DEMANDE') end),
      ('niveau', case when t.d_un_eleve then coalesce(f.niveau, 'NON_DEMANDE') end),
      ('sexe', case when t.d_un_eleve then coalesce(f.sexe, 'NON_DEMANDE') end),
      ('tranche_age', case when t.d_un_eleve then coalesce(f.tranche_age, 'NON_DEMANDE') end),
      ('regime', case when t.d_un_eleve then coalesce(f.regime, 'NON_DEMANDE') end),
      ('theme', f.theme), ('instance', f.instance),
      ('role', case when f.type = 'instance' then coalesce(f.role, 'NON_DEMANDE') end),
      ('partenaire', case when t.collective and f.partenaires = '{}' then 'NON_DEMANDE' end),
      ('public_classes', case when t.collective then case when f.classes is not null then 'CONNU' when 'classes' = any (f.inconnus) then 'INCONNU' else 'NON_DEMANDE' end end),
      ('public_eleves', case when t.collective then case when f.eleves is not null then 'CONNU' when 'eleves' = any (f.inconnus) then 'INCONNU' else 'NON_DEMANDE' end end),
      ('public_parents', case when t.collective then case when f.parents is not null then 'CONNU' when 'parents' = any (f.inconnus) then 'INCONNU' else 'NON_DEMANDE' end end)
    ) d (dimension, code)
   where e.territoire_id = f.etablissement_id and d.code is not null
  union all
  select 'motif_associe', m from unnest(f.motifs_associes) m
  union all
  select 'partenaire', p from unnest(f.partenaires) p;
end;

-- Les quantités d'un fait. Ce qui n'est pas dit ne s'additionne pas : le nombre d'actions qui le taisent est dans `public_…`.
create function observation.quantites_de(f observation.fait) returns table (dimension text, code text, quantite int)
  language sql immutable set search_path = pg_catalog, pg_temp
begin atomic
  select 'public', q.code, q.quantite from (values ('CLASSES', f.classes), ('ELEVES', f.eleves), ('PARENTS', f.parents)) q (code, quantite) where q.quantite > 0;
end;
revoke execute on function observation.quantites_de from public;

create or replace function observation.compter(lot observation.fait[]) returns void
  language sql volatile security definer set search_path = pg_catalog, pg_temp
begin atomic
  insert into observation.compte as c (territoire_id, annee, type, dimension, code, nombre)
    select h.ancetre_id, g.annee, g.type, g.dimension, g.code, sum(g.n)
      from (select f.etablissement_id, observation.annee_scolaire(f.mois) as annee, f.type, d.dimension, d.code, sum(f.sens * d.quantite) as n
              from unnest(lot) f
              cross join lateral (select k.dimension, k.code, 1 as quantite from observation.cases_de(f) k
                                  union all select q.dimension, q.code, q.quantite from observation.quantites_de(f) q) d
             group by 1, 2, 3, 4, 5) g
      join referentiels.ascendance h on h.descendant_id = g.etablissement_id and h.niveau_ancetre <> 'bassin'
     group by 1, 2, 3, 4, 5
    having sum(g.n) <> 0
     order by 1, 2, 3, 4, 5
    on conflict (territoire_id, annee, type, dimension, code) do update set nombre = c.nombre + excluded.nombre;
end;

alter table observation.agregat drop constraint agregat_dimension_check,
  add constraint agregat_dimension_check check (dimension in ('total', 'type_acte', 'motif', 'origine', 'niveau', 'delai', 'theme', 'instance'));

create function observation.agreger(lot observation.fait[]) returns void
  language sql volatile security definer set search_path = pg_catalog, pg_temp
begin atomic
  insert into observation.agregat as a (etablissement_id, mois, type, dimension, code, nombre)
    select l.etablissement_id, l.mois, l.type, d.dimension, d.code, sum(l.sens)
      from unnest(lot) l
      cross join lateral (values ('total', 'tous'), ('type_acte', l.type_acte), ('motif', l.motif), ('origine', l.origine), ('niveau', l.niveau),
                                 ('delai', l.delai), ('theme', l.theme), ('instance', l.instance)) d (dimension, code)
     where d.code is not null
     group by 1, 2, 3, 4, 5
    having sum(l.sens) <> 0
    on conflict (etablissement_id, type, dimension, mois, code) do update set nombre = a.nombre + excluded.nombre;
end;
revoke execute on function observation.agreger from public;

create or replace function observation.verser() returns int
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
declare
  lot observation.fait[];
begin
  perform pg_advisory_xact_lock(hashtext('observation.verser'));
  with vide as (
    delete from observation.depot
    returning mois, etablissement_id, type, type_acte, motif, motifs_associes, origine, niveau, sexe, tranche_age, issue, delai, sens,
              regime, theme, instance, role, classes, eleves, parents, inconnus, partenaires
  ) select array_agg(row (v.*)::observation.fait order by random()) into lot from vide v;
  if lot is null then return 0; end if;
  insert into observation.fait select (f).* from unnest(lot) f;
  perform observation.agreger(lot);
  perform observation.compter(lot);
  return cardinality(lot);
end $$;

-- Les comptes se refont depuis les faits, un établissement à la fois : de nouvelles cases, et des conseils qui ne sont plus des actes.
truncate observation.agregat, observation.compte;
do $$
declare
  etablissement uuid;
  lot observation.fait[];
begin
  for etablissement in select distinct f.etablissement_id from observation.fait f loop
    lot := (select array_agg(f) from observation.fait f where f.etablissement_id = etablissement);
    perform observation.agreger(lot);
    perform observation.compter(lot);
  end loop;
end $$;
