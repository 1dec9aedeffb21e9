-- 0024_courriers.sql — les lettres du service : relance, bordereau, lettre à un parent, note sociale, enquête demandée ; brouillon, puis figé.

create schema courriers;
grant usage on schema courriers to egide_app;

create table courriers.courrier (
  id                 uuid primary key,
  dossier_id         uuid not null,
  etablissement_id   uuid not null,
  auteur_id          uuid not null references securite.agent on delete restrict,
  genre              text not null check (genre in ('relance', 'bordereau', 'parent', 'note_sociale', 'enquete')),
  information_id     uuid references protection.information_preoccupante on delete restrict,
  titulaire_id       uuid references dossiers.titulaire_autorite on delete restrict,
  cree_le            timestamptz not null default now(),
  version            int not null default 1 check (version > 0),
  modifie_le         timestamptz not null default now(),
  modifie_par        uuid not null references securite.agent on delete restrict,
  contenu_chiffre    bytea not null,
  envoye_le          timestamptz,
  signataire_id      uuid references securite.agent on delete restrict,
  canal              text references referentiels.canal_transmission (code) on delete restrict,
  fige_chiffre       bytea,
  empreinte          bytea,
  document_chiffre   bytea,
  document_empreinte bytea,
  constraint courrier_dossier_fkey foreign key (dossier_id, etablissement_id) references dossiers.dossier (id, etablissement_id) on delete restrict,
  constraint courrier_objet check ((genre in ('relance', 'bordereau')) = (information_id is not null) and (genre = 'parent') = (titulaire_id is not null)),
  constraint courrier_entier check (
    num_nulls(envoye_le, signataire_id, canal, fige_chiffre, empreinte, document_chiffre, document_empreinte) in (0, 7)),
  constraint courrier_empreintes check (octet_length(empreinte) = 32 and octet_length(document_empreinte) = 32)
);
comment on table courriers.courrier is
  'Lettre ou écrit du service. Brouillon : se corrige. Remis : ne change plus d’un octet. Tout ce qui est écrit est sous la clé du dossier ; une lettre par destinataire.';
comment on column courriers.courrier.empreinte is 'SHA-256 de fige_chiffre déchiffré ; imprimée sur le document.';
create index on courriers.courrier (dossier_id, cree_le desc);

alter table courriers.courrier enable row level security;
create policy lire on courriers.courrier for select to egide_app using (dossiers.est_accessible(dossier_id));
create policy rediger on courriers.courrier for insert to egide_app
  with check (envoye_le is null and auteur_id = (select securite.agent_courant()) and modifie_par = (select securite.agent_courant())
              and dossiers.est_accessible(dossier_id) and (select securite.exerce(array['assistant_social', 'stagiaire'])));
-- Rien ne modifie une lettre remise. Le stagiaire rédige ; l'assistant de service social de l'établissement signe.
create policy modifier on courriers.courrier for update to egide_app
  using (envoye_le is null and dossiers.est_accessible(dossier_id))
  with check (modifie_par = (select securite.agent_courant()) and dossiers.est_accessible(dossier_id)
              and (envoye_le is null
                   or (signataire_id = (select securite.agent_courant())
                       and etablissement_id = any ((select securite.etablissements_suivis())::uuid[]))));

grant select (id, dossier_id, etablissement_id, auteur_id, genre, information_id, titulaire_id, cree_le, version, modifie_le, modifie_par, contenu_chiffre,
              envoye_le, signataire_id, canal, fige_chiffre, empreinte, document_chiffre, document_empreinte),
      insert (id, dossier_id, etablissement_id, auteur_id, genre, information_id, titulaire_id, modifie_par, contenu_chiffre),
      update (version, modifie_le, modifie_par, contenu_chiffre, envoye_le, signataire_id, canal, fige_chiffre, empreinte, document_chiffre, document_empreinte)
   on courriers.courrier to egide_app;
