-- 0001_socle.sql — schémas, identité portée par la transaction, coffre, journal, idempotence, file des tâches.

-- Par défaut PostgreSQL laisse tout le monde exécuter toute fonction : on part de rien.
alter default privileges revoke execute on functions from public;

create schema if not exists socle;
create schema coffre;
create schema referentiels;
create schema securite;
create schema eleves;
create schema dossiers;
create schema actes;
create schema protection;
create schema observation;
grant usage on schema socle, coffre, referentiels, securite, eleves, dossiers, actes, protection, observation to egide_app, egide_tache;

-- ── Identité ────────────────────────────────────────────────────────────────────────────────────────────────────
-- Vide hors transaction identifiée : on ne voit alors plus rien.
create function securite.agent_courant() returns uuid
  language sql stable
  return nullif(current_setting('egide.agent_id', true), '')::uuid;

-- Le jour civil d'un service français, quel que soit le fuseau du serveur.
create function socle.aujourd_hui() returns date
  language sql stable
  return (now() at time zone 'Europe/Paris')::date;

grant execute on function securite.agent_courant, socle.aujourd_hui to egide_app, egide_tache;

-- ── Coffre ──────────────────────────────────────────────────────────────────────────────────────────────────────
create table coffre.cle (
  id          uuid primary key,
  nature      text not null check (nature in ('systeme', 'etablissement', 'dossier', 'agent')),
  enveloppe   bytea,
  detruite_le timestamptz,
  check ((enveloppe is null) = (detruite_le is not null))
);
comment on table coffre.cle is 'Clés de chiffrement, chacune enveloppée par la clé maîtresse gardée hors de la base. Détruire un dossier, c’est effacer son enveloppe.';
alter table coffre.cle enable row level security;
-- Les politiques des clés d'établissement, de dossier et d'agent sont écrites par les modules qui en répondent.
create policy systeme on coffre.cle for select to egide_app, egide_tache using (nature = 'systeme');
create policy agent on coffre.cle for select to egide_app using (nature = 'agent' and id = (select securite.agent_courant()));
create policy agent_creer on coffre.cle for insert to egide_app with check (nature = 'agent' and id = (select securite.agent_courant()));
grant select (id, nature, enveloppe, detruite_le) on coffre.cle to egide_app, egide_tache;
grant insert (id, nature, enveloppe) on coffre.cle to egide_app, egide_tache;

-- ── Journal ─────────────────────────────────────────────────────────────────────────────────────────────────────
create table socle.journal (
  id           bigint generated always as identity primary key,
  survenu_le   timestamptz not null default clock_timestamp(),
  agent_id     uuid,
  action       text not null check (action ~ '^[a-z_]+\.[a-z_]+$'),
  resultat     text not null check (resultat in ('accord', 'refus')),
  motif        text check (motif ~ '^[a-z_.]+$'),
  cible_id     uuid,
  cible_aveugle bytea,
  check ((resultat = 'refus') = (motif is not null))
);
comment on table socle.journal is 'Toute lecture, écriture et refus : qui, quoi, quand. Jamais un contenu ni un nom ; un élève n’y paraît que par son empreinte (cible_aveugle), sinon l’heure joindrait l’élève à son dossier.';
create index on socle.journal (cible_id, survenu_le desc) where cible_id is not null;
create index on socle.journal (agent_id, survenu_le desc);
alter table socle.journal enable row level security;
create policy ecrire on socle.journal for insert to egide_app, egide_tache
  with check (agent_id is not distinct from (select securite.agent_courant()));
-- Ajout seul : l'application n'a ni relecture, ni correction, ni effacement.
grant insert (agent_id, action, resultat, motif, cible_id, cible_aveugle) on socle.journal to egide_app, egide_tache;

-- ── Idempotence ─────────────────────────────────────────────────────────────────────────────────────────────────
create table socle.idempotence (
  agent_id uuid not null,
  cle      uuid not null,
  action   text not null,
  resultat jsonb,
  cree_le  timestamptz not null default now(),
  primary key (agent_id, cle)
);
comment on table socle.idempotence is 'Un formulaire de création envoyé deux fois ne crée qu’une fois : la seconde réponse est celle de la première. Ne contient que des identifiants.';
alter table socle.idempotence enable row level security;
create policy les_miennes on socle.idempotence for all to egide_app
  using (agent_id = (select securite.agent_courant())) with check (agent_id = (select securite.agent_courant()));
grant select (agent_id, cle, action, resultat), insert (agent_id, cle, action), update (resultat) on socle.idempotence to egide_app;

-- ── Tâches ──────────────────────────────────────────────────────────────────────────────────────────────────────
-- L'application inscrit une tâche sans jamais lire la file. `cle_unique` remplace la tâche de même clé encore en attente.
create function socle.planifier(nom text, charge json, cle_unique text default null, pas_avant timestamptz default now()) returns void
  language sql volatile security definer set search_path = pg_catalog, pg_temp
begin atomic
  select graphile_worker.add_job(identifier => nom, payload => charge, job_key => cle_unique, run_at => pas_avant,
                                 job_key_mode => 'preserve_run_at');
end;
grant execute on function socle.planifier to egide_app, egide_tache;
