-- 0034_rapports.sql — le rapport d'activité se rédige d'après les faits, se valide, se consolide par niveau, se fige et redescend.

create schema rapports;
comment on schema rapports is 'Rapports d’activité, de l’établissement à la nation : brouillons, corrections expliquées, instantanés figés et masqués.';
grant usage on schema rapports to egide_app, egide_tache;

-- ── Qui tient un rapport, qui le lit ─────────────────────────────────────────────────────────────────────────────────
-- L'établissement est à qui l'assure ; au-dessus, chaque niveau au conseil technique de ce niveau, et de lui seul.
create function rapports.tient(territoire uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select exists (
    select 1 from securite.affectation a join referentiels.territoire t on t.id = a.territoire_id
     where a.territoire_id = territoire and a.agent_id = securite.agent_courant()
       and a.du <= socle.aujourd_hui() and (a.au is null or socle.aujourd_hui() < a.au)
       and a.fonction = case t.niveau when 'etablissement' then 'assistant_social' when 'national' then 'ctss_national' else 'ctss_' || t.niveau end);
end;

-- Un rapport figé redescend vers tous ceux qu'il couvre, et remonte à qui en a la charge ; celui d'un établissement reste à l'établissement.
create function rapports.lit(territoire uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select rapports.tient(territoire) or exists (
    select 1 from securite.affectation a
      join referentiels.territoire t on t.id = territoire and t.niveau <> 'etablissement'
      left join referentiels.ascendance bas on bas.descendant_id = a.territoire_id and bas.ancetre_id = territoire
      left join referentiels.ascendance haut on haut.descendant_id = territoire and haut.ancetre_id = a.territoire_id
     where a.agent_id = securite.agent_courant()
       and a.du <= socle.aujourd_hui() and (a.au is null or socle.aujourd_hui() < a.au)
       and (bas.ancetre_id is not null and a.fonction in ('assistant_social', 'ctss_bassin', 'ctss_departement', 'ctss_academie', 'ctss_national')
            or haut.ancetre_id is not null and a.fonction in ('ctss_bassin', 'ctss_departement', 'ctss_academie', 'ctss_national')));
end;
grant execute on function rapports.tient, rapports.lit to egide_app;

-- ── Le brouillon et ce qu'on y corrige ───────────────────────────────────────────────────────────────────────────────
create table rapports.brouillon (
  territoire_id uuid not null references referentiels.territoire on delete restrict,
  annee         smallint not null check (annee between 2000 and 2100),
  textes        jsonb not null default '{}' check (jsonb_typeof(textes) = 'object' and length(textes::text) <= 200000),
  version       int not null default 1,
  primary key (territoire_id, annee)
);
comment on table rapports.brouillon is 'Les mots d’un rapport en cours, par section. Les chiffres ne s’y écrivent pas : ils se calculent.';
alter table rapports.brouillon enable row level security;
create policy tenir on rapports.brouillon for select to egide_app using (rapports.tient(territoire_id));
create policy ouvrir on rapports.brouillon for insert to egide_app with check (rapports.tient(territoire_id));
create policy ecrire on rapports.brouillon for update to egide_app using (rapports.tient(territoire_id)) with check (rapports.tient(territoire_id));
grant select (territoire_id, annee, textes, version), insert (territoire_id, annee, textes), update (textes, version) on rapports.brouillon to egide_app;

create table rapports.correction (
  id            uuid primary key,
  territoire_id uuid not null references referentiels.territoire on delete restrict,
  annee         smallint not null check (annee between 2000 and 2100),
  type          text not null check (type in ('acte', 'ouverture', 'cloture')),
  mois          date not null check (extract(day from mois) = 1 and observation.annee_scolaire(mois) = annee),
  type_acte     text references referentiels.type_acte (code) on delete restrict,
  motif         text references referentiels.motif_intervention (code) on delete restrict,
  niveau        text references referentiels.niveau_scolaire (code) on delete restrict,
  nombre        int not null check (nombre between -500 and 500 and nombre <> 0),
  explication   text not null check (length(btrim(explication)) between 3 and 500),
  saisie_le     timestamptz not null default now(),
  constraint correction_type check ((type = 'acte') = (type_acte is not null))
);
comment on table rapports.correction is
  'Ce que l’assistante ajoute aux comptes de son établissement, ou en ôte, avant de valider : toujours expliqué, jamais dans les faits.';
create index on rapports.correction (territoire_id, annee, saisie_le, id);
alter table rapports.correction enable row level security;
create policy tenir on rapports.correction for select to egide_app using (rapports.tient(territoire_id));
create policy ajouter on rapports.correction for insert to egide_app
  with check (territoire_id = any ((select securite.etablissements_suivis())::uuid[]));
create policy retirer on rapports.correction for delete to egide_app
  using (territoire_id = any ((select securite.etablissements_suivis())::uuid[]));
grant select (id, territoire_id, annee, type, mois, type_acte, motif, niveau, nombre, explication, saisie_le),
      insert (id, territoire_id, annee, type, mois, type_acte, motif, niveau, nombre, explication), delete on rapports.correction to egide_app;

grant execute on function observation.annee_scolaire to egide_app;

-- ── L'instantané : préparé, masqué, figé ─────────────────────────────────────────────────────────────────────────────
create table rapports.instantane (
  id            uuid primary key,
  territoire_id uuid not null references referentiels.territoire on delete restrict,
  annee         smallint not null,
  numero        smallint not null check (numero > 0),
  etat          text not null default 'calcul' check (etat in ('calcul', 'prepare', 'fige')),
  seuil         int not null,
  grille        text not null check (grille ~ '^\d{4}-\d+$'),
  perimetre     jsonb not null,
  attendus      int not null,
  recus         int not null,
  retenus       text[] not null default '{}',
  prepare_le    timestamptz not null default now(),
  fige_le       timestamptz,
  textes        jsonb,
  empreinte     bytea,
  constraint instantane_numero unique (territoire_id, annee, numero),
  constraint instantane_fige check ((etat = 'fige') = (fige_le is not null and textes is not null and empreinte is not null))
);
comment on column rapports.instantane.retenus is 'Types de faits dont rien ne peut être publié ici sans découvrir une case déjà masquée ailleurs.';
comment on column rapports.instantane.grille is 'Version de la grille du rapport ; une grille ne se modifie pas, elle se ferme et se date.';
comment on table rapports.instantane is 'Un rapport numéroté. Figé, il ne change plus ; une nouvelle validation en fait un autre.';
create index on rapports.instantane (territoire_id, annee, numero desc);

create table rapports.source (
  instantane_id uuid not null references rapports.instantane on delete cascade,
  source_id     uuid not null references rapports.instantane on delete restrict,
  primary key (instantane_id, source_id)
);
comment on table rapports.source is 'Les rapports figés qu’un rapport consolide. Fermée : au-dessus d’une conseillère, on sait combien, jamais lesquels.';
create index on rapports.source (source_id);

create table rapports.ligne (
  instantane_id uuid not null references rapports.instantane on delete cascade,
  type          text not null,
  dimension     text not null,
  code          text not null,
  nombre        int not null check (nombre > 0),
  masque        boolean,
  publie        int generated always as (case when not masque then nombre end) stored,
  primary key (instantane_id, type, dimension, code)
);
comment on table rapports.ligne is 'Les cases d’un instantané. L’application ne lit que `publie` : nul, le secret statistique masque la case.';
comment on column rapports.ligne.masque is 'Nul tant que le secret statistique n’est pas calculé, ou si le type est retenu : la ligne ne se lit pas.';

create function rapports.refuser_fige() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  if tg_table_name = 'instantane' then
    if old.etat = 'fige' then raise exception 'Un rapport figé ne change plus.' using errcode = 'restrict_violation'; end if;
  elsif exists (select 1 from rapports.instantane i where i.id = old.instantane_id and i.etat = 'fige') then
    raise exception 'Un rapport figé ne change plus.' using errcode = 'restrict_violation';
  end if;
  return case tg_op when 'DELETE' then old else new end;
end $$;
create trigger fige before update or delete on rapports.instantane for each row execute function rapports.refuser_fige();
create trigger fige before update or delete on rapports.ligne for each row execute function rapports.refuser_fige();
create trigger fige before update or delete on rapports.source for each row execute function rapports.refuser_fige();

alter table rapports.instantane enable row level security;
alter table rapports.source     enable row level security;
alter table rapports.ligne      enable row level security;
create policy lire on rapports.instantane for select to egide_app
  using (case etat when 'fige' then rapports.lit(territoire_id) else rapports.tient(territoire_id) end);
create policy figer on rapports.instantane for update to egide_app
  using (etat = 'prepare' and rapports.tient(territoire_id)) with check (etat = 'fige' and rapports.tient(territoire_id));
create policy calculer on rapports.instantane for all to egide_tache using (true) with check (true);
create policy calculer on rapports.source for select to egide_tache using (true);
create policy lire on rapports.ligne for select to egide_app
  using (masque is not null and exists (select 1 from rapports.instantane i where i.id = instantane_id));
create policy calculer on rapports.ligne for all to egide_tache using (true) with check (true);
grant select (id, territoire_id, annee, numero, etat, seuil, grille, perimetre, attendus, recus, retenus, prepare_le, fige_le, textes, empreinte),
      update (etat, fige_le, textes, empreinte) on rapports.instantane to egide_app;
grant select (instantane_id, type, dimension, code, publie) on rapports.ligne to egide_app;
grant select (id, territoire_id, annee, numero, etat, seuil), update (etat, retenus) on rapports.instantane to egide_tache;
grant select (instantane_id, source_id) on rapports.source to egide_tache;
grant select (instantane_id, type, dimension, code, nombre, masque), update (masque) on rapports.ligne to egide_tache;

-- ── Les chiffres ─────────────────────────────────────────────────────────────────────────────────────────────────────
create function rapports.comptes_corriges(territoire uuid, une_annee int) returns table (type text, dimension text, code text, nombre int)
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select s.type, s.dimension, s.code, sum(s.nombre)::int
    from (select c.type, c.dimension, c.code, c.nombre from observation.comptes_de(territoire, une_annee) c
          union all
          select r.type, d.dimension, d.code, r.nombre
            from rapports.correction r
            cross join lateral observation.cases_de(jsonb_populate_record(null::observation.fait,
              to_jsonb(r) || jsonb_build_object('etablissement_id', r.territoire_id, 'motifs_associes', '{}'::text[], 'sens', 1))) d
           where r.territoire_id = territoire and r.annee = une_annee) s
   group by 1, 2, 3
  having sum(s.nombre) <> 0;
end;

-- Les vrais comptes d'un établissement, pour qui l'assure : elle les connaît déjà.
create function rapports.vrais_comptes(territoire uuid, une_annee int) returns table (type text, dimension text, code text, nombre int)
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select c.type, c.dimension, c.code, c.nombre from rapports.comptes_corriges(territoire, une_annee) c
   where territoire = any (securite.etablissements_suivis());
end;

-- Les rapports figés que consoliderait celui d'un territoire : le dernier de chaque territoire dessous ; d'un bassin sans rapport, ceux de
-- ses établissements.
create function rapports.sources_de(territoire uuid, une_annee int) returns table (id uuid)
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  with enfants as (
    select t.id, t.niveau,
           (select i.id from rapports.instantane i where i.territoire_id = t.id and i.annee = une_annee and i.etat = 'fige'
             order by i.numero desc limit 1) as fige
      from referentiels.territoire t where t.parent_id = territoire
  )
  select e.fige from enfants e where e.fige is not null
  union all
  select p.id from enfants e
    join referentiels.territoire t on t.parent_id = e.id
    cross join lateral (select i.id from rapports.instantane i where i.territoire_id = t.id and i.annee = une_annee and i.etat = 'fige'
                         order by i.numero desc limit 1) p
   where e.niveau = 'bassin' and e.fige is null;
end;

-- Ce que couvre un territoire : ses établissements publics du second degré, et tout autre qui est assuré. Ce qui n'est pas connu se compte
-- à part. « Assuré » : un assistant de service social y est, ou y a été, affecté dans l'année.
create function rapports.perimetre_de(territoire uuid, une_annee int) returns jsonb
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select jsonb_build_object(
           'etablissements', count(*), 'assures', count(*) filter (where s.assure),
           'eleves', coalesce(sum(e.effectif), 0), 'elevesAssures', coalesce(sum(e.effectif) filter (where s.assure), 0),
           'effectifInconnu', count(*) filter (where e.effectif is null),
           'rep', count(*) filter (where e.education_prioritaire = 'REP'), 'repPlus', count(*) filter (where e.education_prioritaire = 'REP+'))
    from referentiels.ascendance h
    join referentiels.etablissement e on e.territoire_id = h.descendant_id
    cross join lateral (select exists (
      select 1 from securite.affectation a
       where a.territoire_id = e.territoire_id and a.fonction = 'assistant_social'
         and a.du < make_date(une_annee + 1, 9, 1) and (a.au is null or a.au > make_date(une_annee, 9, 1))) as assure) s
   where h.ancetre_id = territoire and (e.secteur = 'public' and e.type <> 'Ecole' or s.assure);
end;

-- Les établissements assurés dont le rapport manque : au bassin et au département seulement.
create function rapports.manquants(territoire uuid, une_annee int) returns table (libelle text)
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select t.libelle from referentiels.ascendance h
    join referentiels.territoire v on v.id = h.ancetre_id and v.niveau in ('bassin', 'departement')
    join referentiels.territoire t on t.id = h.descendant_id and t.niveau = 'etablissement'
   where h.ancetre_id = territoire and rapports.tient(territoire)
     and exists (select 1 from securite.affectation a
                  where a.territoire_id = t.id and a.fonction = 'assistant_social'
                    and a.du < make_date(une_annee + 1, 9, 1) and (a.au is null or a.au > make_date(une_annee, 9, 1)))
     and not exists (select 1 from rapports.instantane i where i.territoire_id = t.id and i.annee = une_annee and i.etat = 'fige')
   order by t.libelle;
end;

-- Prépare le rapport d'un territoire, à la place de celui qui était préparé ; le secret statistique reste à calculer.
create function rapports.preparer(un_id uuid, territoire uuid, une_annee int, une_grille text) returns boolean
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
declare
  un_niveau text := (select t.niveau from referentiels.territoire t where t.id = territoire);
begin
  if not rapports.tient(territoire) then return false; end if;
  perform pg_advisory_xact_lock(hashtext('rapports.preparer'), hashtext(territoire::text));
  delete from rapports.instantane i where i.territoire_id = territoire and i.annee = une_annee and i.etat <> 'fige';
  insert into rapports.instantane (id, territoire_id, annee, numero, seuil, grille, perimetre, attendus, recus)
    select un_id, territoire, une_annee,
           1 + coalesce((select max(i.numero) from rapports.instantane i where i.territoire_id = territoire and i.annee = une_annee), 0),
           observation.seuil(), une_grille, p.p,
           case when un_niveau = 'etablissement' then 1 when un_niveau in ('bassin', 'departement') then (p.p ->> 'assures')::int
                else (select count(*) from referentiels.territoire t where t.parent_id = territoire) end,
           0
      from rapports.perimetre_de(territoire, une_annee) p (p);
  if un_niveau = 'etablissement' then
    update rapports.instantane
       set recus = 1, perimetre = perimetre || jsonb_build_object('etablissementsComptes', 1, 'elevesComptes', perimetre -> 'eleves')
     where id = un_id;
    insert into rapports.ligne (instantane_id, type, dimension, code, nombre)
      select un_id, c.type, c.dimension, c.code, c.nombre from rapports.comptes_corriges(territoire, une_annee) c;
  else
    insert into rapports.source (instantane_id, source_id) select un_id, s.id from rapports.sources_de(territoire, une_annee) s;
    update rapports.instantane i set recus = f.recus, perimetre = i.perimetre || f.comptes
      from (select coalesce(sum(case when un_niveau in ('academie', 'national') then 1 else d.recus end), 0) as recus,
                   jsonb_build_object('etablissementsComptes', coalesce(sum((d.perimetre ->> 'etablissementsComptes')::int), 0),
                                      'elevesComptes', coalesce(sum((d.perimetre ->> 'elevesComptes')::int), 0)) as comptes
              from rapports.source s join rapports.instantane d on d.id = s.source_id where s.instantane_id = un_id) f
     where i.id = un_id;
    insert into rapports.ligne (instantane_id, type, dimension, code, nombre)
      select un_id, l.type, l.dimension, l.code, sum(l.nombre)
        from rapports.source s join rapports.ligne l on l.instantane_id = s.source_id
       where s.instantane_id = un_id group by 2, 3, 4;
  end if;
  return true;
end $$;

-- Vrai si rien n'a été figé dessous depuis que ce rapport est préparé, ni le seuil changé.
create function rapports.est_a_jour(un_id uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select i.seuil = observation.seuil()
     and not exists ((select s.source_id from rapports.source s where s.instantane_id = i.id)
                     except select d.id from rapports.sources_de(i.territoire_id, i.annee) d)
     and not exists (select d.id from rapports.sources_de(i.territoire_id, i.annee) d
                     except (select s.source_id from rapports.source s where s.instantane_id = i.id))
    from rapports.instantane i where i.id = un_id and rapports.tient(i.territoire_id);
end;
revoke execute on all functions in schema rapports from public;
grant execute on function rapports.vrais_comptes, rapports.manquants, rapports.preparer, rapports.est_a_jour to egide_app;

-- ── Le seuil, réglé au niveau national ──────────────────────────────────────────────────────────────────────────────
create policy regler_le_seuil on referentiels.parametre for update to egide_app
  using (cle = 'statistique.seuil_secret' and (select securite.exerce(array['ctss_national'])))
  with check (cle = 'statistique.seuil_secret' and (valeur #>> '{}')::int between 3 and 20);
grant update (valeur) on referentiels.parametre to egide_app;
