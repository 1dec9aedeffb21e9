-- 0007_protection.sql — l'information préoccupante : un brouillon qui se corrige, un écrit transmis qui ne change plus, des étapes qui s'ajoutent.

create table protection.information_preoccupante (
  id                   uuid primary key,
  dossier_id           uuid not null,
  etablissement_id     uuid not null,
  auteur_id            uuid not null references securite.agent on delete restrict,
  cree_le              timestamptz not null default now(),
  statut               text not null default 'brouillon' check (statut in ('brouillon', 'transmise')),
  -- Deux onglets, deux personnes : on n'enregistre que sur la version qu'on a lue.
  version              int not null default 1 check (version > 0),
  modifiee_le          timestamptz not null default now(),
  modifiee_par         uuid not null references securite.agent on delete restrict,
  contenu_chiffre      bytea not null,
  -- Déclaré par le rédacteur, motif dans le contenu : aucun titulaire de l'autorité parentale n'est connu.
  sans_titulaire       boolean not null default false,
  protocole_id         uuid references referentiels.protocole on delete restrict,
  signataire_id        uuid references securite.agent on delete restrict,
  canal                text references referentiels.canal_transmission (code) on delete restrict,
  destinataire_chiffre bytea,
  transmise_le         timestamptz,
  retour_attendu_le    date,
  fige_chiffre         bytea,
  empreinte            bytea,
  document_chiffre     bytea,
  document_empreinte   bytea,
  constraint information_dossier_fkey foreign key (dossier_id, etablissement_id)
    references dossiers.dossier (id, etablissement_id) on delete restrict,
  constraint information_id_dossier_key unique (id, dossier_id),
  -- « Transmise » ne s'écrit qu'entière : destinataire, canal, date et heure, signataire, écrit et document figés (L226-2-1 CASF).
  constraint information_transmise_entiere check (
    case statut
      when 'transmise' then num_nulls(signataire_id, canal, destinataire_chiffre, transmise_le, retour_attendu_le,
                                      fige_chiffre, empreinte, document_chiffre, document_empreinte) = 0
      else num_nonnulls(protocole_id, signataire_id, canal, destinataire_chiffre, transmise_le, retour_attendu_le,
                        fige_chiffre, empreinte, document_chiffre, document_empreinte) = 0
    end),
  constraint information_empreintes check (octet_length(empreinte) = 32 and octet_length(document_empreinte) = 32),
  constraint information_retour check (retour_attendu_le > (transmise_le at time zone 'Europe/Paris')::date)
);
comment on table protection.information_preoccupante is
  'Information préoccupante. Brouillon : se corrige, document préparatoire. Transmise : ne change plus d’un octet. Tout ce qui est écrit est sous la clé du dossier.';
comment on column protection.information_preoccupante.fige_chiffre is 'Tout ce que dit la fiche, mot pour mot, au moment de la transmission (JSON).';
comment on column protection.information_preoccupante.empreinte is 'SHA-256 de fige_chiffre déchiffré ; imprimée sur la fiche.';
comment on column protection.information_preoccupante.document_empreinte is 'SHA-256 des octets du PDF ; revérifiée à chaque remise.';
create index information_du_dossier on protection.information_preoccupante (dossier_id, statut, cree_le desc);
create index information_retour_attendu on protection.information_preoccupante (dossier_id, retour_attendu_le) where statut = 'transmise';

create table protection.information_titulaire (
  information_id  uuid not null,
  dossier_id      uuid not null,
  titulaire_id    uuid not null references dossiers.titulaire_autorite on delete restrict,
  statut          text not null check (statut in ('faite', 'non_faite')),
  contenu_chiffre bytea not null,
  saisi_par       uuid not null references securite.agent on delete restrict,
  constraint information_titulaire_pkey primary key (information_id, titulaire_id),
  constraint information_titulaire_information_fkey foreign key (information_id, dossier_id)
    references protection.information_preoccupante (id, dossier_id) on delete restrict
);
comment on table protection.information_titulaire is
  'Information préalable d’un titulaire de l’autorité parentale : faite (quand, comment, par qui) ou non faite et pourquoi (L226-2-1 CASF). Pas de ligne : pas encore de choix.';
create index on protection.information_titulaire (dossier_id);
create index on protection.information_titulaire (titulaire_id);

create table protection.etape (
  information_id  uuid not null,
  dossier_id      uuid not null,
  -- Le rang se pose sur ce qu'on a lu : deux étapes consignées en même temps ne s'écrasent ni ne se doublent.
  rang            smallint not null check (rang between 1 and 200),
  nature          text not null check (nature in ('accuse', 'qualification', 'relance', 'reponse')),
  le              date not null,
  suite           text references referentiels.suite_retour (code) on delete restrict,
  contenu_chiffre bytea,
  auteur_id       uuid not null references securite.agent on delete restrict,
  saisie_le       timestamptz not null default now(),
  constraint etape_pkey primary key (information_id, rang),
  constraint etape_information_fkey foreign key (information_id, dossier_id)
    references protection.information_preoccupante (id, dossier_id) on delete restrict,
  constraint etape_suite check (
    case nature
      when 'reponse' then suite is not null and suite in ('NON_QUALIFIEE', 'CLASSEE', 'ADMIN', 'JUDICIAIRE', 'DEJA_SUIVI')
      when 'qualification' then suite is not null and suite = 'QUALIFIEE'
      else suite is null
    end)
);
comment on table protection.etape is 'Ce qui arrive après la transmission, dans l’ordre : accusé de réception, qualification, relance, réponse. Ajout seul.';
create unique index etape_accuse_une_fois on protection.etape (information_id) where nature = 'accuse';
create index etape_reponse on protection.etape (information_id) where nature = 'reponse';
create index on protection.etape (dossier_id);

-- ── Visibilité : celle du dossier ───────────────────────────────────────────────────────────────────────────────────
-- Chaque titulaire connu aujourd'hui a son statut ; sans titulaire connu, il faut l'avoir déclaré.
create function protection.titulaires_renseignes(une_information uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  with titulaire as (
    select t.id, i.sans_titulaire
      from protection.information_preoccupante i
      left join dossiers.titulaire_autorite t on t.dossier_id = i.dossier_id
       and (t.du is null or t.du <= socle.aujourd_hui()) and (t.au is null or socle.aujourd_hui() < t.au)
     where i.id = une_information
  )
  select exists (select 1 from titulaire)
     and not exists (select 1 from titulaire t
                      where case when t.id is null then not t.sans_titulaire
                            else not exists (select 1 from protection.information_titulaire it
                                              where it.information_id = une_information and it.titulaire_id = t.id) end);
end;
grant execute on function protection.titulaires_renseignes to egide_app;

alter table protection.information_preoccupante enable row level security;
alter table protection.information_titulaire    enable row level security;
alter table protection.etape                    enable row level security;

create policy lire on protection.information_preoccupante for select to egide_app
  using (dossier_id = any ((select dossiers.accessibles())::uuid[]));
create policy rediger on protection.information_preoccupante for insert to egide_app
  with check (statut = 'brouillon' and auteur_id = (select securite.agent_courant()) and modifiee_par = (select securite.agent_courant())
              and dossiers.est_modifiable(dossier_id));
-- Rien ne modifie un écrit transmis. Le stagiaire rédige ; l'assistant de service social de l'établissement transmet et signe.
create policy modifier on protection.information_preoccupante for update to egide_app
  using (statut = 'brouillon' and dossiers.est_modifiable(dossier_id))
  with check (modifiee_par = (select securite.agent_courant()) and dossiers.est_modifiable(dossier_id)
              and (statut = 'brouillon'
                   or (signataire_id = (select securite.agent_courant())
                       and etablissement_id = any ((select securite.etablissements_suivis())::uuid[])
                       and protection.titulaires_renseignes(id))));

create policy lire on protection.information_titulaire for select to egide_app
  using (dossier_id = any ((select dossiers.accessibles())::uuid[]));
create policy renseigner on protection.information_titulaire for insert to egide_app
  with check (saisi_par = (select securite.agent_courant()) and dossiers.est_modifiable(dossier_id)
              and exists (select 1 from protection.information_preoccupante i where i.id = information_id and i.statut = 'brouillon')
              and exists (select 1 from dossiers.titulaire_autorite t where t.id = titulaire_id and t.dossier_id = information_titulaire.dossier_id));
create policy corriger on protection.information_titulaire for update to egide_app
  using (dossiers.est_modifiable(dossier_id)
         and exists (select 1 from protection.information_preoccupante i where i.id = information_id and i.statut = 'brouillon'))
  with check (saisi_par = (select securite.agent_courant()));

create policy lire on protection.etape for select to egide_app
  using (dossier_id = any ((select dossiers.accessibles())::uuid[]));
-- Le dossier peut être clos : la réponse de la CRIP arrive quand elle arrive, et se consigne (L226-5 CASF).
create policy consigner on protection.etape for insert to egide_app
  with check (auteur_id = (select securite.agent_courant())
              and exists (select 1 from protection.information_preoccupante i
                           where i.id = information_id and i.statut = 'transmise'
                             and i.etablissement_id = any ((select securite.etablissements_suivis())::uuid[])
                             and etape.le >= (i.transmise_le at time zone 'Europe/Paris')::date));

-- ── Droits : rien ne s'efface ; l'étape ne se corrige pas ───────────────────────────────────────────────────────────
grant select (id, dossier_id, etablissement_id, auteur_id, cree_le, statut, version, modifiee_le, modifiee_par, contenu_chiffre, sans_titulaire,
              protocole_id, signataire_id, canal, destinataire_chiffre, transmise_le, retour_attendu_le, fige_chiffre, empreinte, document_chiffre,
              document_empreinte),
      insert (id, dossier_id, etablissement_id, auteur_id, modifiee_par, contenu_chiffre),
      update (statut, version, modifiee_le, modifiee_par, contenu_chiffre, sans_titulaire, protocole_id, signataire_id, canal,
              destinataire_chiffre, transmise_le, retour_attendu_le, fige_chiffre, empreinte, document_chiffre, document_empreinte)
   on protection.information_preoccupante to egide_app;
grant select (information_id, dossier_id, titulaire_id, statut, contenu_chiffre, saisi_par),
      insert (information_id, dossier_id, titulaire_id, statut, contenu_chiffre, saisi_par),
      update (statut, contenu_chiffre, saisi_par) on protection.information_titulaire to egide_app;
grant select (information_id, dossier_id, rang, nature, le, suite, contenu_chiffre, auteur_id, saisie_le),
      insert (information_id, dossier_id, rang, nature, le, suite, contenu_chiffre, auteur_id) on protection.etape to egide_app;
