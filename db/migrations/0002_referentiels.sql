-- 0002_referentiels.sql — les cinq niveaux, les établissements, les secteurs, le protocole départemental, les nomenclatures.
-- Rien n'est secret ici : tout agent lit. Les écritures de l'administration s'ouvrent par une migration ultérieure ;
-- d'ici là, seul le propriétaire (migration et chargement) écrit.

-- ── Les cinq niveaux ─────────────────────────────────────────────────────────────────────────────────────────────────

create table referentiels.territoire (
  id            uuid primary key,
  niveau        text not null check (niveau in ('etablissement', 'bassin', 'departement', 'academie', 'national')),
  code          text not null check (btrim(code) <> ''),
  libelle       text not null check (btrim(libelle) <> ''),
  parent_id     uuid,
  niveau_parent text,
  constraint territoire_niveau_code_key unique (niveau, code),
  constraint territoire_id_niveau_key unique (id, niveau),
  -- Le niveau du parent est recopié pour que la hiérarchie soit une contrainte : un bassin sous un collège ne s'écrit pas,
  -- et deux niveaux toujours strictement ordonnés rendent tout cycle impossible.
  constraint territoire_parent_fkey foreign key (parent_id, niveau_parent)
    references referentiels.territoire (id, niveau) on delete restrict on update restrict,
  constraint territoire_hierarchie check (
    case niveau
      when 'national'    then parent_id is null and niveau_parent is null
      when 'academie'    then parent_id is not null and niveau_parent is not null and niveau_parent = 'national'
      when 'departement' then parent_id is not null and niveau_parent is not null and niveau_parent = 'academie'
      when 'bassin'      then parent_id is not null and niveau_parent is not null and niveau_parent = 'departement'
      else parent_id is not null and niveau_parent is not null and niveau_parent in ('bassin', 'departement')
    end)
);
comment on table referentiels.territoire is
  'Les cinq niveaux du service. Un établissement dépend d''un bassin si le département en a défini, sinon du département.';
comment on column referentiels.territoire.id is 'uuid v5 de « niveau:code » dans l''espace de noms d''Égide : le même partout.';
comment on column referentiels.territoire.niveau_parent is 'Niveau du parent, recopié par déclencheur quand il n''est pas donné ; la clé étrangère refuse tout désaccord.';
create index on referentiels.territoire (parent_id);

create table referentiels.ascendance (
  descendant_id  uuid not null,
  ancetre_id     uuid not null,
  niveau_ancetre text not null,
  constraint ascendance_pkey primary key (descendant_id, ancetre_id)
);
comment on table referentiels.ascendance is
  'Fermeture de la hiérarchie, soi-même inclus. Dérivée de territoire par déclencheur : sans clé étrangère, car personne d''autre n''y écrit.';
create index on referentiels.ascendance (ancetre_id, descendant_id);

create function referentiels.completer_niveau_parent() returns trigger
  language plpgsql security definer set search_path = referentiels, pg_temp as $$
begin
  new.niveau_parent := (select p.niveau from referentiels.territoire p where p.id = new.parent_id);
  return new;
end $$;
create trigger completer_niveau_parent_ajout before insert on referentiels.territoire
  for each row when (new.niveau_parent is null) execute function referentiels.completer_niveau_parent();
create trigger completer_niveau_parent_deplacement before update of parent_id on referentiels.territoire
  for each row execute function referentiels.completer_niveau_parent();

-- Écrit l'ascendance de territoires donnés en une requête : charger 47 853 lignes est aussi simple qu'ajouter un bassin.
create function referentiels.ecrire_ascendance(descendants uuid[]) returns void
  language sql security definer set search_path = referentiels, pg_temp as $$
  insert into referentiels.ascendance (descendant_id, ancetre_id, niveau_ancetre)
  with recursive chaine as (
    select t.id as descendant_id, t.id as ancetre_id, t.niveau as niveau_ancetre, t.parent_id
      from unnest(descendants) as d (id) join referentiels.territoire t using (id)
    union all
    select c.descendant_id, p.id, p.niveau, p.parent_id
      from chaine c join referentiels.territoire p on p.id = c.parent_id
  )
  select descendant_id, ancetre_id, niveau_ancetre from chaine order by descendant_id; -- triée, la clé s'écrit deux fois plus vite
$$;

-- Déclencheurs par instruction, avec tables de transition. Le verrou empêche deux déplacements simultanés de se croiser
-- (chacun ne verrait pas le parent changé par l'autre).
create function referentiels.suivre_ascendance() returns trigger
  language plpgsql security definer set search_path = referentiels, pg_temp as $$
declare touches uuid[];
begin
  perform pg_advisory_xact_lock(hashtext('referentiels.ascendance'));
  if tg_op = 'INSERT' then
    touches := array(select id from apres);
  elsif tg_op = 'UPDATE' then
    touches := array(
      select distinct a.descendant_id
        from avant join apres using (id) join referentiels.ascendance a on a.ancetre_id = avant.id
       where (avant.parent_id, avant.niveau) is distinct from (apres.parent_id, apres.niveau));
    delete from referentiels.ascendance where descendant_id = any (touches);
  else
    delete from referentiels.ascendance where descendant_id in (select id from avant);
  end if;
  if cardinality(touches) > 0 then perform referentiels.ecrire_ascendance(touches); end if;
  return null;
end $$;
create trigger suivre_ascendance_ajout after insert on referentiels.territoire
  referencing new table as apres for each statement execute function referentiels.suivre_ascendance();
create trigger suivre_ascendance_deplacement after update on referentiels.territoire
  referencing old table as avant new table as apres for each statement execute function referentiels.suivre_ascendance();
create trigger suivre_ascendance_retrait after delete on referentiels.territoire
  referencing old table as avant for each statement execute function referentiels.suivre_ascendance();

-- ── Les nomenclatures ────────────────────────────────────────────────────────────────────────────────────────────────

create table referentiels.nomenclature (
  nom       text primary key check (nom like 'referentiels.%'),
  titre     text not null,
  source    text not null,
  fiabilite text not null check (fiabilite in
    ('officiel_en_vigueur', 'officiel_version_anterieure', 'source_publique', 'proposition_egide'))
);
comment on table referentiels.nomenclature is 'Une ligne par nomenclature : d''où elle vient, ce qu''elle vaut.';
comment on column referentiels.nomenclature.nom is 'La table qui en porte les codes.';

-- Les tables de codes ont toutes la même forme : on l'écrit une fois. Le code TypeScript en est la source, la base le miroir
-- qui porte les clés étrangères ; un code se ferme (valide_au), il ne se supprime pas.
do $$
declare nom text;
begin
  foreach nom in array array[
    'autorite_parentale', 'besoin_fondamental', 'canal_transmission', 'decision_autorite_parentale', 'fonction_agent',
    'issue_cloture', 'lien_parente', 'mode_information', 'motif_intervention', 'motif_non_information',
    'nature_du_danger', 'niveau_responsabilite', 'niveau_scolaire', 'orientation_apres_recueil', 'origine_demande',
    'origine_ip', 'problematique_familiale', 'regime', 'reponse_onpe', 'sexe', 'situation_familiale', 'suite_ip',
    'suite_retour', 'transmetteur_ip', 'type_acte', 'type_de_danger', 'type_etablissement']
  loop
    execute format($sql$
      create table referentiels.%1$I (
        code      text primary key,
        libelle   text not null check (btrim(libelle) <> ''),
        groupe    text,
        ordre     smallint not null,
        valide_du date not null,
        valide_au date,
        constraint %2$I check (valide_au > valide_du)
      );
      comment on table referentiels.%1$I is %3$L;
      alter table referentiels.%1$I enable row level security;
      create policy lire on referentiels.%1$I for select to egide_app, egide_tache using (true);
      grant select on referentiels.%1$I to egide_app, egide_tache;
    $sql$, nom, nom || '_validite', 'Nomenclature : miroir de la liste du code ; valide_au est exclu.');
  end loop;
end $$;

create table referentiels.parametre (
  cle       text primary key,
  valeur    jsonb not null,
  libelle   text not null,
  source    text not null,
  certitude text not null check (certitude in
    ('officiel_en_vigueur', 'officiel_version_anterieure', 'source_publique', 'proposition_egide'))
);
comment on table referentiels.parametre is 'Réglages de l''exploitant, avec leur source ; une mise à jour d''Égide n''en change jamais la valeur.';

-- ── Les établissements ───────────────────────────────────────────────────────────────────────────────────────────────

-- Sept chiffres et la lettre de « chiffres modulo 23 » dans un alphabet sans I, O ni Q.
create function referentiels.uai_valide(uai text) returns boolean
  language sql immutable parallel safe as $$
  select case when uai ~ '^[0-9]{7}[A-Z]$'
    then substr('ABCDEFGHJKLMNPRSTUVWXYZ', 1 + left(uai, 7)::integer % 23, 1) = right(uai, 1)
    else false end
$$;
grant execute on function referentiels.uai_valide(text) to egide_app, egide_tache;

create table referentiels.etablissement (
  territoire_id         uuid primary key,
  niveau                text not null generated always as ('etablissement') stored,
  uai                   text not null unique constraint etablissement_uai_cle check (referentiels.uai_valide(uai)),
  nom                   text not null check (btrim(nom) <> ''),
  type                  text not null references referentiels.type_etablissement (code) on delete restrict,
  nature                text,
  secteur               text not null check (secteur in ('public', 'prive')),
  adresse               text,
  code_postal           text,
  commune               text,
  code_commune          text,
  education_prioritaire text check (education_prioritaire in ('REP', 'REP+')),
  internat              boolean,
  ulis                  boolean,
  segpa                 boolean,
  voie_generale         boolean,
  voie_techno           boolean,
  voie_pro              boolean,
  effectif              integer check (effectif >= 0),
  ips                   numeric(5, 1),
  ips_annee             text check (ips_annee ~ '^[0-9]{4}-[0-9]{4}$'),
  lat                   double precision check (lat between -90 and 90),
  lon                   double precision check (lon between -180 and 180),
  geo_precision         text check (geo_precision in ('adresse', 'commune')),
  etat                  text check (etat in ('ouvert', 'a_ouvrir', 'a_fermer')),
  siret                 text check (siret ~ '^[0-9]{14}$'),
  source                text not null,
  constraint etablissement_territoire_fkey foreign key (territoire_id, niveau)
    references referentiels.territoire (id, niveau) on delete restrict
);
comment on table referentiels.etablissement is
  'Écoles et établissements réels (Annuaire de l''éducation et IPS, Licence Ouverte). NULL veut dire « inconnu », jamais « non ».';
comment on column referentiels.etablissement.education_prioritaire is 'REP ou REP+ ; NULL : ne figure pas sur la liste de la rentrée 2022, ou inconnu.';
comment on column referentiels.etablissement.geo_precision is '« commune » : centre de la commune, pas l''adresse.';

-- ── Secteurs d'assistant ─────────────────────────────────────────────────────────────────────────────────────────────

create table referentiels.secteur (
  id             uuid primary key,
  departement_id uuid not null,
  niveau         text not null generated always as ('departement') stored,
  nom            text not null check (btrim(nom) <> ''),
  valide_du      date not null,
  valide_au      date,
  constraint secteur_departement_fkey foreign key (departement_id, niveau)
    references referentiels.territoire (id, niveau) on delete restrict,
  constraint secteur_validite check (valide_au > valide_du)
);
comment on table referentiels.secteur is 'Secteur d''un assistant de service social, défini par le conseiller technique départemental ; valide_au est exclu.';
create unique index secteur_nom_ouvert on referentiels.secteur (departement_id, lower(nom)) where valide_au is null;

create table referentiels.secteur_etablissement (
  secteur_id       uuid not null references referentiels.secteur on delete cascade,
  etablissement_id uuid not null references referentiels.etablissement on delete restrict,
  valide_du        date not null,
  valide_au        date,
  constraint secteur_etablissement_pkey primary key (secteur_id, etablissement_id, valide_du),
  constraint secteur_etablissement_validite check (valide_au > valide_du)
);
comment on table referentiels.secteur_etablissement is 'Établissements d''un secteur, à des dates ; un établissement partagé peut relever de deux secteurs.';
create index on referentiels.secteur_etablissement (etablissement_id);

-- ── Protocole départemental ──────────────────────────────────────────────────────────────────────────────────────────

create table referentiels.protocole (
  id                uuid primary key,
  departement_id    uuid not null,
  niveau            text not null generated always as ('departement') stored,
  version           integer not null check (version > 0),
  en_vigueur_du     date not null,
  en_vigueur_au     date,
  publie_le         timestamptz,
  definition_ip     text not null check (btrim(definition_ip) <> ''),
  circuit           jsonb not null check (jsonb_typeof(circuit) = 'object'),
  delai_local_jours integer check (delai_local_jours > 0),
  gabarit           text not null check (btrim(gabarit) <> ''),
  auteur_id         uuid,
  constraint protocole_departement_fkey foreign key (departement_id, niveau)
    references referentiels.territoire (id, niveau) on delete restrict,
  constraint protocole_version_key unique (departement_id, version),
  constraint protocole_vigueur check (en_vigueur_au > en_vigueur_du)
);
comment on table referentiels.protocole is
  'Protocole départemental de l''information préoccupante, par versions. publie_le nul : brouillon. en_vigueur_au est exclu.';
comment on column referentiels.protocole.definition_ip is 'Définition de l''information préoccupante retenue par le département.';
comment on column referentiels.protocole.delai_local_jours is 'Délai de retour annoncé localement ; nul : celui de la loi seul (L226-5 CASF).';
comment on column referentiels.protocole.auteur_id is 'Agent qui a écrit cette version ; sans clé étrangère, le module securite dépendant de celui-ci.';
-- Un département n'a qu'une version publiée sans fin : la suivante ferme la précédente.
create unique index protocole_publie_ouvert on referentiels.protocole (departement_id)
  where publie_le is not null and en_vigueur_au is null;

create table referentiels.protocole_destinataire (
  protocole_id uuid not null references referentiels.protocole on delete cascade,
  ordre        smallint not null check (ordre > 0),
  nature       text not null check (nature in ('crip', 'parquet', 'dsden', 'autre')),
  intitule     text not null check (btrim(intitule) <> ''),
  adresse      text,
  courriel     text,
  telephone    text,
  canaux       text[] not null check (cardinality(canaux) > 0),
  principal    boolean not null default false,
  constraint protocole_destinataire_pkey primary key (protocole_id, ordre)
);
comment on table referentiels.protocole_destinataire is 'À qui, par quelle voie ; canaux : codes de canal_transmission, du préféré au dernier recours.';
create unique index protocole_destinataire_principal on referentiels.protocole_destinataire (protocole_id) where principal;

-- ── Visibilité : des données publiques et des règles de service, lues par tous, jamais écrites d'ici ──────────────────

alter table referentiels.territoire             enable row level security;
alter table referentiels.ascendance             enable row level security;
alter table referentiels.nomenclature           enable row level security;
alter table referentiels.parametre              enable row level security;
alter table referentiels.etablissement          enable row level security;
alter table referentiels.secteur                enable row level security;
alter table referentiels.secteur_etablissement  enable row level security;
alter table referentiels.protocole              enable row level security;
alter table referentiels.protocole_destinataire enable row level security;

create policy lire on referentiels.territoire             for select to egide_app, egide_tache using (true);
create policy lire on referentiels.ascendance             for select to egide_app, egide_tache using (true);
create policy lire on referentiels.nomenclature           for select to egide_app, egide_tache using (true);
create policy lire on referentiels.parametre              for select to egide_app, egide_tache using (true);
create policy lire on referentiels.etablissement          for select to egide_app, egide_tache using (true);
create policy lire on referentiels.secteur                for select to egide_app, egide_tache using (true);
create policy lire on referentiels.secteur_etablissement  for select to egide_app, egide_tache using (true);
create policy lire on referentiels.protocole              for select to egide_app, egide_tache using (true);
create policy lire on referentiels.protocole_destinataire for select to egide_app, egide_tache using (true);

-- ── Droits ───────────────────────────────────────────────────────────────────────────────────────────────────────────

grant select on referentiels.territoire, referentiels.ascendance, referentiels.nomenclature, referentiels.parametre,
  referentiels.etablissement, referentiels.secteur, referentiels.secteur_etablissement, referentiels.protocole,
  referentiels.protocole_destinataire to egide_app, egide_tache;
