-- 0046_rapports_rapproches.sql — un rapport figé se rapproche de tous ceux qui comptent les mêmes établissements, et pas seulement de ceux qu'il
-- consolide : deux numéros d'un même territoire, ou un bassin figé après son département, disaient par différence un établissement.

alter table rapports.instantane
  add column deduit boolean not null default false,
  add column figes_au_dessus int;
comment on column rapports.instantane.deduit is
  'Il ne dit que ce qui se lisait déjà : un rapport figé avant lui compte une part de ses établissements avec d’autres (ADR 0029).';
comment on column rapports.instantane.figes_au_dessus is
  'Combien de rapports de territoires plus larges étaient figés quand ses masques ont été choisis ; un de plus, et il se prépare de nouveau.';
grant select (deduit) on rapports.instantane to egide_app, egide_tache;
grant update (deduit, figes_au_dessus) on rapports.instantane to egide_tache;

create function rapports.figes_au_dessus(territoire uuid, une_annee int) returns int
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select count(*)::int from referentiels.ascendance h
    join rapports.instantane i on i.territoire_id = h.ancetre_id and i.annee = une_annee and i.etat = 'fige'
   where h.descendant_id = territoire and h.ancetre_id <> territoire;
end;
revoke execute on function rapports.figes_au_dessus from public;
grant execute on function rapports.figes_au_dessus to egide_tache;

-- Vrai si rien n'a été figé dessous ni, pour qui consolide, au-dessus depuis que ce rapport est préparé, ni le seuil changé.
create or replace function rapports.est_a_jour(un_id uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select i.seuil = observation.seuil()
     and (i.figes_au_dessus = rapports.figes_au_dessus(i.territoire_id, i.annee)
          or not exists (select 1 from rapports.source s where s.instantane_id = i.id))
     and not exists ((select s.source_id from rapports.source s where s.instantane_id = i.id)
                     except select d.id from rapports.sources_de(i.territoire_id, i.annee) d)
     and not exists (select d.id from rapports.sources_de(i.territoire_id, i.annee) d
                     except (select s.source_id from rapports.source s where s.instantane_id = i.id))
    from rapports.instantane i where i.id = un_id and rapports.tient(i.territoire_id);
end;
