-- 0022_demandes.sql — ce qu'on demande au service sur un élève : enregistré, répondu ou refusé avec son fondement, une seule fois.

create schema demandes;
grant usage on schema demandes to egide_app;

create table demandes.demande (
  id               uuid primary key,
  dossier_id       uuid not null,
  etablissement_id uuid not null,
  auteur_id        uuid not null references securite.agent on delete restrict,
  nature           text not null check (nature in ('renseignement', 'evaluation')),
  demandeur        text not null check (demandeur in ('crip', 'snated', 'ase', 'juge_enfants', 'procureur', 'enqueteurs', 'service', 'autre')),
  canal            text not null references referentiels.canal_transmission (code) on delete restrict,
  recue_le         date not null,
  attendue_le      date check (attendue_le >= recue_le),
  enregistree_le   timestamptz not null default now(),
  contenu_chiffre  bytea not null,
  constraint demande_dossier_fkey foreign key (dossier_id, etablissement_id) references dossiers.dossier (id, etablissement_id) on delete restrict,
  constraint demande_id_dossier_key unique (id, dossier_id)
);
comment on table demandes.demande is
  'Question venue du dehors sur un élève : la CRIP, le 119, un juge, un service. Ajout seul. Qui demande et ce qu’il demande sont sous la clé du dossier. Demandeurs : liste proposée par Égide.';
create index on demandes.demande (dossier_id, recue_le desc, id desc);

create table demandes.suite (
  demande_id         uuid primary key,
  dossier_id         uuid not null,
  auteur_id          uuid not null references securite.agent on delete restrict,
  issue              text not null check (issue in ('repondue', 'refusee', 'reorientee', 'sans_objet')),
  fondement          text,
  canal              text references referentiels.canal_transmission (code) on delete restrict,
  le                 timestamptz not null,
  saisie_le          timestamptz not null default now(),
  fige_chiffre       bytea not null,
  empreinte          bytea not null,
  document_chiffre   bytea not null,
  document_empreinte bytea not null,
  constraint suite_demande_fkey foreign key (demande_id, dossier_id) references demandes.demande (id, dossier_id) on delete restrict,
  constraint suite_fondee check ((issue in ('repondue', 'refusee')) = (fondement is not null) and (issue = 'sans_objet' or canal is not null)),
  constraint suite_empreintes check (octet_length(empreinte) = 32 and octet_length(document_empreinte) = 32)
);
comment on table demandes.suite is 'Ce qu’il en est advenu, une seule fois : l’extrait remis ou le refus, figés à l’octet, sous la clé du dossier. Ajout seul.';
comment on column demandes.suite.empreinte is 'SHA-256 de fige_chiffre déchiffré ; imprimée sur le document.';
create index on demandes.suite (dossier_id);

alter table demandes.demande enable row level security;
alter table demandes.suite   enable row level security;

create policy lire on demandes.demande for select to egide_app using (dossiers.est_accessible(dossier_id));
create policy enregistrer on demandes.demande for insert to egide_app
  with check (auteur_id = (select securite.agent_courant()) and etablissement_id = any ((select securite.etablissements_suivis())::uuid[])
              and dossiers.est_accessible(dossier_id));
create policy lire on demandes.suite for select to egide_app using (dossiers.est_accessible(dossier_id));
create policy repondre on demandes.suite for insert to egide_app
  with check (auteur_id = (select securite.agent_courant())
              and exists (select 1 from demandes.demande d where d.id = demande_id and d.etablissement_id = any ((select securite.etablissements_suivis())::uuid[])));

grant select (id, dossier_id, etablissement_id, auteur_id, nature, demandeur, canal, recue_le, attendue_le, enregistree_le, contenu_chiffre),
      insert (id, dossier_id, etablissement_id, auteur_id, nature, demandeur, canal, recue_le, attendue_le, contenu_chiffre) on demandes.demande to egide_app;
grant select (demande_id, dossier_id, auteur_id, issue, fondement, canal, le, saisie_le, fige_chiffre, empreinte, document_chiffre, document_empreinte),
      insert (demande_id, dossier_id, auteur_id, issue, fondement, canal, le, fige_chiffre, empreinte, document_chiffre, document_empreinte)
   on demandes.suite to egide_app;

-- Ce qui attend l'agent : les demandes de ses établissements restées sans suite.
create index demande_par_etablissement on demandes.demande (etablissement_id, recue_le);

alter table observation.depot drop constraint depot_type_check,
  add constraint depot_type_check check (type in ('acte', 'ouverture', 'cloture', 'ip', 'ip_reponse', 'signalement', 'demande'));
alter table observation.fait drop constraint fait_type_check,
  add constraint fait_type_check check (type in ('acte', 'ouverture', 'cloture', 'ip', 'ip_reponse', 'signalement', 'demande'));
