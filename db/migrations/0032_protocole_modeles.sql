-- 0032_protocole_modeles.sql — un département range les parties de ses écrits à sa façon ; une version publiée garde ses modèles.

create table referentiels.protocole_modele (
  protocole_id uuid not null references referentiels.protocole on delete cascade,
  nature       text not null,
  source       text not null,
  constraint protocole_modele_pkey primary key (protocole_id, nature),
  constraint protocole_modele_nature check (nature in ('information', 'signalement')),
  constraint protocole_modele_source check (btrim(source) <> '' and char_length(source) <= 60000)
);
comment on table referentiels.protocole_modele is
  'Modèle Typst d''un écrit, propre à une version du protocole (ADR 0025). Sans ligne : le modèle national. Aucune donnée personnelle.';
comment on column referentiels.protocole_modele.source is 'Composé sans disque ni réseau : ce texte n''est pas d''Égide.';
alter table referentiels.protocole_modele enable row level security;

-- Se lit comme la version : publiée, de tous ; en brouillon, de qui la prépare.
create policy lire on referentiels.protocole_modele for select to egide_app
  using (exists (select 1 from referentiels.protocole p where p.id = protocole_id));
create policy ecrire on referentiels.protocole_modele for insert to egide_app
  with check (exists (select 1 from referentiels.protocole p where p.id = protocole_id and p.publie_le is null
                        and securite.couvre(p.departement_id, array['ctss_departement'])));
create policy modifier on referentiels.protocole_modele for update to egide_app
  using (exists (select 1 from referentiels.protocole p where p.id = protocole_id and p.publie_le is null
                   and securite.couvre(p.departement_id, array['ctss_departement'])));
create policy retirer on referentiels.protocole_modele for delete to egide_app
  using (exists (select 1 from referentiels.protocole p where p.id = protocole_id and p.publie_le is null
                   and securite.couvre(p.departement_id, array['ctss_departement'])));
grant select, insert (protocole_id, nature, source), update (source), delete on referentiels.protocole_modele to egide_app;
