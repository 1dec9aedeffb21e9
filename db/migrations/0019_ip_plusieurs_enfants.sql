-- 0019_ip_plusieurs_enfants.sql — un écrit pour plusieurs enfants d'un foyer ; un écrit qui en complète un autre.

-- Un écrit transmis ne change pas : ce qu'on apprend ensuite part dans un autre, qui le nomme.
alter table protection.information_preoccupante
  add column complete_id uuid references protection.information_preoccupante on delete restrict,
  add constraint information_complete_autre check (complete_id <> id);
comment on column protection.information_preoccupante.complete_id is 'Information déjà transmise que celle-ci complète.';
create index on protection.information_preoccupante (complete_id) where complete_id is not null;
grant select (complete_id), insert (complete_id) on protection.information_preoccupante to egide_app;

create table protection.information_enfant (
  information_id    uuid not null,
  dossier_id        uuid not null,
  enfant_dossier_id uuid not null references dossiers.dossier on delete restrict,
  constraint information_enfant_pkey primary key (information_id, enfant_dossier_id),
  constraint information_enfant_information_fkey foreign key (information_id, dossier_id)
    references protection.information_preoccupante (id, dossier_id) on delete restrict,
  constraint information_enfant_autre check (enfant_dossier_id <> dossier_id)
);
comment on table protection.information_enfant is
  'Les autres enfants d’un écrit transmis, par leur dossier : l’information paraît aussi chez eux. Qui ils sont, et ce qui en est dit, reste sous la clé du dossier qui porte l’écrit.';
create index on protection.information_enfant (enfant_dossier_id);

alter table protection.information_enfant enable row level security;
create policy lire on protection.information_enfant for select to egide_app using (dossiers.est_accessible(enfant_dossier_id));
-- Écrite avec la transmission, tant que l'écrit est encore un brouillon ; jamais ensuite.
create policy rattacher on protection.information_enfant for insert to egide_app
  with check (dossiers.est_accessible(enfant_dossier_id) and dossiers.est_modifiable(dossier_id)
              and exists (select 1 from protection.information_preoccupante i where i.id = information_id and i.statut = 'brouillon'));
grant select (information_id, dossier_id, enfant_dossier_id), insert (information_id, dossier_id, enfant_dossier_id)
   on protection.information_enfant to egide_app;
