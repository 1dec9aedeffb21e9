-- 0041_cases_incorporees.sql — compter un lot sans appeler deux fonctions par fait : sans « security definer » ni « set », PostgreSQL les
-- incorpore au compte. Leur corps est lié à la création ; seul `compter`, qui garde ses droits, les exécute.

create or replace function observation.cases_de(f observation.fait) returns table (dimension text, code text)
  language sql stable
begin atomic
  select d.dimension, d.code
    from referentiels.etablissement e
    cross join lateral (select f.type in ('acte', 'ouverture', 'cloture', 'ip', 'signalement', 'demande') as d_un_eleve,
                               f.type = 'action_collective' as collective) t
    cross join lateral (values
      ('total', 'tous'), ('mois', to_char(f.mois, 'YYYY-MM')), ('type_acte', f.type_acte), ('issue', f.issue), ('delai', f.delai),
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

create or replace function observation.quantites_de(f observation.fait) returns table (dimension text, code text, quantite int)
  language sql immutable
begin atomic
  select 'public', q.code, q.quantite from (values ('CLASSES', f.classes), ('ELEVES', f.eleves), ('PARENTS', f.parents)) q (code, quantite) where q.quantite > 0;
end;

-- « offset 0 » : le fait reste une colonne composite, que les deux fonctions lisent champ par champ ; sans lui, PostgreSQL 18 ne sait plus
-- retrouver ses colonnes (« variable not found in subplan target list »).
create or replace function observation.compter(lot observation.fait[]) returns void
  language sql volatile security definer set search_path = pg_catalog, pg_temp
begin atomic
  insert into observation.compte as c (territoire_id, annee, type, dimension, code, nombre)
    select h.ancetre_id, g.annee, g.type, g.dimension, g.code, sum(g.n)
      from (select (l.f).etablissement_id, observation.annee_scolaire((l.f).mois) as annee, (l.f).type, d.dimension, d.code, sum((l.f).sens * d.quantite) as n
              from (select f from unnest(lot) f offset 0) l
              cross join lateral (select k.dimension, k.code, 1 as quantite from observation.cases_de(l.f) k
                                  union all select q.dimension, q.code, q.quantite from observation.quantites_de(l.f) q) d
             group by 1, 2, 3, 4, 5) g
      join referentiels.ascendance h on h.descendant_id = g.etablissement_id and h.niveau_ancetre <> 'bassin'
     group by 1, 2, 3, 4, 5
    having sum(g.n) <> 0
     order by 1, 2, 3, 4, 5
    on conflict (territoire_id, annee, type, dimension, code) do update set nombre = c.nombre + excluded.nombre;
end;
