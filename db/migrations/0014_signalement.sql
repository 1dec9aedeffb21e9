-- 0014_signalement.sql — le signalement au procureur : un brouillon, un écrit transmis qui ne change plus, la copie au département, les suites.

create table protection.signalement (
  id                   uuid primary key,
  dossier_id           uuid not null,
  etablissement_id     uuid not null,
  auteur_id            uuid not null references securite.agent on delete restrict,
  cree_le              timestamptz not null default now(),
  statut               text not null default 'brouillon' check (statut in ('brouillon', 'transmis')),
  version              int not null default 1 check (version > 0),
  modifie_le           timestamptz not null default now(),
  modifie_par          uuid not null references securite.agent on delete restrict,
  contenu_chiffre      bytea not null,
  protocole_id         uuid references referentiels.protocole on delete restrict,
  signataire_id        uuid references securite.agent on delete restrict,
  canal                text references referentiels.canal_transmission (code) on delete restrict,
  destinataire_chiffre bytea,
  transmis_le          timestamptz,
  fige_chiffre         bytea,
  empreinte            bytea,
  document_chiffre     bytea,
  document_empreinte   bytea,
  constraint signalement_dossier_fkey foreign key (dossier_id, etablissement_id)
    references dossiers.dossier (id, etablissement_id) on delete restrict,
  constraint signalement_id_dossier_key unique (id, dossier_id),
  constraint signalement_transmis_entier check (
    case statut
      when 'transmis' then num_nulls(signataire_id, canal, destinataire_chiffre, transmis_le, fige_chiffre, empreinte,
                                     document_chiffre, document_empreinte) = 0
      else num_nonnulls(protocole_id, signataire_id, canal, destinataire_chiffre, transmis_le, fige_chiffre, empreinte,
                        document_chiffre, document_empreinte) = 0
    end),
  constraint signalement_empreintes check (octet_length(empreinte) = 32 and octet_length(document_empreinte) = 32)
);
comment on table protection.signalement is
  'Signalement au procureur de la République. Brouillon : se corrige. Transmis : ne change plus d’un octet. Tout ce qui est écrit est sous la clé du dossier.';
comment on column protection.signalement.empreinte is 'SHA-256 de fige_chiffre déchiffré ; imprimée sur le document.';
comment on column protection.signalement.document_empreinte is 'SHA-256 des octets du PDF ; revérifiée à chaque remise.';
create index signalement_du_dossier on protection.signalement (dossier_id, cree_le desc);

create table protection.signalement_etape (
  signalement_id  uuid not null,
  dossier_id      uuid not null,
  rang            smallint not null check (rang between 1 and 200),
  nature          text not null check (nature in ('copie', 'accuse', 'suite')),
  le              date not null,
  -- La copie au président du conseil départemental se date à la minute et dit sa voie.
  copiee_le       timestamptz,
  canal           text references referentiels.canal_transmission (code) on delete restrict,
  contenu_chiffre bytea,
  auteur_id       uuid not null references securite.agent on delete restrict,
  saisie_le       timestamptz not null default now(),
  constraint signalement_etape_pkey primary key (signalement_id, rang),
  constraint signalement_etape_signalement_fkey foreign key (signalement_id, dossier_id)
    references protection.signalement (id, dossier_id) on delete restrict,
  constraint signalement_etape_copie check (
    case nature when 'copie' then num_nulls(copiee_le, canal, contenu_chiffre) = 0 else num_nonnulls(copiee_le, canal) = 0 end)
);
comment on table protection.signalement_etape is
  'Ce qui suit la transmission : copie au président du conseil départemental (L226-4 II CASF), accusé de réception, suites (40-1 et 40-2 CPP). Ajout seul.';
create unique index signalement_copie_une_fois on protection.signalement_etape (signalement_id) where nature = 'copie';
create unique index signalement_accuse_une_fois on protection.signalement_etape (signalement_id) where nature = 'accuse';
create index on protection.signalement_etape (dossier_id);

alter table protection.signalement       enable row level security;
alter table protection.signalement_etape enable row level security;

create policy lire on protection.signalement for select to egide_app
  using (dossier_id = any ((select dossiers.accessibles())::uuid[]));
create policy rediger on protection.signalement for insert to egide_app
  with check (statut = 'brouillon' and auteur_id = (select securite.agent_courant()) and modifie_par = (select securite.agent_courant())
              and dossiers.est_modifiable(dossier_id));
-- Rien ne modifie un écrit transmis. Le stagiaire rédige ; l'assistant de service social de l'établissement transmet.
create policy modifier on protection.signalement for update to egide_app
  using (statut = 'brouillon' and dossiers.est_modifiable(dossier_id))
  with check (modifie_par = (select securite.agent_courant()) and dossiers.est_modifiable(dossier_id)
              and (statut = 'brouillon'
                   or (signataire_id = (select securite.agent_courant())
                       and etablissement_id = any ((select securite.etablissements_suivis())::uuid[]))));

create policy lire on protection.signalement_etape for select to egide_app
  using (dossier_id = any ((select dossiers.accessibles())::uuid[]));
-- Le dossier peut être clos : les suites du parquet arrivent quand elles arrivent.
create policy consigner on protection.signalement_etape for insert to egide_app
  with check (auteur_id = (select securite.agent_courant())
              and exists (select 1 from protection.signalement s
                           where s.id = signalement_id and s.statut = 'transmis'
                             and s.etablissement_id = any ((select securite.etablissements_suivis())::uuid[])
                             and signalement_etape.le >= (s.transmis_le at time zone 'Europe/Paris')::date));

grant select (id, dossier_id, etablissement_id, auteur_id, cree_le, statut, version, modifie_le, modifie_par, contenu_chiffre, protocole_id,
              signataire_id, canal, destinataire_chiffre, transmis_le, fige_chiffre, empreinte, document_chiffre, document_empreinte),
      insert (id, dossier_id, etablissement_id, auteur_id, modifie_par, contenu_chiffre),
      update (statut, version, modifie_le, modifie_par, contenu_chiffre, protocole_id, signataire_id, canal, destinataire_chiffre, transmis_le,
              fige_chiffre, empreinte, document_chiffre, document_empreinte)
   on protection.signalement to egide_app;
grant select (signalement_id, dossier_id, rang, nature, le, copiee_le, canal, contenu_chiffre, auteur_id, saisie_le),
      insert (signalement_id, dossier_id, rang, nature, le, copiee_le, canal, contenu_chiffre, auteur_id)
   on protection.signalement_etape to egide_app;
