-- 0044_lectures_groupees.sql — les pages les plus lues ne dressent ni n'énumèrent plus rien pour rien ; aucun droit ne change.

-- « Ce dossier m'est-il ouvert ? » se demande ligne par ligne à la politique des dossiers, qui ne cherche qu'une fois mes
-- établissements : énumérer tous mes dossiers, ou appeler une fonction par ligne, coûtait plus que lire les quelques lignes d'une page.
-- Pas de « exists », que le plan peut servir en lisant tous les dossiers.
alter policy lire on actes.motif_associe         using ((select true from dossiers.dossier d where d.id = dossier_id));
alter policy lire on actes.information_tiers     using ((select true from dossiers.dossier d where d.id = dossier_id));
alter policy lire on actes.rappel                using ((select true from dossiers.dossier d where d.id = dossier_id));
alter policy lire on dossiers.lien_familial      using ((select true from dossiers.dossier d where d.id = dossier_id));
alter policy lire on dossiers.titulaire_autorite using ((select true from dossiers.dossier d where d.id = dossier_id));
alter policy lire on protection.etape            using ((select true from dossiers.dossier d where d.id = dossier_id));

-- L'accueil ne veut que des nombres : l'index suffit à les rendre.
drop index actes.acte_auteur_id_date_acte_idx;
create index on actes.acte (auteur_id, date_acte) include (type, id);
create function actes.compter_mon_activite(du date, au date) returns table (type text, nombre int)
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select a.type, count(*)::int
    from actes.acte a
   where a.auteur_id = securite.agent_courant() and a.date_acte >= du and a.date_acte < au
     and not exists (select 1 from actes.acte r where r.rectifie_id = a.id)
   group by a.type order by 2 desc, 1;
end;
comment on function actes.compter_mon_activite is 'Les nombres de mon_activite, par type ; un acte rectifié ne compte qu’une fois.';
grant execute on function actes.compter_mon_activite to egide_app;
