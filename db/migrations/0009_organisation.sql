-- 0009_organisation.sql — le conseiller technique départemental organise son service : protocole, bassins, secteurs.
-- Les référentiels étaient en lecture seule ; ces écritures-là s'ouvrent, chacune limitée au département de l'agent.

-- ── Protocole départemental ──────────────────────────────────────────────────────────────────────────────────────

-- Deux personnes sur un même brouillon : la seconde qui enregistre apprend que la première est passée.
alter table referentiels.protocole add column revision integer not null default 1 check (revision > 0);
comment on column referentiels.protocole.revision is 'Augmente à chaque enregistrement du brouillon : refuse d''écraser sans le savoir.';
create unique index protocole_brouillon on referentiels.protocole (departement_id) where publie_le is null;

-- Un brouillon n'est lu que de ceux qui le préparent.
alter policy lire on referentiels.protocole using (publie_le is not null);
create policy preparer_lire on referentiels.protocole for select to egide_app
  using (publie_le is null and securite.couvre(departement_id, array['ctss_departement']));
alter policy lire on referentiels.protocole_destinataire
  using (exists (select 1 from referentiels.protocole p where p.id = protocole_id));

create policy preparer on referentiels.protocole for insert to egide_app
  with check (publie_le is null and auteur_id = (select securite.agent_courant()) and securite.couvre(departement_id, array['ctss_departement']));
-- Publier est la dernière modification possible : la ligne sort alors de « using » pour toujours.
create policy modifier on referentiels.protocole for update to egide_app
  using (publie_le is null and securite.couvre(departement_id, array['ctss_departement']))
  with check (securite.couvre(departement_id, array['ctss_departement']));
create policy destiner on referentiels.protocole_destinataire for insert to egide_app
  with check (exists (select 1 from referentiels.protocole p where p.id = protocole_id and p.publie_le is null
                        and securite.couvre(p.departement_id, array['ctss_departement'])));
create policy retirer on referentiels.protocole_destinataire for delete to egide_app
  using (exists (select 1 from referentiels.protocole p where p.id = protocole_id and p.publie_le is null
                   and securite.couvre(p.departement_id, array['ctss_departement'])));

grant insert (id, departement_id, version, en_vigueur_du, definition_ip, circuit, delai_local_jours, gabarit, auteur_id),
      update (en_vigueur_du, definition_ip, circuit, delai_local_jours, gabarit, publie_le, revision)
   on referentiels.protocole to egide_app;
grant insert (protocole_id, ordre, nature, intitule, adresse, courriel, telephone, canaux, principal), delete
   on referentiels.protocole_destinataire to egide_app;

-- Publier ferme la version précédente le jour où la suivante commence. La base le fait elle-même : aucune écriture de
-- l'application ne peut laisser un trou, un chevauchement, ni un protocole qui ne dise pas où écrire.
create function referentiels.fermer_version_precedente() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtext('referentiels.protocole'), hashtext(new.departement_id::text));
  if not exists (select 1 from referentiels.protocole_destinataire d
                  where d.protocole_id = new.id and d.principal and coalesce(nullif(btrim(d.adresse), ''), nullif(btrim(d.courriel), '')) is not null) then
    raise exception 'protocole sans destinataire principal joignable' using errcode = 'check_violation', constraint = 'protocole_principal_joignable';
  end if;
  new.en_vigueur_au := null;
  update referentiels.protocole p set en_vigueur_au = new.en_vigueur_du
   where p.departement_id = new.departement_id and p.id <> new.id and p.publie_le is not null and p.en_vigueur_au is null;
  return new;
end $$;
create trigger fermer_version_precedente before update of publie_le on referentiels.protocole
  for each row when (old.publie_le is null and new.publie_le is not null) execute function referentiels.fermer_version_precedente();

-- ── Bassins ──────────────────────────────────────────────────────────────────────────────────────────────────────

create function referentiels.departement_de(territoire uuid) returns uuid
  language sql stable set search_path = pg_catalog, pg_temp
begin atomic
  select a.ancetre_id from referentiels.ascendance a where a.descendant_id = territoire and a.niveau_ancetre = 'departement';
end;
grant execute on function referentiels.departement_de to egide_app;

create policy creer_bassin on referentiels.territoire for insert to egide_app
  with check (niveau = 'bassin' and securite.couvre(parent_id, array['ctss_departement']));
-- Ranger ne sort jamais du département, même pour qui en a deux ; le nom d'un établissement n'est pas le nôtre.
create policy ranger on referentiels.territoire for update to egide_app
  using (niveau in ('bassin', 'etablissement') and securite.couvre(id, array['ctss_departement']))
  with check (referentiels.departement_de(id) = referentiels.departement_de(parent_id)
              and (niveau = 'bassin' or libelle = (select t.libelle from referentiels.territoire t where t.id = territoire.id)));
grant insert (id, niveau, code, libelle, parent_id), update (libelle, parent_id) on referentiels.territoire to egide_app;

-- ── Secteurs ─────────────────────────────────────────────────────────────────────────────────────────────────────

-- Posé puis retiré le même jour : un intervalle vide, qui garde la trace sans rien valoir.
alter table referentiels.secteur drop constraint secteur_validite, add constraint secteur_validite check (valide_au >= valide_du);
alter table referentiels.secteur_etablissement drop constraint secteur_etablissement_validite,
  add constraint secteur_etablissement_validite check (valide_au >= valide_du);

create policy creer on referentiels.secteur for insert to egide_app
  with check (securite.couvre(departement_id, array['ctss_departement']));
create policy modifier on referentiels.secteur for update to egide_app
  using (securite.couvre(departement_id, array['ctss_departement']))
  with check (securite.couvre(departement_id, array['ctss_departement']));
create policy rattacher on referentiels.secteur_etablissement for insert to egide_app
  with check (exists (select 1 from referentiels.secteur s
                       where s.id = secteur_id and s.departement_id = referentiels.departement_de(etablissement_id)
                         and securite.couvre(s.departement_id, array['ctss_departement'])));
create policy detacher on referentiels.secteur_etablissement for update to egide_app
  using (exists (select 1 from referentiels.secteur s where s.id = secteur_id and securite.couvre(s.departement_id, array['ctss_departement'])));
grant insert (id, departement_id, nom, valide_du), update (nom, valide_au) on referentiels.secteur to egide_app;
grant insert (secteur_id, etablissement_id, valide_du), update (valide_au) on referentiels.secteur_etablissement to egide_app;
