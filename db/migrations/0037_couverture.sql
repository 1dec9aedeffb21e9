-- 0037_couverture.sql — où le service est présent : la carte d'un bassin ou d'un département.

-- Les établissements publics du second degré d'un territoire, et tout autre qui est assuré, avec la présence d'aujourd'hui : régulière si
-- des jours de permanence sont dits, sinon sans jour dit, ou aucune. Ni nom d'agent, ni quotité. Hors du périmètre, ou au-dessus du
-- département : aucune ligne.
create function observation.couverture(territoire uuid)
  returns table (id uuid, nom text, type text, commune text, lat double precision, lon double precision, au_centre boolean,
                 education_prioritaire text, effectif int, presence text)
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select e.territoire_id, e.nom, e.type, e.commune, e.lat, e.lon, e.geo_precision = 'commune', e.education_prioritaire, e.effectif,
         case when p.jours > 0 then 'reguliere' when p.agents > 0 then 'sans_jour' else 'aucune' end
    from referentiels.territoire t
    join referentiels.ascendance h on h.ancetre_id = t.id
    join referentiels.etablissement e on e.territoire_id = h.descendant_id
    cross join lateral (
      select count(*) as agents, coalesce(max(cardinality(a.permanences)), 0) as jours from securite.affectation a
       where a.territoire_id = e.territoire_id and a.fonction = 'assistant_social'
         and a.du <= socle.aujourd_hui() and (a.au is null or socle.aujourd_hui() < a.au)) p
   where t.id = territoire and t.niveau in ('bassin', 'departement')
     and securite.couvre(territoire, array['ctss_bassin', 'ctss_departement', 'ctss_academie', 'ctss_national'])
     and (e.secteur = 'public' and e.type <> 'Ecole' or p.agents > 0)
   order by e.commune, e.nom, e.territoire_id
   limit 2000;
end;
revoke execute on function observation.couverture from public;
grant execute on function observation.couverture to egide_app;
