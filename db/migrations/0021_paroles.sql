-- 0021_paroles.sql — les paroles de l'enfant, scellées ; ce qu'il a déjà raconté ailleurs ; ce qu'on y ajoute sans rien y changer.

create schema paroles;
grant usage on schema paroles to egide_app;

create table paroles.parole (
  id             uuid primary key,
  dossier_id     uuid not null references dossiers.dossier on delete restrict,
  auteur_id      uuid not null references securite.agent on delete restrict,
  le             date not null,
  saisie_le      timestamptz not null default now(),
  scelle_chiffre bytea not null,
  empreinte      bytea not null,
  constraint parole_id_dossier_key unique (id, dossier_id),
  constraint parole_empreinte check (octet_length(empreinte) = 32)
);
comment on table paroles.parole is
  'Paroles de l’enfant, mot pour mot, avec leurs circonstances, sous la clé du dossier. Scellées à l’enregistrement : ni corrigées, ni effacées ; elles s’annotent.';
comment on column paroles.parole.scelle_chiffre is 'Tout ce qui est scellé, en JSON canonique ; un sel y empêche de deviner les mots depuis l’empreinte.';
comment on column paroles.parole.empreinte is 'SHA-256 de scelle_chiffre déchiffré ; revérifiée à chaque lecture.';
create index on paroles.parole (dossier_id, le desc, saisie_le desc, id desc);

create table paroles.annotation (
  id            uuid primary key,
  parole_id     uuid not null,
  dossier_id    uuid not null,
  auteur_id     uuid not null references securite.agent on delete restrict,
  saisie_le     timestamptz not null default now(),
  texte_chiffre bytea not null,
  constraint annotation_parole_fkey foreign key (parole_id, dossier_id) references paroles.parole (id, dossier_id) on delete restrict
);
comment on table paroles.annotation is 'Ce qu’un agent ajoute à côté de paroles scellées, sans les toucher. Ajout seul ; sous la clé du dossier.';
create index on paroles.annotation (dossier_id, parole_id, saisie_le);

create table paroles.recit (
  id              uuid primary key,
  dossier_id      uuid not null references dossiers.dossier on delete restrict,
  auteur_id       uuid not null references securite.agent on delete restrict,
  a_qui           text not null check (a_qui in ('police_gendarmerie', 'crip', 'infirmiere', 'cpe', 'enseignant', 'parent', 'autre')),
  le              date,
  saisi_le        timestamptz not null default now(),
  contenu_chiffre bytea
);
comment on table paroles.recit is
  'L’enfant a déjà raconté à quelqu’un d’autre, sans que ses mots soient connus : à qui, quand (si on le sait), comment on le sait. Ajout seul. Liste proposée par Égide.';
create index on paroles.recit (dossier_id, le desc, saisi_le desc, id desc);

-- ── Visibilité : celle du dossier, une question par ligne (ces tables ne se lisent qu'un dossier à la fois) ─────────
alter table paroles.parole     enable row level security;
alter table paroles.annotation enable row level security;
alter table paroles.recit      enable row level security;

create policy lire on paroles.parole for select to egide_app using (dossiers.est_accessible(dossier_id));
create policy sceller on paroles.parole for insert to egide_app
  with check (auteur_id = (select securite.agent_courant()) and dossiers.est_modifiable(dossier_id));
create policy lire on paroles.annotation for select to egide_app using (dossiers.est_accessible(dossier_id));
create policy annoter on paroles.annotation for insert to egide_app
  with check (auteur_id = (select securite.agent_courant()) and dossiers.est_modifiable(dossier_id));
create policy lire on paroles.recit for select to egide_app using (dossiers.est_accessible(dossier_id));
create policy consigner on paroles.recit for insert to egide_app
  with check (auteur_id = (select securite.agent_courant()) and dossiers.est_modifiable(dossier_id));

-- ── Droits : lire et ajouter ; ni modifier, ni effacer ──────────────────────────────────────────────────────────────
grant select (id, dossier_id, auteur_id, le, saisie_le, scelle_chiffre, empreinte),
      insert (id, dossier_id, auteur_id, le, scelle_chiffre, empreinte) on paroles.parole to egide_app;
grant select (id, parole_id, dossier_id, auteur_id, saisie_le, texte_chiffre),
      insert (id, parole_id, dossier_id, auteur_id, texte_chiffre) on paroles.annotation to egide_app;
grant select (id, dossier_id, auteur_id, a_qui, le, saisi_le, contenu_chiffre),
      insert (id, dossier_id, auteur_id, a_qui, le, contenu_chiffre) on paroles.recit to egide_app;
