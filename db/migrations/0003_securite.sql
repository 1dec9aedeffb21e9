-- 0003_securite.sql — agents, affectations datées, identification, sessions ; et les périmètres qui en découlent.

create table securite.agent (
  id          uuid primary key,
  identifiant text not null unique check (identifiant = lower(btrim(identifiant)) and length(identifiant) between 3 and 120),
  nom_affiche text not null check (btrim(nom_affiche) <> '' and length(nom_affiche) <= 120),
  cree_le     timestamptz not null default now(),
  ferme_le    timestamptz,
  demonstration boolean not null default false
);
comment on table securite.agent is 'Personnel qui se connecte à Égide. Un compte fermé garde son nom sur les actes signés. Un compte de démonstration ne s’ouvre jamais hors démonstration.';
create index on securite.agent (lower(nom_affiche), id);
create index on securite.agent (demonstration) where demonstration;

create table securite.affectation (
  id            uuid primary key,
  agent_id      uuid not null references securite.agent on delete restrict,
  fonction      text not null references referentiels.fonction_agent (code) on delete restrict,
  territoire_id uuid not null references referentiels.territoire on delete restrict,
  du            date not null,
  au            date,
  permanences   smallint[] not null default '{}' check (permanences <@ array[1, 2, 3, 4, 5, 6]::smallint[]),
  cree_par      uuid references securite.agent on delete restrict,
  check (au is null or au > du)
);
comment on table securite.affectation is 'Fonction exercée sur un territoire entre deux dates (au exclu). permanences : jours de présence, 1 = lundi.';
create index on securite.affectation (agent_id, fonction);
create index on securite.affectation (territoire_id);

-- Le secret d'identification vit dans sa propre table : aucune lecture directe par l'application.
create table securite.identification (
  agent_id          uuid primary key references securite.agent on delete cascade,
  mot_de_passe      text not null,
  a_changer         boolean not null default true,
  totp_chiffre      bytea,
  totp_confirme_le  timestamptz,
  totp_dernier_pas  bigint,
  echecs            int not null default 0,
  bloque_jusqu_au   timestamptz
);
comment on table securite.identification is 'Mot de passe (argon2id), secret TOTP chiffré par le coffre, compteur d’échecs.';

create table securite.code_secours (
  agent_id   uuid not null references securite.agent on delete cascade,
  empreinte  bytea not null,
  utilise_le timestamptz,
  primary key (agent_id, empreinte)
);
comment on table securite.code_secours is 'Codes de secours à usage unique, gardés en empreinte.';

create table securite.session (
  id               uuid primary key,
  agent_id         uuid not null references securite.agent on delete cascade,
  jeton_empreinte  bytea not null unique,
  ouverte_le       timestamptz not null default now(),
  vue_le           timestamptz not null default now(),
  expire_le        timestamptz not null,
  verrouillee_le   timestamptz,
  fermee_le        timestamptz,
  appareil         text not null default '' check (length(appareil) <= 80)
);
comment on table securite.session is 'Session ouverte : jeton gardé en empreinte, verrou d’inactivité, limite absolue, fermeture.';
create index on securite.session (agent_id, ouverte_le desc);

create table securite.reinitialisation (
  id        uuid primary key,
  agent_id  uuid not null references securite.agent on delete cascade,
  faite_par uuid references securite.agent on delete restrict,
  faite_le  timestamptz not null default now()
);
comment on table securite.reinitialisation is 'Chaque remise à zéro d’un compte par un administrateur : montrée à l’agent et à son encadrement, jamais effacée. faite_par vide : ligne de commande de l’exploitant.';
create index on securite.reinitialisation (agent_id, faite_le desc);

-- ── Périmètres ──────────────────────────────────────────────────────────────────────────────────────────────────
-- Toujours des tableaux : « = any ((select f())::uuid[]) » est calculé une fois par requête et sert de condition d'index.

-- Nominatif. Il suit le secret, donc l'affectation à l'établissement même : il ne descend ni ne remonte l'arbre.
create function securite.etablissements_suivis() returns uuid[]
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select coalesce(array_agg(distinct a.territoire_id), '{}')
    from securite.affectation a
    join referentiels.territoire t on t.id = a.territoire_id and t.niveau = 'etablissement'
   where a.agent_id = securite.agent_courant() and a.fonction = 'assistant_social'
     and a.du <= socle.aujourd_hui() and (a.au is null or socle.aujourd_hui() < a.au);
end;

-- Statistique et organisation. Il descend l'arbre depuis le territoire de la fonction.
create function securite.couvre(territoire uuid, fonctions text[]) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select exists (
    select 1 from securite.affectation a
      join referentiels.ascendance h on h.ancetre_id = a.territoire_id and h.descendant_id = territoire
     where a.agent_id = securite.agent_courant() and a.fonction = any (fonctions)
       and a.du <= socle.aujourd_hui() and (a.au is null or socle.aujourd_hui() < a.au));
end;

create function securite.territoires_de(fonctions text[]) returns uuid[]
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select coalesce(array_agg(distinct h.descendant_id), '{}')
    from securite.affectation a
    join referentiels.ascendance h on h.ancetre_id = a.territoire_id
   where a.agent_id = securite.agent_courant() and a.fonction = any (fonctions)
     and a.du <= socle.aujourd_hui() and (a.au is null or socle.aujourd_hui() < a.au);
end;

create function securite.exerce(fonctions text[]) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select exists (
    select 1 from securite.affectation a
     where a.agent_id = securite.agent_courant() and a.fonction = any (fonctions)
       and a.du <= socle.aujourd_hui() and (a.au is null or socle.aujourd_hui() < a.au));
end;
grant execute on function securite.etablissements_suivis, securite.couvre, securite.territoires_de, securite.exerce to egide_app;

-- ── Avant l'identité : les seules portes ────────────────────────────────────────────────────────────────────────
-- Rend la session vivante et ce que l'agent est aujourd'hui ; note le passage au plus une fois par minute.
create function securite.lire_session(empreinte bytea, inactivite interval, en_demonstration boolean)
  returns table (session_id uuid, agent_id uuid, nom_affiche text, verrouillee boolean, a_changer boolean, a_enroler boolean, affectations jsonb)
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
declare
  s securite.session;
begin
  select * into s from securite.session x where x.jeton_empreinte = empreinte and x.fermee_le is null and x.expire_le > now();
  if not found then return; end if;
  if s.verrouillee_le is null and s.vue_le < now() - inactivite then
    update securite.session x set verrouillee_le = now() where x.id = s.id;
    s.verrouillee_le := now();
  elsif s.verrouillee_le is null and s.vue_le < now() - interval '1 minute' then
    update securite.session x set vue_le = now() where x.id = s.id;
  end if;
  return query
    select s.id, a.id, a.nom_affiche, s.verrouillee_le is not null, i.a_changer, i.totp_confirme_le is null and not a.demonstration,
           coalesce((select jsonb_agg(jsonb_build_object('fonction', f.fonction, 'territoireId', f.territoire_id, 'niveau', t.niveau,
                                                         'libelle', t.libelle, 'permanences', f.permanences) order by t.libelle, f.id)
                       from securite.affectation f join referentiels.territoire t on t.id = f.territoire_id
                      where f.agent_id = a.id and f.du <= socle.aujourd_hui() and (f.au is null or socle.aujourd_hui() < f.au)), '[]')
      from securite.agent a join securite.identification i on i.agent_id = a.id
     where a.id = s.agent_id and a.ferme_le is null and (en_demonstration or not a.demonstration);
end $$;

-- À qui appartenait un jeton, même expiré : une saisie reçue trop tard se scelle pour lui, et pour lui seul.
create function securite.agent_de_session(empreinte bytea) returns uuid
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select s.agent_id from securite.session s join securite.agent a on a.id = s.agent_id where s.jeton_empreinte = empreinte and a.ferme_le is null;
end;

-- Compte la tentative AVANT de rendre le secret à vérifier : cent essais simultanés sont cent échecs comptés. Rien n'est rendu
-- tant que dure l'attente. À partir du cinquième échec : 30 s, puis le double à chaque fois, jusqu'à 15 minutes.
create function securite.tenter_identification(identifiant_saisi text, agent_connu uuid, en_demonstration boolean)
  returns table (agent_id uuid, nom_affiche text, mot_de_passe text, totp_chiffre bytea)
  language sql volatile security definer set search_path = pg_catalog, pg_temp
begin atomic
  update securite.identification i
     set echecs = i.echecs + 1,
         bloque_jusqu_au = case when i.echecs >= 4 then now() + least(interval '30 seconds' * power(2, least(i.echecs - 4, 6)), interval '15 minutes') end
    from securite.agent a
   where a.id = i.agent_id
     and a.id = coalesce(agent_connu, (select c.id from securite.agent c where c.identifiant = lower(btrim(identifiant_saisi))))
     and a.ferme_le is null and (en_demonstration or not a.demonstration)
     and (i.bloque_jusqu_au is null or i.bloque_jusqu_au <= now())
  returning a.id, a.nom_affiche, i.mot_de_passe, case when i.totp_confirme_le is not null then i.totp_chiffre end;
end;

-- Un compte par fonction, pour la page de connexion d'une démonstration. Ne rend jamais un vrai compte.
create function securite.comptes_demonstration() returns table (identifiant text, nom_affiche text, fonction text, territoire text)
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select distinct on (f.fonction) a.identifiant, a.nom_affiche, f.fonction, t.libelle
    from securite.agent a
    join securite.affectation f on f.agent_id = a.id and f.du <= socle.aujourd_hui() and (f.au is null or socle.aujourd_hui() < f.au)
    join referentiels.territoire t on t.id = f.territoire_id
   where a.demonstration and a.ferme_le is null
   order by f.fonction, a.nom_affiche, a.id, t.libelle;
end;

-- ── Administration des comptes : des portes étroites, jamais un droit d'écriture sur le secret d'un autre ───────
create function securite.exiger_administrateur(cible uuid) returns void
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
begin
  if not securite.exerce(array['administrateur']) or cible = securite.agent_courant() then
    raise exception 'réservé à un autre administrateur' using errcode = 'insufficient_privilege';
  end if;
end $$;

-- Mot de passe provisoire, double vérification retirée, sessions fermées, trace laissée.
create function securite.reinitialiser(cible uuid, condense text) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
begin
  perform securite.exiger_administrateur(cible);
  update securite.identification set mot_de_passe = condense, a_changer = true, totp_chiffre = null, totp_confirme_le = null,
         totp_dernier_pas = null, echecs = 0, bloque_jusqu_au = null where agent_id = cible;
  delete from securite.code_secours where agent_id = cible;
  update securite.session set fermee_le = now() where agent_id = cible and fermee_le is null;
  insert into securite.reinitialisation (id, agent_id, faite_par) values (gen_random_uuid(), cible, securite.agent_courant());
end $$;

create function securite.fermer_compte(cible uuid) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
begin
  perform securite.exiger_administrateur(cible);
  update securite.agent set ferme_le = now() where id = cible and ferme_le is null;
  update securite.session set fermee_le = now() where agent_id = cible and fermee_le is null;
end $$;

-- Ce qu'un agent peut relire du journal : ses propres lignes, sans ce qu'elles visent.
create function securite.mon_journal(combien int) returns table (survenu_le timestamptz, action text, resultat text)
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select j.survenu_le, j.action, j.resultat from socle.journal j
   where j.agent_id = securite.agent_courant() order by j.survenu_le desc, j.id desc limit least(combien, 200);
end;
grant execute on function securite.lire_session, securite.agent_de_session, securite.tenter_identification, securite.comptes_demonstration,
  securite.reinitialiser, securite.fermer_compte, securite.mon_journal to egide_app;

-- ── Visibilité et droits ────────────────────────────────────────────────────────────────────────────────────────
alter table securite.agent          enable row level security;
alter table securite.affectation    enable row level security;
alter table securite.identification enable row level security;
alter table securite.code_secours   enable row level security;
alter table securite.session        enable row level security;
alter table securite.reinitialisation enable row level security;

create policy annuaire on securite.agent for select to egide_app using ((select securite.agent_courant()) is not null);
create policy annuaire_tache on securite.agent for select to egide_tache using (true);
create policy administrer on securite.agent for insert to egide_app with check ((select securite.exerce(array['administrateur'])) and not demonstration);
create policy administrer_maj on securite.agent for update to egide_app using ((select securite.exerce(array['administrateur'])));

-- L'administrateur technique et les conseillers organisent les affectations ; chacun lit les siennes. Les fonctions qui ouvrent
-- des dossiers ne se donnent que par un conseiller, sur son territoire : l'administrateur qui crée les comptes ne les donne pas.
create policy les_miennes on securite.affectation for select to egide_app using (agent_id = (select securite.agent_courant()));
create policy organiser on securite.affectation for select to egide_app
  using ((select securite.exerce(array['administrateur']))
         or territoire_id = any ((select securite.territoires_de(array['ctss_bassin', 'ctss_departement', 'ctss_academie']))::uuid[]));
create policy affecter on securite.affectation for insert to egide_app
  with check (cree_par = (select securite.agent_courant()) and agent_id <> (select securite.agent_courant())
              and (((select securite.exerce(array['administrateur'])) and fonction not in ('assistant_social', 'stagiaire'))
                   or (fonction in ('assistant_social', 'stagiaire', 'secretariat') and securite.couvre(territoire_id, array['ctss_bassin', 'ctss_departement']))));
create policy cloturer on securite.affectation for update to egide_app
  using (agent_id <> (select securite.agent_courant())
         and ((select securite.exerce(array['administrateur']))
              or (fonction in ('assistant_social', 'stagiaire', 'secretariat') and securite.couvre(territoire_id, array['ctss_bassin', 'ctss_departement']))));

create policy la_mienne on securite.identification for select to egide_app using (agent_id = (select securite.agent_courant()));
create policy la_mienne_maj on securite.identification for update to egide_app using (agent_id = (select securite.agent_courant()));
create policy administrer on securite.identification for insert to egide_app
  with check ((select securite.exerce(array['administrateur'])) and agent_id <> (select securite.agent_courant()));
create policy les_miens on securite.code_secours for all to egide_app
  using (agent_id = (select securite.agent_courant())) with check (agent_id = (select securite.agent_courant()));
create policy les_miennes on securite.session for select to egide_app using (agent_id = (select securite.agent_courant()));
create policy fermer on securite.session for update to egide_app using (agent_id = (select securite.agent_courant()));
create policy ouvrir on securite.session for insert to egide_app with check (agent_id = (select securite.agent_courant()));
create policy les_miennes on securite.reinitialisation for select to egide_app using (agent_id = (select securite.agent_courant()));
create policy encadrer on securite.reinitialisation for select to egide_app
  using ((select securite.exerce(array['administrateur']))
         or exists (select 1 from securite.affectation f where f.agent_id = reinitialisation.agent_id
                     and f.territoire_id = any ((select securite.territoires_de(array['ctss_bassin', 'ctss_departement']))::uuid[])));

grant select (id, identifiant, nom_affiche, cree_le, ferme_le, demonstration) on securite.agent to egide_app;
grant select (id, nom_affiche) on securite.agent to egide_tache;
grant insert (id, identifiant, nom_affiche), update (nom_affiche) on securite.agent to egide_app;
grant select (id, agent_id, fonction, territoire_id, du, au, permanences, cree_par) on securite.affectation to egide_app;
grant insert (id, agent_id, fonction, territoire_id, du, au, permanences, cree_par), update (au, permanences) on securite.affectation to egide_app;
grant select (agent_id, mot_de_passe, a_changer, totp_chiffre, totp_confirme_le, totp_dernier_pas, echecs, bloque_jusqu_au),
      insert (agent_id, mot_de_passe, a_changer), update (mot_de_passe, a_changer, totp_chiffre, totp_confirme_le, totp_dernier_pas, echecs, bloque_jusqu_au)
   on securite.identification to egide_app;
grant select (agent_id, empreinte, utilise_le), insert (agent_id, empreinte), update (utilise_le), delete on securite.code_secours to egide_app;
grant select (id, agent_id, ouverte_le, vue_le, expire_le, verrouillee_le, fermee_le, appareil),
      insert (id, agent_id, jeton_empreinte, expire_le, appareil),
      update (jeton_empreinte, verrouillee_le, fermee_le, vue_le) on securite.session to egide_app;
grant select (id, agent_id, faite_par, faite_le) on securite.reinitialisation to egide_app;
