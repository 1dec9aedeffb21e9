-- 0015_urgence.sql — l'urgence notée : chaque enregistrement ajoute une version, aucune ne se corrige ni ne s'efface.

create table protection.urgence (
  id          uuid primary key,
  dossier_id  uuid not null references dossiers.dossier on delete restrict,
  ouverte_par uuid not null references securite.agent on delete restrict,
  ouverte_le  timestamptz not null default now(),
  constraint urgence_id_dossier_key unique (id, dossier_id)
);
comment on table protection.urgence is 'Une urgence notée dans un dossier. Ce qui en est dit est dans ses versions, sous la clé du dossier.';
create index on protection.urgence (dossier_id, ouverte_le desc);

create table protection.urgence_version (
  urgence_id      uuid not null,
  dossier_id      uuid not null,
  rang            int not null check (rang >= 1),
  auteur_id       uuid not null references securite.agent on delete restrict,
  ecrite_le       timestamptz not null default now(),
  -- Une autre personne avait écrit entre la lecture et l'enregistrement : les deux textes y sont.
  reunie          boolean not null default false,
  contenu_chiffre bytea not null,
  constraint urgence_version_pkey primary key (urgence_id, rang),
  constraint urgence_version_urgence_fkey foreign key (urgence_id, dossier_id) references protection.urgence (id, dossier_id) on delete restrict
);
comment on table protection.urgence_version is
  'Chaque enregistrement d’une urgence, entier, dans l’ordre. Ajout seul ; rien n’y est obligatoire, tout y est sous la clé du dossier.';
create index on protection.urgence_version (dossier_id);

alter table protection.urgence         enable row level security;
alter table protection.urgence_version enable row level security;

create policy lire on protection.urgence for select to egide_app using (dossier_id = any ((select dossiers.accessibles())::uuid[]));
-- Le dossier peut être clos, ou se clore pendant qu'on écrit : l'urgence s'y note quand même.
create policy noter on protection.urgence for insert to egide_app
  with check (ouverte_par = (select securite.agent_courant()) and dossiers.est_accessible(dossier_id));
create policy lire on protection.urgence_version for select to egide_app using (dossier_id = any ((select dossiers.accessibles())::uuid[]));
create policy ajouter on protection.urgence_version for insert to egide_app
  with check (auteur_id = (select securite.agent_courant()) and dossiers.est_accessible(dossier_id));

grant select (id, dossier_id, ouverte_par, ouverte_le), insert (id, dossier_id, ouverte_par) on protection.urgence to egide_app;
grant select (urgence_id, dossier_id, rang, auteur_id, ecrite_le, reunie, contenu_chiffre),
      insert (urgence_id, dossier_id, rang, auteur_id, reunie, contenu_chiffre) on protection.urgence_version to egide_app;
