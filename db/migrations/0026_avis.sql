-- 0026_avis.sql — la conclusion de l'évaluation, le départ de la famille ; le second regard d'une conseillère, sur un extrait sans nom.

-- ── Ce qui suit la transmission ──────────────────────────────────────────────────────────────────────────────────────
alter table protection.etape
  add column conclusion text references referentiels.suite_ip (code) on delete restrict,
  drop constraint etape_nature_check,
  drop constraint etape_suite,
  add constraint etape_nature_check check (nature in ('accuse', 'qualification', 'evaluation', 'depart', 'relance', 'reponse')),
  add constraint etape_suite check (
    case nature
      when 'reponse' then suite is not null and suite in ('NON_QUALIFIEE', 'CLASSEE', 'ADMIN', 'JUDICIAIRE', 'DEJA_SUIVI') and conclusion is null
      when 'qualification' then suite is not null and suite = 'QUALIFIEE' and conclusion is null
      when 'evaluation' then suite is null and conclusion is not null
      else suite is null and conclusion is null
    end);
comment on column protection.etape.conclusion is 'Conclusion de l’évaluation (D226-2-7), quand elle est connue ; elle ne vaut pas réponse à qui a transmis.';
grant select (conclusion), insert (conclusion) on protection.etape to egide_app;

-- ── Le second regard ─────────────────────────────────────────────────────────────────────────────────────────────────
alter table coffre.cle drop constraint cle_nature_check,
  add constraint cle_nature_check check (nature in ('systeme', 'etablissement', 'dossier', 'agent', 'avis'));

-- Les conseillères à qui l'agent peut demander un avis : celles de ses bassins et départements.
create function protection.conseillers() returns table (id uuid, nom text, fonction text)
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select distinct g.id, g.nom_affiche, a.fonction
    from unnest(securite.etablissements_suivis()) e (id)
    join referentiels.ascendance h on h.descendant_id = e.id
    join securite.affectation a on a.territoire_id = h.ancetre_id and a.fonction in ('ctss_bassin', 'ctss_departement')
    join securite.agent g on g.id = a.agent_id and g.ferme_le is null
   where a.du <= socle.aujourd_hui() and (a.au is null or socle.aujourd_hui() < a.au) and g.id <> securite.agent_courant()
   order by 2;
end;
grant execute on function protection.conseillers to egide_app;

create table protection.avis (
  id              uuid primary key references coffre.cle on delete restrict,
  demandeur_id    uuid not null references securite.agent on delete restrict,
  conseiller_id   uuid not null references securite.agent on delete restrict,
  demande_le      timestamptz not null default now(),
  extrait_chiffre bytea not null,
  rendu_le        timestamptz,
  avis_chiffre    bytea,
  constraint avis_rendu check ((rendu_le is null) = (avis_chiffre is null)),
  constraint avis_autrui check (demandeur_id <> conseiller_id)
);
comment on table protection.avis is
  'Avis demandé à une conseillère sur un extrait sans nom, sous sa propre clé : rien ici ne mène au dossier. L’avis n’est jamais une autorisation.';
create index on protection.avis (conseiller_id, demande_le desc);
create index on protection.avis (demandeur_id, demande_le desc);

create table protection.avis_information (
  avis_id        uuid primary key references protection.avis on delete restrict,
  information_id uuid not null,
  dossier_id     uuid not null,
  constraint avis_information_fkey foreign key (information_id, dossier_id) references protection.information_preoccupante (id, dossier_id) on delete restrict
);
comment on table protection.avis_information is 'À quelle information un avis se rapporte : connu de qui lit le dossier, jamais de la conseillère.';
create index on protection.avis_information (information_id);

create function protection.avis_a_naitre(un_avis uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select not exists (select 1 from protection.avis a where a.id = un_avis);
end;
grant execute on function protection.avis_a_naitre to egide_app;

alter table protection.avis             enable row level security;
alter table protection.avis_information enable row level security;
create policy lire on protection.avis for select to egide_app
  using (conseiller_id = (select securite.agent_courant()) or demandeur_id = (select securite.agent_courant())
         or id in (select i.avis_id from protection.avis_information i));
create policy demander on protection.avis for insert to egide_app
  with check (demandeur_id = (select securite.agent_courant()) and rendu_le is null
              and conseiller_id in (select c.id from protection.conseillers() c));
create policy rendre on protection.avis for update to egide_app
  using (conseiller_id = (select securite.agent_courant()) and rendu_le is null
         and (select securite.exerce(array['ctss_bassin', 'ctss_departement'])))
  with check (conseiller_id = (select securite.agent_courant()) and rendu_le is not null);
create policy lire on protection.avis_information for select to egide_app using (dossiers.est_accessible(dossier_id));
create policy demander on protection.avis_information for insert to egide_app
  with check (dossiers.est_modifiable(dossier_id)
              and exists (select 1 from protection.information_preoccupante i where i.id = information_id and i.statut = 'brouillon'));
create policy avis on coffre.cle for select to egide_app
  using (nature = 'avis' and exists (select 1 from protection.avis a where a.id = cle.id));
create policy avis_creer on coffre.cle for insert to egide_app
  with check (nature = 'avis' and (select securite.exerce(array['assistant_social', 'stagiaire'])) and protection.avis_a_naitre(id));

grant select (id, demandeur_id, conseiller_id, demande_le, extrait_chiffre, rendu_le, avis_chiffre),
      insert (id, demandeur_id, conseiller_id, extrait_chiffre), update (rendu_le, avis_chiffre) on protection.avis to egide_app;
grant select (avis_id, information_id, dossier_id), insert (avis_id, information_id, dossier_id) on protection.avis_information to egide_app;
