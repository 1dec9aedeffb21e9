-- 0027_sans_doublon.sql — ce qui vit dans une autre application ne se recopie pas : sa référence, sa date, son niveau.

create table protection.reference_externe (
  id                uuid primary key,
  dossier_id        uuid not null references dossiers.dossier on delete restrict,
  auteur_id         uuid not null references securite.agent on delete restrict,
  application       text not null check (application in ('faits_etablissement', 'phare')),
  niveau            text check (niveau in ('1', '2', '3')),
  le                date not null,
  saisie_le         timestamptz not null default now(),
  reference_chiffre bytea not null,
  constraint reference_niveau check (application <> 'faits_etablissement' or niveau is not null)
);
comment on table protection.reference_externe is
  'Ce qui a été saisi dans « Faits établissement » ou au titre de pHARe : référence, date, niveau, et rien d’autre. Ajout seul. Ni information préoccupante, ni signalement.';
create index on protection.reference_externe (dossier_id, le desc, id desc);
alter table protection.reference_externe enable row level security;
create policy lire on protection.reference_externe for select to egide_app using (dossiers.est_accessible(dossier_id));
create policy inscrire on protection.reference_externe for insert to egide_app
  with check (auteur_id = (select securite.agent_courant()) and dossiers.est_modifiable(dossier_id));
grant select (id, dossier_id, auteur_id, application, niveau, le, saisie_le, reference_chiffre),
      insert (id, dossier_id, auteur_id, application, niveau, le, reference_chiffre) on protection.reference_externe to egide_app;
