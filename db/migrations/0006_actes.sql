-- 0006_actes.sql — les actes : jamais modifiés, rectifiés par un autre ; la note de travail à son auteur seul ; le tiers à part.

create table actes.acte (
  id                   uuid primary key,
  dossier_id           uuid,
  etablissement_id     uuid not null references referentiels.territoire on delete restrict,
  auteur_id            uuid not null references securite.agent on delete restrict,
  type                 text not null references referentiels.type_acte (code) on delete restrict,
  motif                text not null references referentiels.motif_intervention (code) on delete restrict,
  origine              text references referentiels.origine_demande (code) on delete restrict,
  date_acte            date not null,
  saisi_le             timestamptz not null default now(),
  rectifie_id          uuid constraint acte_rectifie_une_fois unique references actes.acte on delete restrict,
  compte_rendu_chiffre bytea,
  niveau_chiffre       bytea,
  constraint acte_dossier_fkey foreign key (dossier_id, etablissement_id)
    references dossiers.dossier (id, etablissement_id) on delete restrict,
  constraint acte_id_dossier_key unique (id, dossier_id),
  -- Sans dossier, pas de clé qui protège : rien de libre, et rien que le conseil technique.
  check (dossier_id is not null or (type = 'CONSEIL' and compte_rendu_chiffre is null and niveau_chiffre is null)),
  check (rectifie_id <> id)
);
comment on table actes.acte is 'Acte du service social ; sans dossier, conseil technique à un professionnel, sans élève. Ni corrigé ni effacé : un acte en rectifie un autre, une seule fois.';
comment on column actes.acte.compte_rendu_chiffre is 'Sous la clé du dossier.';
comment on column actes.acte.niveau_chiffre is 'Niveau scolaire de l’élève ce jour-là, sous la clé de l’auteur : dans une petite école, il désignerait l’élève.';
create index on actes.acte (dossier_id, date_acte desc, saisi_le desc, id desc);
create index on actes.acte (auteur_id, date_acte);

create table actes.motif_associe (
  acte_id    uuid not null,
  dossier_id uuid not null,
  motif      text not null references referentiels.motif_intervention (code) on delete restrict,
  constraint motif_associe_pkey primary key (acte_id, motif),
  constraint motif_associe_acte_fkey foreign key (acte_id, dossier_id) references actes.acte (id, dossier_id) on delete restrict
);
comment on table actes.motif_associe is 'Les autres motifs d’un acte ; le principal est dans l’acte. Le dossier y est répété pour que la politique de ligne se lise sans rejoindre l’acte.';

-- Table à part, et non colonne masquée : la frontière de confidentialité est une frontière de table.
create table actes.note_travail (
  id            uuid primary key,
  auteur_id     uuid not null references securite.agent on delete restrict,
  dossier_id    uuid not null references dossiers.dossier on delete restrict,
  acte_id       uuid references actes.acte on delete restrict,
  texte_chiffre bytea not null,
  ecrite_le     timestamptz not null default now()
);
comment on table actes.note_travail is 'Aide-mémoire de son auteur seul, sous sa propre clé, détruit quand il veut. Jamais versé au dossier.';
create index on actes.note_travail (auteur_id, dossier_id, ecrite_le desc);
create index on actes.note_travail (dossier_id);
create index on actes.note_travail (acte_id);

create table actes.information_tiers (
  id              uuid primary key,
  dossier_id      uuid not null references dossiers.dossier on delete restrict,
  acte_id         uuid not null references actes.acte on delete restrict,
  auteur_id       uuid not null references securite.agent on delete restrict,
  contenu_chiffre bytea not null,
  saisie_le       timestamptz not null default now()
);
comment on table actes.information_tiers is 'Ce qui concerne quelqu’un d’autre que l’élève : tiroir à part, masqué par défaut, écarté de la communication du dossier (CRPA L311-6).';
create index on actes.information_tiers (dossier_id);
create index on actes.information_tiers (acte_id);

create table actes.rappel (
  id            uuid primary key,
  dossier_id    uuid not null references dossiers.dossier on delete restrict,
  agent_id      uuid not null references securite.agent on delete restrict,
  acte_id       uuid references actes.acte on delete restrict,
  echeance      date not null,
  objet_chiffre bytea not null,
  fait_le       timestamptz,
  fait_par      uuid references securite.agent on delete restrict,
  check ((fait_le is null) = (fait_par is null))
);
comment on table actes.rappel is 'Ce qu’il reste à faire et pour quand ; l’objet est sous la clé du dossier. Un remplaçant le voit avec le dossier.';
create index on actes.rappel (agent_id, echeance, id) where fait_le is null;
create index on actes.rappel (dossier_id, echeance) where fait_le is null;
create index on actes.rappel (acte_id);

-- ── Visibilité ──────────────────────────────────────────────────────────────────────────────────────────────────
-- Les chiffres d'un agent sont les siens, même après une mutation : ni dossier ni texte, seulement ce qui se compte.
create function actes.mon_activite(du date, au date)
  returns table (acte_id uuid, date_acte date, type text, motif text, origine text, niveau_chiffre bytea)
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select a.id, a.date_acte, a.type, a.motif, a.origine, a.niveau_chiffre
    from actes.acte a
   where a.auteur_id = securite.agent_courant() and a.date_acte >= du and a.date_acte < au
     and not exists (select 1 from actes.acte r where r.rectifie_id = a.id)
   order by a.date_acte, a.id limit 20000;
end;

-- On ne rectifie que dans le même dossier ; sans dossier, le sien. (Une politique ne peut relire sa propre table : d'où la fonction.)
create function actes.est_rectifiable(un_acte uuid, un_dossier uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select exists (select 1 from actes.acte a where a.id = un_acte and a.dossier_id is not distinct from un_dossier
                  and (un_dossier is not null or a.auteur_id = securite.agent_courant()));
end;
grant execute on function actes.mon_activite, actes.est_rectifiable to egide_app;

alter table actes.acte              enable row level security;
alter table actes.motif_associe     enable row level security;
alter table actes.note_travail      enable row level security;
alter table actes.information_tiers enable row level security;
alter table actes.rappel            enable row level security;

-- L'établissement de l'acte est celui de son dossier (clé étrangère) : la question se pose sur la ligne même, sans énumérer mes dossiers.
create policy lire on actes.acte for select to egide_app
  using (case when dossier_id is null then auteur_id = (select securite.agent_courant())
         else etablissement_id = any ((select securite.etablissements_suivis())::uuid[]) or dossier_id = any ((select dossiers.adhesions())::uuid[]) end);
create policy consigner on actes.acte for insert to egide_app
  with check (auteur_id = (select securite.agent_courant())
              and case when dossier_id is null then etablissement_id = any ((select securite.etablissements_suivis())::uuid[])
                  else dossiers.est_modifiable(dossier_id) end
              and (rectifie_id is null or actes.est_rectifiable(rectifie_id, dossier_id)));

create policy lire on actes.motif_associe for select to egide_app using (dossier_id = any ((select dossiers.accessibles())::uuid[]));
create policy consigner on actes.motif_associe for insert to egide_app
  with check (dossiers.est_modifiable(dossier_id)
              and exists (select 1 from actes.acte a where a.id = acte_id and a.auteur_id = (select securite.agent_courant())));

create policy auteur_seul on actes.note_travail for select to egide_app using (auteur_id = (select securite.agent_courant()));
create policy ecrire on actes.note_travail for insert to egide_app
  with check (auteur_id = (select securite.agent_courant()) and dossiers.est_accessible(dossier_id));
create policy detruire on actes.note_travail for delete to egide_app using (auteur_id = (select securite.agent_courant()));

create policy lire on actes.information_tiers for select to egide_app using (dossiers.est_accessible(dossier_id));
create policy consigner on actes.information_tiers for insert to egide_app
  with check (auteur_id = (select securite.agent_courant()) and dossiers.est_modifiable(dossier_id)
              and exists (select 1 from actes.acte a where a.id = acte_id and a.dossier_id = information_tiers.dossier_id));

create policy lire on actes.rappel for select to egide_app using (dossier_id = any ((select dossiers.accessibles())::uuid[]));
create policy poser on actes.rappel for insert to egide_app
  with check (agent_id = (select securite.agent_courant()) and dossiers.est_modifiable(dossier_id));
create policy faire on actes.rappel for update to egide_app
  using (fait_le is null and dossier_id = any ((select dossiers.accessibles())::uuid[]))
  with check (fait_par = (select securite.agent_courant()) and dossier_id = any ((select dossiers.accessibles())::uuid[]));

-- ── Droits : rien ne se modifie ni ne s'efface, sauf la note de travail, que son auteur détruit ─────────────────────
grant select (id, dossier_id, etablissement_id, auteur_id, type, motif, origine, date_acte, saisi_le, rectifie_id, compte_rendu_chiffre, niveau_chiffre),
      insert (id, dossier_id, etablissement_id, auteur_id, type, motif, origine, date_acte, rectifie_id, compte_rendu_chiffre, niveau_chiffre)
   on actes.acte to egide_app;
grant select (acte_id, dossier_id, motif), insert (acte_id, dossier_id, motif) on actes.motif_associe to egide_app;
grant select (id, auteur_id, dossier_id, acte_id, texte_chiffre, ecrite_le), insert (id, auteur_id, dossier_id, acte_id, texte_chiffre), delete
   on actes.note_travail to egide_app;
grant select (id, dossier_id, acte_id, auteur_id, contenu_chiffre, saisie_le), insert (id, dossier_id, acte_id, auteur_id, contenu_chiffre)
   on actes.information_tiers to egide_app;
grant select (id, dossier_id, agent_id, acte_id, echeance, objet_chiffre, fait_le, fait_par), insert (id, dossier_id, agent_id, acte_id, echeance, objet_chiffre),
      update (fait_le, fait_par) on actes.rappel to egide_app;
