-- 0023_mesures.sql — les mesures de protection que le service connaît, datées, avec qui l'a dit ; la revue de la majorité.

create table referentiels.mesure_protection (
  code      text primary key,
  libelle   text not null check (btrim(libelle) <> ''),
  groupe    text,
  ordre     smallint not null,
  valide_du date not null,
  valide_au date,
  constraint mesure_protection_validite check (valide_au > valide_du)
);
comment on table referentiels.mesure_protection is 'Nomenclature : miroir de la liste du code ; valide_au est exclu.';
alter table referentiels.mesure_protection enable row level security;
create policy lire on referentiels.mesure_protection for select to egide_app, egide_tache using (true);
grant select on referentiels.mesure_protection to egide_app, egide_tache;

create schema mesures;
grant usage on schema mesures to egide_app;

create table mesures.mesure (
  id              uuid primary key,
  dossier_id      uuid not null references dossiers.dossier on delete restrict,
  auteur_id       uuid not null references securite.agent on delete restrict,
  type            text not null references referentiels.mesure_protection (code) on delete restrict,
  remplace_id     uuid unique,
  du              date,
  echeance        date check (echeance >= du),
  saisie_le       timestamptz not null default now(),
  contenu_chiffre bytea not null,
  constraint mesure_id_dossier_key unique (id, dossier_id),
  constraint mesure_remplace_fkey foreign key (remplace_id, dossier_id) references mesures.mesure (id, dossier_id) on delete restrict
);
comment on table mesures.mesure is
  'Mesure de protection connue du service, avec qui l’a dit. Ajout seul : une mesure renouvelée ou corrigée en remplace une autre, qui reste lisible. `du` et `echeance` nuls : ne sait pas.';
create index on mesures.mesure (dossier_id, saisie_le desc);

create table mesures.fin (
  mesure_id  uuid primary key,
  dossier_id uuid not null,
  auteur_id  uuid not null references securite.agent on delete restrict,
  le         date not null,
  saisie_le  timestamptz not null default now(),
  constraint fin_mesure_fkey foreign key (mesure_id, dossier_id) references mesures.mesure (id, dossier_id) on delete restrict
);
comment on table mesures.fin is 'Jour où une mesure a pris fin, une fois. Ajout seul.';
create index on mesures.fin (dossier_id);

create table mesures.revue_majorite (
  dossier_id      uuid primary key references dossiers.dossier on delete restrict,
  auteur_id       uuid not null references securite.agent on delete restrict,
  le              date not null,
  saisie_le       timestamptz not null default now(),
  contenu_chiffre bytea
);
comment on table mesures.revue_majorite is 'Revue faite à l’approche des dix-huit ans : ce qui change avec la majorité a été vu. Ajout seul.';

alter table mesures.mesure         enable row level security;
alter table mesures.fin            enable row level security;
alter table mesures.revue_majorite enable row level security;
create policy lire on mesures.mesure for select to egide_app using (dossiers.est_accessible(dossier_id));
create policy inscrire on mesures.mesure for insert to egide_app
  with check (auteur_id = (select securite.agent_courant()) and dossiers.est_modifiable(dossier_id));
create policy lire on mesures.fin for select to egide_app using (dossiers.est_accessible(dossier_id));
create policy finir on mesures.fin for insert to egide_app
  with check (auteur_id = (select securite.agent_courant()) and dossiers.est_modifiable(dossier_id));
create policy lire on mesures.revue_majorite for select to egide_app using (dossiers.est_accessible(dossier_id));
create policy revoir on mesures.revue_majorite for insert to egide_app
  with check (auteur_id = (select securite.agent_courant()) and dossiers.est_modifiable(dossier_id));

grant select (id, dossier_id, auteur_id, type, remplace_id, du, echeance, saisie_le, contenu_chiffre),
      insert (id, dossier_id, auteur_id, type, remplace_id, du, echeance, contenu_chiffre) on mesures.mesure to egide_app;
grant select (mesure_id, dossier_id, auteur_id, le, saisie_le), insert (mesure_id, dossier_id, auteur_id, le) on mesures.fin to egide_app;
grant select (dossier_id, auteur_id, le, saisie_le, contenu_chiffre), insert (dossier_id, auteur_id, le, contenu_chiffre) on mesures.revue_majorite to egide_app;
