-- 0042_precisions_locales.sql — un département précise un motif national : ses agents le choisissent, et seul le motif national se compte.

create table referentiels.precision_locale (
  id             uuid primary key,
  departement_id uuid not null references referentiels.territoire on delete restrict,
  motif          text not null references referentiels.motif_intervention (code) on delete restrict,
  libelle        text not null check (btrim(libelle) <> '' and char_length(libelle) <= 60),
  valide_du      date not null,
  valide_au      date,
  auteur_id      uuid not null references securite.agent on delete restrict,
  creee_le       timestamptz not null default now(),
  -- Close le jour où elle devait s'ouvrir : un intervalle vide, qui garde la trace sans rien valoir.
  constraint precision_locale_validite check (valide_au >= valide_du),
  -- Ce que cite l'acte : une précision ne se prend qu'avec son motif.
  constraint precision_locale_motif_key unique (id, motif)
);
comment on table referentiels.precision_locale is
  'Ce qu’un département ajoute sous un motif national. Ni modifiée ni effacée : ouverte à une date, close à une autre (exclue). Ne descend dans aucun fait (ADR 0034).';
create index on referentiels.precision_locale (departement_id);
create unique index precision_locale_ouverte_key on referentiels.precision_locale (departement_id, motif, lower(libelle)) where valide_au is null;

-- ── Visibilité : qui exerce dans le département, et personne d'autre ─────────────────────────────────────────────────
create function securite.departements_d_exercice() returns uuid[]
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select coalesce(array_agg(distinct h.ancetre_id), '{}')
    from securite.affectation a
    join referentiels.ascendance h on h.descendant_id = a.territoire_id and h.niveau_ancetre = 'departement'
   where a.agent_id = securite.agent_courant() and a.fonction in ('assistant_social', 'stagiaire', 'ctss_bassin', 'ctss_departement')
     and a.du <= socle.aujourd_hui() and (a.au is null or socle.aujourd_hui() < a.au);
end;
grant execute on function securite.departements_d_exercice to egide_app;

alter table referentiels.precision_locale enable row level security;
create policy lire on referentiels.precision_locale for select to egide_app
  using (departement_id = any ((select securite.departements_d_exercice())::uuid[]));
create policy ajouter on referentiels.precision_locale for insert to egide_app
  with check (auteur_id = (select securite.agent_courant()) and securite.couvre(departement_id, array['ctss_departement'])
              and exists (select 1 from referentiels.motif_intervention m
                           where m.code = motif and m.valide_du <= precision_locale.valide_du
                             and (m.valide_au is null or m.valide_au > precision_locale.valide_du)));
create policy clore on referentiels.precision_locale for update to egide_app
  using (valide_au is null and securite.couvre(departement_id, array['ctss_departement']))
  with check (valide_au is not null);
grant select (id, departement_id, motif, libelle, valide_du, valide_au),
      insert (id, departement_id, motif, libelle, valide_du, auteur_id), update (valide_au) on referentiels.precision_locale to egide_app;

-- ── L'acte la garde, avec son motif national, et seulement dans le département qui l'a dite ──────────────────────────
alter table actes.acte
  add column precision_id uuid,
  add constraint acte_precision_fkey foreign key (precision_id, motif) references referentiels.precision_locale (id, motif) on delete restrict;
comment on column actes.acte.precision_id is 'Précision locale du motif, s’il y en a une ; ne se compte que par l’auteur de l’acte.';
create index on actes.acte (precision_id) where precision_id is not null;
grant select (precision_id), insert (precision_id) on actes.acte to egide_app;
-- Forger celle d'ailleurs : qui ne la voit pas ne peut pas l'inscrire.
alter policy consigner on actes.acte
  with check (auteur_id = (select securite.agent_courant()) and dossiers.est_modifiable(dossier_id)
              and (rectifie_id is null or actes.est_rectifiable(rectifie_id, dossier_id))
              and (precision_id is null or exists (
                select 1 from referentiels.precision_locale p
                 where p.id = precision_id and p.departement_id = referentiels.departement_de(etablissement_id))));

-- Ses propres chiffres la disent, même après une mutation : c'est le seul endroit où elle se compte.
drop function actes.mon_activite;
create function actes.mon_activite(du date, au date)
  returns table (acte_id uuid, date_acte date, type text, motif text, origine text, niveau_chiffre bytea, precision_locale text)
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select a.id, a.date_acte, a.type, a.motif, a.origine, a.niveau_chiffre, p.libelle
    from actes.acte a
    left join referentiels.precision_locale p on p.id = a.precision_id
   where a.auteur_id = securite.agent_courant() and a.date_acte >= du and a.date_acte < au
     and not exists (select 1 from actes.acte r where r.rectifie_id = a.id)
   order by a.date_acte, a.id limit 20000;
end;
grant execute on function actes.mon_activite to egide_app;
