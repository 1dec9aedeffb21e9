-- 0043_inquietude.sql — de la première inquiétude à l'issue : le fait porte une classe de délai, jamais une date.

do $$
declare
  boite text;
begin
  foreach boite in array array['depot', 'fait'] loop
    execute format($sql$
      alter table observation.%1$I
        add column delai_inquietude text,
        add constraint %2$I check (delai_inquietude is null
          or delai_inquietude in ('MOIS_1', 'MOIS_2', 'MOIS_3', 'MOIS_6', 'AU_DELA') and type in ('ip', 'ip_reponse', 'signalement', 'cloture')
          or delai_inquietude = 'INCONNU' and type in ('ip', 'ip_reponse', 'signalement')
          or delai_inquietude = 'AUCUNE' and type = 'cloture')
    $sql$, boite, boite || '_inquietude');
  end loop;
end $$;
comment on column observation.depot.delai_inquietude is
  'Délai depuis la première inquiétude du dossier, en classes de mois calendaires ; INCONNU : le dossier ne la date pas ; AUCUNE : clos, il n’en porte pas. Nul : fait d’avant cette question.';
grant insert (delai_inquietude) on observation.depot to egide_app;

-- La première inquiétude que l'agent lit au dossier, au plus tard le jour donné. Sans « security definer » : les politiques de ligne jouent,
-- et qui n'a pas le dossier n'obtient rien.
create function dossiers.premiere_inquietude(un_dossier uuid, motifs text[], au_plus_tard date) returns date
  language sql stable set search_path = pg_catalog, pg_temp
begin atomic
  select min(i.le)
    from (select (d.ouvert_le at time zone 'Europe/Paris')::date as le from dossiers.dossier d where d.id = un_dossier and d.motif = any (motifs)
          union all
          select a.date_acte from actes.acte a
           where a.dossier_id = un_dossier
             and (a.motif = any (motifs) or exists (select 1 from actes.motif_associe m where m.acte_id = a.id and m.motif = any (motifs)))
             and not exists (select 1 from actes.acte r where r.rectifie_id = a.id)
          union all
          select p.le from paroles.parole p where p.dossier_id = un_dossier
          union all
          select (u.ouverte_le at time zone 'Europe/Paris')::date from protection.urgence u where u.dossier_id = un_dossier) i
   where i.le <= au_plus_tard;
end;
revoke execute on function dossiers.premiere_inquietude from public;
grant execute on function dossiers.premiere_inquietude to egide_app;

alter table observation.compte drop constraint compte_dimension_check,
  add constraint compte_dimension_check check (dimension in (
    'total', 'mois', 'type_acte', 'motif', 'motif_associe', 'origine', 'niveau', 'sexe', 'tranche_age', 'issue', 'delai', 'delai_inquietude',
    'type_etablissement', 'education_prioritaire', 'internat', 'segpa', 'ulis', 'regime',
    'theme', 'partenaire', 'instance', 'role', 'public_classes', 'public_eleves', 'public_parents', 'public'));

-- Une case de plus. Sans « security definer » ni « set », la fonction s'incorpore au compte (0041), qui seul l'exécute.
create or replace function observation.cases_de(f observation.fait) returns table (dimension text, code text)
  language sql stable
begin atomic
  select d.dimension, d.code
    from referentiels.etablissement e
    cross join lateral (select f.type in ('acte', 'ouverture', 'cloture', 'ip', 'signalement', 'demande') as d_un_eleve,
                               f.type = 'action_collective' as collective) t
    cross join lateral (values
      ('total', 'tous'), ('mois', to_char(f.mois, 'YYYY-MM')), ('type_acte', f.type_acte), ('issue', f.issue), ('delai', f.delai),
      ('delai_inquietude', case when f.type in ('ip', 'ip_reponse', 'signalement', 'cloture') then coalesce(f.delai_inquietude, 'NON_DEMANDE') end),
      ('type_etablissement', e.type), ('education_prioritaire', coalesce(e.education_prioritaire, 'INCONNU')),
      ('internat', case e.internat when true then 'OUI' when false then 'NON' else 'INCONNU' end),
      ('segpa', case e.segpa when true then 'OUI' when false then 'NON' else 'INCONNU' end),
      ('ulis', case e.ulis when true then 'OUI' when false then 'NON' else 'INCONNU' end),
      ('motif', case when t.d_un_eleve or f.type = 'conseil' then coalesce(f.motif, 'NON_DEMANDE') end),
      ('origine', case when f.type in ('acte', 'ouverture', 'conseil') then coalesce(f.origine, 'NON_DEMANDE') end),
      ('niveau', case when t.d_un_eleve then coalesce(f.niveau, 'NON_DEMANDE') end),
      ('sexe', case when t.d_un_eleve then coalesce(f.sexe, 'NON_DEMANDE') end),
      ('tranche_age', case when t.d_un_eleve then coalesce(f.tranche_age, 'NON_DEMANDE') end),
      ('regime', case when t.d_un_eleve then coalesce(f.regime, 'NON_DEMANDE') end),
      ('theme', f.theme), ('instance', f.instance),
      ('role', case when f.type = 'instance' then coalesce(f.role, 'NON_DEMANDE') end),
      ('partenaire', case when t.collective and f.partenaires = '{}' then 'NON_DEMANDE' end),
      ('public_classes', case when t.collective then case when f.classes is not null then 'CONNU' when 'classes' = any (f.inconnus) then 'INCONNU' else 'NON_DEMANDE' end end),
      ('public_eleves', case when t.collective then case when f.eleves is not null then 'CONNU' when 'eleves' = any (f.inconnus) then 'INCONNU' else 'NON_DEMANDE' end end),
      ('public_parents', case when t.collective then case when f.parents is not null then 'CONNU' when 'parents' = any (f.inconnus) then 'INCONNU' else 'NON_DEMANDE' end end)
    ) d (dimension, code)
   where e.territoire_id = f.etablissement_id and d.code is not null
  union all
  select 'motif_associe', m from unnest(f.motifs_associes) m
  union all
  select 'partenaire', p from unnest(f.partenaires) p;
end;

create or replace function observation.verser() returns int
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
declare
  lot observation.fait[];
begin
  perform pg_advisory_xact_lock(hashtext('observation.verser'));
  with vide as (
    delete from observation.depot
    returning mois, etablissement_id, type, type_acte, motif, motifs_associes, origine, niveau, sexe, tranche_age, issue, delai, sens,
              regime, theme, instance, role, classes, eleves, parents, inconnus, partenaires, delai_inquietude
  ) select array_agg(row (v.*)::observation.fait order by random()) into lot from vide v;
  if lot is null then return 0; end if;
  insert into observation.fait select (f).* from unnest(lot) f;
  perform observation.compter(lot);
  return cardinality(lot);
end $$;

-- Aux faits déjà versés, la question n'a pas été posée. On ajoute leurs cases aux comptes, sans les refaire : la nation tient les siens d'ailleurs.
insert into observation.compte (territoire_id, annee, type, dimension, code, nombre)
  select h.ancetre_id, observation.annee_scolaire(f.mois), f.type, 'delai_inquietude', 'NON_DEMANDE', sum(f.sens)
    from observation.fait f
    join referentiels.ascendance h on h.descendant_id = f.etablissement_id and h.niveau_ancetre <> 'bassin'
   where f.type in ('ip', 'ip_reponse', 'signalement', 'cloture')
   group by 1, 2, 3
  having sum(f.sens) <> 0;
