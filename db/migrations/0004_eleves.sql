-- 0004_eleves.sql — les élèves et leurs responsables, chiffrés ; la recherche aveugle, l'import, les rapprochements à confirmer.
-- Aucun nom ici : chaque fiche est chiffrée sous la clé de son établissement, chaque correspondance passe par une empreinte à clé.

create table eleves.eleve (
  id                uuid primary key,
  etablissement_id  uuid not null references referentiels.territoire on delete restrict,
  cle_aveugle       bytea not null,
  fiche_chiffree    bytea not null,
  contenu_aveugle   bytea not null,
  division_chiffree bytea,
  division_aveugle  bytea,
  complement_chiffre bytea,
  identite_aveugle  bytea not null,
  ine_aveugle       bytea,
  enfant_aveugle    bytea,
  empreintes        int[] not null,
  present           boolean not null,
  absent_depuis     date,
  source            text not null check (source in ('siecle', 'onde', 'manuel')),
  remplace_par      uuid references eleves.eleve on delete restrict,
  version           int not null default 1,
  constraint eleve_cle_key unique (cle_aveugle),
  check ((division_chiffree is null) = (division_aveugle is null)),
  check (not (present and absent_depuis is not null)),
  check (remplace_par <> id)
);
-- Ni date de création ni de modification : celle d'une fiche écrite à la main désignerait le dossier ouvert ce jour-là.
comment on table eleves.eleve is 'Élève d’un établissement : tout ce qui le nomme est chiffré, tout ce qui le retrouve est une empreinte à clé. Un élève parti reste, marqué absent.';
comment on column eleves.eleve.cle_aveugle is 'Empreinte de l’établissement et de l’identifiant de SIECLE ou d’ONDE (ou de la création à la main) ; authentifie aussi la fiche chiffrée.';
comment on column eleves.eleve.contenu_aveugle is 'Empreinte de la fiche : un ré-import sait que rien n’a changé sans déchiffrer.';
comment on column eleves.eleve.identite_aveugle is 'Empreinte de nom, prénom et date de naissance normalisés.';
comment on column eleves.eleve.enfant_aveugle is 'ONDE : empreinte de nom et prénom, seuls portés par l’extraction des responsables.';
comment on column eleves.eleve.empreintes is 'Jetons de recherche : trigrammes des noms, sous une empreinte propre à l’établissement, tronquée à 32 bits.';
comment on column eleves.eleve.absent_depuis is 'Jour de l’export où il ne figurait plus ; sa date de sortie exacte est dans la fiche.';
comment on column eleves.eleve.remplace_par is 'Fiche qui continue celle-ci, après confirmation par une personne.';
create index on eleves.eleve (etablissement_id, present);
create index on eleves.eleve (identite_aveugle);
create index on eleves.eleve (ine_aveugle) where ine_aveugle is not null;
create index on eleves.eleve (etablissement_id, enfant_aveugle) where enfant_aveugle is not null;
create index on eleves.eleve (remplace_par) where remplace_par is not null;
-- Avec liste d'attente : mesuré sept fois plus rapide à l'import. Celui-ci la range aussitôt (eleves.ranger_recherche), pour
-- que la recherche d'après n'ait pas à la parcourir.
create index eleve_empreintes on eleves.eleve using gin (empreintes) with (fastupdate = on);

create table eleves.adresse (
  cle_aveugle      bytea primary key,
  etablissement_id uuid not null references referentiels.territoire on delete restrict,
  origine          text not null check (origine in ('eleves', 'responsables')),
  contenu_chiffre  bytea not null,
  contenu_aveugle  bytea not null
);
comment on table eleves.adresse is 'Adresse d’un export. Qui y habite n’est écrit que dans les fiches chiffrées.';
create index on eleves.adresse (etablissement_id, origine);

create table eleves.responsable (
  id               uuid primary key,
  etablissement_id uuid not null references referentiels.territoire on delete restrict,
  cle_aveugle      bytea not null,
  fiche_chiffree   bytea not null,
  contenu_aveugle  bytea not null,
  constraint responsable_cle_key unique (cle_aveugle)
);
comment on table eleves.responsable is 'Personne responsable ou à contacter, liée à au moins un élève connu. Chiffrée sous la clé de l’établissement.';
create index on eleves.responsable (etablissement_id);

create table eleves.responsabilite (
  eleve_id         uuid not null references eleves.eleve on delete cascade,
  responsable_id   uuid not null references eleves.responsable on delete cascade,
  -- Recopié de l'élève pour la politique de ligne ; sans clé étrangère, l'élève a la sienne.
  etablissement_id uuid not null,
  cle_aveugle      bytea primary key,
  lien_chiffre     bytea not null,
  contenu_aveugle  bytea not null
);
comment on table eleves.responsabilite is 'Lien d’une personne avec un élève : parenté, responsabilité, hébergement, chiffrés. Jamais de rang entre représentants légaux (C. civ. 372).';
create index on eleves.responsabilite (eleve_id);
create index on eleves.responsabilite (responsable_id);

-- Éducateur, assistant familial, tuteur, ASE : le lien dit que l'enfant est protégé. Table à part, et lien aveugle vers l'élève.
create table eleves.responsabilite_protegee (
  cle_aveugle      bytea primary key,
  etablissement_id uuid not null references referentiels.territoire on delete restrict,
  eleve_aveugle    bytea not null,
  contenu_chiffre  bytea not null,
  contenu_aveugle  bytea not null
);
comment on table eleves.responsabilite_protegee is 'Responsable dont le lien (codes 41, 42, 50, 51) révèle une protection. L’élève n’y est qu’une empreinte ; la personne et le lien y sont chiffrés ensemble.';
create index on eleves.responsabilite_protegee (etablissement_id, eleve_aveugle);

create table eleves.structure (
  etablissement_id uuid not null references referentiels.territoire on delete restrict,
  code             text not null check (length(code) between 1 and 40),
  libelle          text check (length(libelle) <= 254),
  mefs             text[] not null default '{}',
  constraint structure_pkey primary key (etablissement_id, code)
);
comment on table eleves.structure is 'Divisions (classes) d’un établissement : leur code et leur libellé, sans élève.';

create table eleves.import (
  id               uuid primary key,
  demandeur_id     uuid references securite.agent on delete restrict,
  genre            text not null check (genre in ('siecle', 'onde')),
  etablissements_admis uuid[],
  etat             text not null default 'depose' check (etat in ('depose', 'en_cours', 'fini', 'refuse')),
  depot            text check (depot ~ '^[0-9a-f-]{36}$'),
  depose_le        timestamptz not null default now(),
  etablissement_id uuid references referentiels.territoire on delete restrict,
  nature           text check (nature in ('eleves', 'responsables', 'structures', 'onde_eleves', 'onde_responsables')),
  annee_scolaire   int,
  date_export      date,
  empreinte        bytea,
  octets_lus       bigint not null default 0,
  octets_total     bigint not null default 0,
  vivant_le        timestamptz,
  fini_le          timestamptz,
  crees            int not null default 0,
  modifies         int not null default 0,
  inchanges        int not null default 0,
  partis           int not null default 0,
  ecartes          int not null default 0,
  rejetes          int not null default 0,
  a_confirmer      int not null default 0,
  avertissements   text[] not null default '{}',
  refus            text,
  check ((etat = 'refuse') = (refus is not null)),
  check ((etat in ('fini', 'refuse')) = (fini_le is not null))
);
comment on table eleves.import is 'Import d’un fichier : où il en est, ce qu’il a changé, pourquoi il a été refusé. Ni nom d’élève, ni nom de fichier.';
comment on column eleves.import.etablissements_admis is 'Établissements dont le fichier est attendu ; nul : tous.';
comment on column eleves.import.depot is 'Nom du fichier déposé, tant qu’il n’est pas effacé.';
comment on column eleves.import.vivant_le is 'Dernier signe de vie : un import en cours qui n’en donne plus est repris.';
comment on column eleves.import.ecartes is 'Élèves déjà sortis ou inscrits ailleurs depuis, personnes sans lien avec un élève connu : volontairement laissés de côté.';
create index on eleves.import (depose_le desc);
create index on eleves.import (etablissement_id, depose_le desc);
create index on eleves.import (demandeur_id, depose_le desc);
create index on eleves.import (vivant_le) where etat in ('depose', 'en_cours');

create table eleves.import_rejet (
  import_id uuid not null references eleves.import on delete cascade,
  rang      int not null,
  ligne     int not null,
  motif     text not null check (length(motif) between 1 and 400),
  constraint import_rejet_pkey primary key (import_id, rang)
);
comment on table eleves.import_rejet is 'Entrées écartées d’un import : ligne du fichier et motif, sans donnée nominative. Les mille premières.';

create table eleves.rapprochement (
  id                   uuid primary key,
  nouveau_id           uuid not null references eleves.eleve on delete cascade,
  ancien_id            uuid not null references eleves.eleve on delete cascade,
  etablissement_id     uuid not null references referentiels.territoire on delete restrict,
  ancien_etablissement_id uuid not null references referentiels.territoire on delete restrict,
  propose_le           date not null,
  decision             text check (decision in ('confirme', 'ecarte')),
  decide_par           uuid references securite.agent on delete restrict,
  check ((decision is null) = (decide_par is null)),
  check (nouveau_id <> ancien_id),
  constraint rapprochement_paire_key unique (nouveau_id, ancien_id)
);
comment on table eleves.rapprochement is 'Deux fiches de mêmes nom, prénom et naissance sans INE qui l’assure : une personne dit si c’est le même élève. Rien ne se fusionne seul.';
create index on eleves.rapprochement (etablissement_id) where decision is null;
create index on eleves.rapprochement (ancien_id);

-- ── Fonctions ───────────────────────────────────────────────────────────────────────────────────────────────────────
-- La recherche passe par une fonction : sous une politique de ligne, l'opérateur && ne peut pas servir de condition
-- d'index (il n'est pas déclaré étanche). Elle applique elle-même le périmètre, et ne rend que des identifiants, relus
-- ensuite sous la politique. « in (select unnest) » hache les jetons une fois ; « = any » les relirait pour chaque élève. « is true » écarte l'index par établissement, bien moins sélectif que les jetons.
-- « selectifs » choisit les candidats, « jetons » les classe.
create function eleves.chercher(jetons int[], limite int, selectifs int[] default null) returns table (eleve_id uuid, communs int)
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select e.id, (select count(*) from unnest(e.empreintes) j where j in (select unnest(jetons)))::int as communs
    from eleves.eleve e
   where e.empreintes && coalesce(selectifs, jetons) and e.remplace_par is null
     and (e.etablissement_id = any ((select securite.etablissements_suivis())::uuid[])) is true
   order by 2 desc, e.present desc, cardinality(e.empreintes), e.id
   limit least(limite, 100);
end;

-- Toutes les fiches d'un même élève, la sienne comprise ; rien si celle-ci n'est pas dans mes établissements.
create function eleves.identites_equivalentes(un_eleve uuid) returns uuid[]
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  with recursive mien as (
    select e.id, e.remplace_par from eleves.eleve e
     where e.id = un_eleve and e.etablissement_id = any ((select securite.etablissements_suivis())::uuid[])
  ), lignee as (
    select id, remplace_par from mien
    union
    select e.id, e.remplace_par from eleves.eleve e join lignee l on e.id = l.remplace_par or e.remplace_par = l.id
  )
  select coalesce(array_agg(id order by id), '{}') from lignee;
end;

-- Décide d'un rapprochement : réservé à qui suit l'établissement de la fiche nouvelle. L'ancienne fiche, souvent hors de
-- ses établissements, n'est ni lue ni rendue : elle reçoit seulement « remplace_par ».
create function eleves.decider_rapprochement(un_rapprochement uuid, confirme boolean) returns boolean
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
declare
  r eleves.rapprochement;
begin
  update eleves.rapprochement x set decision = case when confirme then 'confirme' else 'ecarte' end, decide_par = securite.agent_courant()
   where x.id = un_rapprochement and x.decision is null and x.etablissement_id = any (securite.etablissements_suivis())
   returning * into r;
  if not found then return false; end if;
  if confirme then
    if r.nouveau_id = any (array(
      with recursive suite as (
        select e.id, e.remplace_par from eleves.eleve e where e.id = r.nouveau_id
        union select e.id, e.remplace_par from eleves.eleve e join suite s on e.id = s.remplace_par)
      select s.remplace_par from suite s where s.remplace_par = r.ancien_id)) then
      raise exception 'rapprochement circulaire' using errcode = 'check_violation';
    end if;
    update eleves.eleve e set remplace_par = r.nouveau_id, version = e.version + 1 where e.id = r.ancien_id and e.remplace_par is null;
  end if;
  return true;
end $$;

-- Range la liste d'attente de l'index de recherche ; seul le propriétaire de l'index le peut.
create function eleves.ranger_recherche() returns void
  language sql volatile security definer set search_path = pg_catalog, pg_temp
begin atomic
  select gin_clean_pending_list('eleves.eleve_empreintes'::regclass);
end;
grant execute on function eleves.ranger_recherche to egide_tache;
grant execute on function eleves.chercher, eleves.identites_equivalentes, eleves.decider_rapprochement to egide_app;

-- ── Visibilité : l'assistant de service social de l'établissement, et lui seul ; l'administrateur ne voit aucun nom ─────
alter table eleves.eleve                   enable row level security;
alter table eleves.adresse                 enable row level security;
alter table eleves.responsable             enable row level security;
alter table eleves.responsabilite          enable row level security;
alter table eleves.responsabilite_protegee enable row level security;
alter table eleves.structure               enable row level security;
alter table eleves.import                  enable row level security;
alter table eleves.import_rejet            enable row level security;
alter table eleves.rapprochement           enable row level security;

create policy lire on eleves.eleve for select to egide_app
  using (etablissement_id = any ((select securite.etablissements_suivis())::uuid[]));
create policy creer on eleves.eleve for insert to egide_app
  with check (source = 'manuel' and remplace_par is null and etablissement_id = any ((select securite.etablissements_suivis())::uuid[]));
create policy completer on eleves.eleve for update to egide_app
  using (etablissement_id = any ((select securite.etablissements_suivis())::uuid[]));
create policy lire on eleves.adresse for select to egide_app using (etablissement_id = any ((select securite.etablissements_suivis())::uuid[]));
create policy lire on eleves.responsable for select to egide_app using (etablissement_id = any ((select securite.etablissements_suivis())::uuid[]));
create policy lire on eleves.responsabilite for select to egide_app using (etablissement_id = any ((select securite.etablissements_suivis())::uuid[]));
create policy lire on eleves.responsabilite_protegee for select to egide_app
  using (etablissement_id = any ((select securite.etablissements_suivis())::uuid[]));
create policy lire on eleves.structure for select to egide_app using (etablissement_id = any ((select securite.etablissements_suivis())::uuid[]));
create policy lire on eleves.rapprochement for select to egide_app using (etablissement_id = any ((select securite.etablissements_suivis())::uuid[]));

create policy lire on eleves.import for select to egide_app
  using (demandeur_id = (select securite.agent_courant()) or (select securite.exerce(array['administrateur']))
         or etablissement_id = any ((select securite.etablissements_suivis())::uuid[]));
create policy deposer on eleves.import for insert to egide_app
  with check (demandeur_id = (select securite.agent_courant()) and etat = 'depose'
              and ((select securite.exerce(array['administrateur']))
                   or etablissements_admis <@ (select securite.etablissements_suivis())::uuid[]));
create policy lire on eleves.import_rejet for select to egide_app using (import_id in (select i.id from eleves.import i));

-- La tâche d'import lit et écrit tout ce module, et lui seul ; elle ne lit aucun dossier.
create policy importer on eleves.eleve                   for all to egide_tache using (true) with check (true);
create policy importer on eleves.adresse                 for all to egide_tache using (true) with check (true);
create policy importer on eleves.responsable             for all to egide_tache using (true) with check (true);
create policy importer on eleves.responsabilite          for all to egide_tache using (true) with check (true);
create policy importer on eleves.responsabilite_protegee for all to egide_tache using (true) with check (true);
create policy importer on eleves.structure               for all to egide_tache using (true) with check (true);
create policy importer on eleves.import                  for all to egide_tache using (true) with check (true);
create policy importer on eleves.import_rejet            for all to egide_tache using (true) with check (true);
create policy importer on eleves.rapprochement           for all to egide_tache using (true) with check (true);

create policy etablissement on coffre.cle for select to egide_app
  using (nature = 'etablissement' and id = any ((select securite.etablissements_suivis())::uuid[]));
create policy etablissement_creer on coffre.cle for insert to egide_app
  with check (nature = 'etablissement' and id = any ((select securite.etablissements_suivis())::uuid[]));
create policy etablissement_importer on coffre.cle for select to egide_tache using (nature = 'etablissement');
create policy etablissement_importer_creer on coffre.cle for insert to egide_tache with check (nature = 'etablissement');

-- ── Droits ──────────────────────────────────────────────────────────────────────────────────────────────────────────
grant select (id, etablissement_id, cle_aveugle, fiche_chiffree, contenu_aveugle, division_chiffree, division_aveugle, complement_chiffre,
              identite_aveugle, ine_aveugle, present, absent_depuis, source, remplace_par, version),
      insert (id, etablissement_id, cle_aveugle, fiche_chiffree, contenu_aveugle, division_chiffree, division_aveugle,
              identite_aveugle, ine_aveugle, empreintes, present, source),
      update (fiche_chiffree, contenu_aveugle, division_chiffree, division_aveugle, complement_chiffre, identite_aveugle, ine_aveugle, empreintes, version)
   on eleves.eleve to egide_app;
grant select (cle_aveugle, etablissement_id, origine, contenu_chiffre) on eleves.adresse to egide_app;
grant select (id, etablissement_id, cle_aveugle, fiche_chiffree) on eleves.responsable to egide_app;
grant select (eleve_id, responsable_id, etablissement_id, cle_aveugle, lien_chiffre) on eleves.responsabilite to egide_app;
grant select (cle_aveugle, etablissement_id, eleve_aveugle, contenu_chiffre) on eleves.responsabilite_protegee to egide_app;
grant select (etablissement_id, code, libelle, mefs) on eleves.structure to egide_app;
grant select (id, nouveau_id, ancien_id, etablissement_id, ancien_etablissement_id, propose_le, decision, decide_par) on eleves.rapprochement to egide_app;
grant select (id, demandeur_id, genre, etablissements_admis, etat, depose_le, etablissement_id, nature, annee_scolaire, date_export, octets_lus,
              octets_total, vivant_le, fini_le, crees, modifies, inchanges, partis, ecartes, rejetes, a_confirmer, avertissements, refus),
      insert (id, demandeur_id, genre, etablissements_admis, depot, octets_total) on eleves.import to egide_app;
grant select (import_id, rang, ligne, motif) on eleves.import_rejet to egide_app;

grant select on eleves.eleve, eleves.adresse, eleves.responsable, eleves.responsabilite, eleves.responsabilite_protegee, eleves.structure,
                eleves.import, eleves.import_rejet, eleves.rapprochement to egide_tache;
grant insert (id, etablissement_id, cle_aveugle, fiche_chiffree, contenu_aveugle, division_chiffree, division_aveugle, identite_aveugle, ine_aveugle,
              enfant_aveugle, empreintes, present, absent_depuis, source),
      update (etablissement_id, cle_aveugle, fiche_chiffree, contenu_aveugle, division_chiffree, division_aveugle, complement_chiffre, identite_aveugle,
              ine_aveugle, enfant_aveugle, empreintes, present, absent_depuis, source, version) on eleves.eleve to egide_tache;
grant insert (cle_aveugle, etablissement_id, origine, contenu_chiffre, contenu_aveugle), update (contenu_chiffre, contenu_aveugle), delete
   on eleves.adresse to egide_tache;
grant insert (id, etablissement_id, cle_aveugle, fiche_chiffree, contenu_aveugle), update (fiche_chiffree, contenu_aveugle), delete
   on eleves.responsable to egide_tache;
grant insert (eleve_id, responsable_id, etablissement_id, cle_aveugle, lien_chiffre, contenu_aveugle), update (lien_chiffre, contenu_aveugle), delete
   on eleves.responsabilite to egide_tache;
grant insert (cle_aveugle, etablissement_id, eleve_aveugle, contenu_chiffre, contenu_aveugle), update (eleve_aveugle, contenu_chiffre, contenu_aveugle), delete
   on eleves.responsabilite_protegee to egide_tache;
grant insert (etablissement_id, code, libelle, mefs), update (libelle, mefs), delete on eleves.structure to egide_tache;
grant insert (id, genre, etablissements_admis, etat, octets_total),
      update (etat, depot, etablissement_id, nature, annee_scolaire, date_export, empreinte, octets_lus, octets_total, vivant_le, fini_le, crees, modifies,
              inchanges, partis, ecartes, rejetes, a_confirmer, avertissements, refus) on eleves.import to egide_tache;
grant insert (import_id, rang, ligne, motif) on eleves.import_rejet to egide_tache;
grant insert (id, nouveau_id, ancien_id, etablissement_id, ancien_etablissement_id, propose_le) on eleves.rapprochement to egide_tache;
