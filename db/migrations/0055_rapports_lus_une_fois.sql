-- 0055_rapports_lus_une_fois.sql — les territoires dont un agent lit le rapport se cherchent une fois par requête, non pour chaque case : dans le pays
-- entier, un rapport figé de département demandait une seconde et demie.

-- L'établissement est à qui l'assure ; au-dessus, chaque niveau au conseil technique de ce niveau, et de lui seul.
create function rapports.tenus() returns uuid[]
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select coalesce(array_agg(a.territoire_id), '{}')
    from securite.affectation a join referentiels.territoire t on t.id = a.territoire_id
   where a.agent_id = securite.agent_courant()
     and a.du <= socle.aujourd_hui() and (a.au is null or socle.aujourd_hui() < a.au)
     and a.fonction = case t.niveau when 'etablissement' then 'assistant_social' when 'national' then 'ctss_national' else 'ctss_' || t.niveau end;
end;
create or replace function rapports.tient(territoire uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select territoire = any (rapports.tenus());
end;

-- Un rapport figé redescend vers tous ceux qu'il couvre, et remonte à qui en a la charge ; celui d'un établissement reste à l'établissement.
create function rapports.lus() returns uuid[]
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  with siennes as (
    select a.territoire_id, a.fonction <> 'assistant_social' as conseille from securite.affectation a
     where a.agent_id = securite.agent_courant()
       and a.du <= socle.aujourd_hui() and (a.au is null or socle.aujourd_hui() < a.au)
       and a.fonction in ('assistant_social', 'ctss_bassin', 'ctss_departement', 'ctss_academie', 'ctss_national')
  )
  select array(
    select unnest(rapports.tenus())
    union
    select h.ancetre_id from siennes s join referentiels.ascendance h on h.descendant_id = s.territoire_id
     where h.niveau_ancetre <> 'etablissement'
    union
    -- Un millier de territoires, chacun cherché parmi ses ancêtres : partir des ancêtres lirait cinquante mille établissements.
    select t.id from referentiels.territoire t
     where t.niveau in ('bassin', 'departement', 'academie', 'national')
       and (select true from referentiels.ascendance h
             where h.descendant_id = t.id and h.ancetre_id = any (array(select s.territoire_id from siennes s where s.conseille)) limit 1));
end;
grant execute on function rapports.tenus, rapports.lus to egide_app;

alter policy lire on rapports.instantane
  using (case etat when 'fige' then territoire_id = any ((select rapports.lus())::uuid[]) else territoire_id = any ((select rapports.tenus())::uuid[]) end);
alter policy tenir on rapports.brouillon  using (territoire_id = any ((select rapports.tenus())::uuid[]));
alter policy tenir on rapports.correction using (territoire_id = any ((select rapports.tenus())::uuid[]));
drop function rapports.lit;
