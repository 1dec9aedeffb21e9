-- 0053_deja_compte.sql — qui remplace un rapport déjà compté au-dessus le sait avant de figer : le rapport suivant, là-haut, en dira moins.

create function rapports.deja_compte(territoire uuid, une_annee int) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select rapports.tient(territoire) and exists (
    select 1 from rapports.instantane i
      join rapports.source s on s.source_id = i.id
      join rapports.instantane dessus on dessus.id = s.instantane_id and dessus.etat = 'fige'
     where i.territoire_id = territoire and i.annee = une_annee);
end;
revoke execute on function rapports.deja_compte from public;
grant execute on function rapports.deja_compte to egide_app;
