-- 0005_dossiers.sql — le dossier social, ses membres datés, sa famille ; le lien vers l'élève n'y est lisible qu'avec la clé.

create table dossiers.dossier (
  -- Pas de dossier sans clé : l'identité de l'élève ne s'écrit que sous elle.
  id               uuid primary key references coffre.cle on delete restrict,
  etablissement_id uuid not null references referentiels.territoire on delete restrict,
  eleve_aveugle    bytea not null,
  identite_chiffree bytea not null,
  statut           text not null default 'ouvert' check (statut in ('ouvert', 'clos')),
  motif            text not null references referentiels.motif_intervention (code) on delete restrict,
  origine          text not null references referentiels.origine_demande (code) on delete restrict,
  ouvert_le        timestamptz not null default now(),
  ouvert_par       uuid not null references securite.agent on delete restrict,
  dernier_acte_le  date not null default socle.aujourd_hui(),
  suite_de         uuid references dossiers.dossier on delete restrict,
  clos_le          timestamptz,
  issue            text references referentiels.issue_cloture (code) on delete restrict,
  version          int not null default 1,
  -- Dans cet ordre : les dossiers d'un établissement se lisent dans l'index seul.
  constraint dossier_etablissement_id_key unique (etablissement_id, id),
  check (suite_de <> id),
  check ((statut = 'clos') = (clos_le is not null)),
  check ((clos_le is null) = (issue is null))
);
comment on table dossiers.dossier is 'Dossier social d’un élève. eleve_aveugle : empreinte à clé qui permet de retrouver ; identite_chiffree : identifiant et identité de l’élève, sous la clé du dossier. Aucune colonne ne joint l’élève.';
comment on column dossiers.dossier.dernier_acte_le is 'Jour du dernier acte, à défaut celui de l’ouverture.';
comment on column dossiers.dossier.suite_de is 'Dossier clos que celui-ci reprend : un dossier clos ne se rouvre pas.';
create index on dossiers.dossier (etablissement_id, statut, dernier_acte_le desc, id desc);
create index on dossiers.dossier (suite_de) where suite_de is not null;
create unique index un_dossier_ouvert_par_eleve on dossiers.dossier (etablissement_id, eleve_aveugle) where statut = 'ouvert';
create index on dossiers.dossier (eleve_aveugle);

create table dossiers.membre (
  id         uuid primary key,
  dossier_id uuid not null references dossiers.dossier on delete restrict,
  agent_id   uuid not null references securite.agent on delete restrict,
  qualite    text not null check (qualite in ('referent', 'stagiaire')),
  du         date not null,
  au         date,
  ajoute_par uuid not null references securite.agent on delete restrict,
  -- Égaux : une adhésion retirée le jour même cesse à l'instant.
  check (au is null or au >= du),
  check (qualite <> 'stagiaire' or au is not null)
);
comment on table dossiers.membre is 'Adhésion datée (au exclu) à un dossier. Le référent tient son accès de son affectation ; le stagiaire, de cette ligne, qui a toujours une fin.';
create index on dossiers.membre (agent_id, dossier_id);
-- Chaque requête demande les adhésions de l'agent ; les mille lignes d'un référent n'en sont pas.
create index membre_adhesions on dossiers.membre (agent_id) where qualite <> 'referent';
create index on dossiers.membre (dossier_id);

create table dossiers.lien_familial (
  id               uuid primary key,
  dossier_id       uuid not null references dossiers.dossier on delete restrict,
  nature           text not null check (nature in ('foyer', 'fratrie')),
  contenu_chiffre  bytea not null,
  du               date,
  au               date,
  saisi_par        uuid not null references securite.agent on delete restrict,
  check (au is null or du is null or au >= du)
);
comment on table dossiers.lien_familial is 'Membre du foyer ou de la fratrie, intervalle daté ; qui et comment sont chiffrés.';
create index on dossiers.lien_familial (dossier_id);

create table dossiers.titulaire_autorite (
  id              uuid primary key,
  dossier_id      uuid not null references dossiers.dossier on delete restrict,
  contenu_chiffre bytea not null,
  du              date,
  au              date,
  saisi_par       uuid not null references securite.agent on delete restrict,
  check (au is null or du is null or au >= du)
);
comment on table dossiers.titulaire_autorite is 'Titulaire de l’autorité parentale, jamais rangé ; identité, lien, décision de justice datée sont chiffrés (C. civ. 371-1 à 373-2-1).';
create index on dossiers.titulaire_autorite (dossier_id);

-- ── Visibilité ──────────────────────────────────────────────────────────────────────────────────────────────────
-- Une adhésion de référent dit qui suit, elle n'ouvre rien : celui qui change d'établissement perd l'accès avec l'affectation.
create function dossiers.adhesions() returns uuid[]
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select coalesce(array_agg(distinct m.dossier_id), '{}') from dossiers.membre m
   where m.agent_id = securite.agent_courant() and m.qualite <> 'referent'
     and m.du <= socle.aujourd_hui() and socle.aujourd_hui() < m.au
     and securite.exerce(array['assistant_social', 'stagiaire', 'ctss_bassin', 'ctss_departement']);
end;

-- Affectation ou adhésion, toutes deux datées : aucune autre voie, et surtout pas l'arbre des territoires (CP 226-13).
create function dossiers.accessibles() returns uuid[]
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select coalesce((select array_agg(d.id) from dossiers.dossier d where d.etablissement_id = any ((select securite.etablissements_suivis())::uuid[])), '{}')
         || dossiers.adhesions();
end;
grant execute on function dossiers.adhesions, dossiers.accessibles to egide_app;

-- Un dossier à la fois : « ce dossier m'est-il ouvert ? » sans énumérer tous les miens.
create function dossiers.est_accessible(un_dossier uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select exists (select 1 from dossiers.dossier d where d.id = un_dossier
                  and (d.etablissement_id = any ((select securite.etablissements_suivis())::uuid[]) or d.id = any ((select dossiers.adhesions())::uuid[])));
end;

-- Un dossier clos se lit encore ; plus rien ne s'y écrit.
create function dossiers.est_modifiable(un_dossier uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select dossiers.est_accessible(un_dossier) and exists (select 1 from dossiers.dossier d where d.id = un_dossier and d.statut = 'ouvert');
end;

-- La clé naît avant son dossier, et jamais après : une clé détruite ne se remplace pas.
create function dossiers.est_a_naitre(un_dossier uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select not exists (select 1 from dossiers.dossier d where d.id = un_dossier);
end;

-- Les stagiaires qu'on peut admettre dans un dossier : ceux qui sont affectés à son établissement, ou à un niveau qui le contient.
create function dossiers.stagiaires_admissibles(un_dossier uuid) returns table (agent_id uuid, nom_affiche text)
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select distinct g.id, g.nom_affiche
    from dossiers.dossier d
    join referentiels.ascendance h on h.descendant_id = d.etablissement_id
    join securite.affectation a on a.territoire_id = h.ancetre_id and a.fonction = 'stagiaire'
     and a.du <= socle.aujourd_hui() and (a.au is null or socle.aujourd_hui() < a.au)
    join securite.agent g on g.id = a.agent_id and g.ferme_le is null
   where d.id = un_dossier and dossiers.est_accessible(d.id)
   order by g.nom_affiche, g.id limit 100;
end;
grant execute on function dossiers.est_accessible, dossiers.est_modifiable, dossiers.est_a_naitre, dossiers.stagiaires_admissibles to egide_app;

alter table dossiers.dossier            enable row level security;
alter table dossiers.membre             enable row level security;
alter table dossiers.lien_familial      enable row level security;
alter table dossiers.titulaire_autorite enable row level security;

create policy lire on dossiers.dossier for select to egide_app
  using (etablissement_id = any ((select securite.etablissements_suivis())::uuid[]) or id = any ((select dossiers.adhesions())::uuid[]));
create policy ouvrir on dossiers.dossier for insert to egide_app
  with check (ouvert_par = (select securite.agent_courant()) and statut = 'ouvert'
              and etablissement_id = any ((select securite.etablissements_suivis())::uuid[]));
-- Un dossier clos ne change plus ; le clore revient à l'assistant de service social, jamais au stagiaire.
create policy suivre on dossiers.dossier for update to egide_app
  using (statut = 'ouvert'
         and (etablissement_id = any ((select securite.etablissements_suivis())::uuid[]) or id = any ((select dossiers.adhesions())::uuid[])))
  with check ((statut = 'ouvert' and id = any ((select dossiers.accessibles())::uuid[]))
              or etablissement_id = any ((select securite.etablissements_suivis())::uuid[]));

-- Ce qui ne se lit jamais qu'un dossier à la fois (quelques lignes) : la question se pose par ligne, sans énumérer tous les miens.
create policy lire on dossiers.membre for select to egide_app
  using (dossiers.est_accessible(dossier_id) or agent_id = (select securite.agent_courant()));
create policy ajouter on dossiers.membre for insert to egide_app
  with check (ajoute_par = (select securite.agent_courant()) and dossiers.est_modifiable(dossier_id)
              and (select securite.exerce(array['assistant_social']))
              and case qualite when 'referent' then agent_id = (select securite.agent_courant())
                  else agent_id in (select s.agent_id from dossiers.stagiaires_admissibles(dossier_id) s) end);
create policy clore on dossiers.membre for update to egide_app
  using (dossiers.est_accessible(dossier_id) and (select securite.exerce(array['assistant_social'])));

create policy lire on dossiers.lien_familial for select to egide_app using (dossiers.est_accessible(dossier_id));
create policy ajouter on dossiers.lien_familial for insert to egide_app
  with check (saisi_par = (select securite.agent_courant()) and dossiers.est_modifiable(dossier_id));
create policy clore on dossiers.lien_familial for update to egide_app using (dossiers.est_modifiable(dossier_id));
create policy lire on dossiers.titulaire_autorite for select to egide_app using (dossiers.est_accessible(dossier_id));
create policy ajouter on dossiers.titulaire_autorite for insert to egide_app
  with check (saisi_par = (select securite.agent_courant()) and dossiers.est_modifiable(dossier_id));
create policy clore on dossiers.titulaire_autorite for update to egide_app using (dossiers.est_modifiable(dossier_id));

-- La politique du dossier décide de sa clé : une liste en ouvre vingt-cinq, une fonction par clé y passait cinq fois plus de temps.
create policy dossier on coffre.cle for select to egide_app
  using (nature = 'dossier' and exists (select 1 from dossiers.dossier d where d.id = cle.id));
create policy dossier_creer on coffre.cle for insert to egide_app with check (nature = 'dossier' and (select securite.exerce(array['assistant_social'])) and dossiers.est_a_naitre(id));

-- ── Droits : la politique précède le droit, l'insertion énumère ses colonnes, rien ne s'efface ──────────────────
grant select (id, etablissement_id, eleve_aveugle, identite_chiffree, statut, motif, origine, ouvert_le, ouvert_par, dernier_acte_le, suite_de, clos_le, issue, version),
      insert (id, etablissement_id, eleve_aveugle, identite_chiffree, motif, origine, ouvert_par, suite_de),
      update (statut, dernier_acte_le, clos_le, issue, version) on dossiers.dossier to egide_app;
grant select (id, dossier_id, agent_id, qualite, du, au, ajoute_par), insert (id, dossier_id, agent_id, qualite, du, au, ajoute_par), update (au)
   on dossiers.membre to egide_app;
grant select (id, dossier_id, nature, contenu_chiffre, du, au, saisi_par), insert (id, dossier_id, nature, contenu_chiffre, du, au, saisi_par), update (au)
   on dossiers.lien_familial to egide_app;
grant select (id, dossier_id, contenu_chiffre, du, au, saisi_par), insert (id, dossier_id, contenu_chiffre, du, au, saisi_par), update (au)
   on dossiers.titulaire_autorite to egide_app;
