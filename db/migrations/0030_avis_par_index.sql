-- 0030_avis_par_index.sql — lire une clé ou un avis n'en balaie pas la table : le droit se demande avis par avis.

create function protection.avis_lisible(un_avis uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select exists (select 1 from protection.avis a
                  where a.id = un_avis and securite.agent_courant() in (a.conseiller_id, a.demandeur_id))
      or exists (select 1 from protection.avis_information i where i.avis_id = un_avis and dossiers.est_accessible(i.dossier_id));
end;
comment on function protection.avis_lisible is 'La conseillère, la demandeuse, ou qui lit le dossier dont vient l’information (ADR 0026).';
grant execute on function protection.avis_lisible to egide_app;

alter policy lire on protection.avis
  using (conseiller_id = (select securite.agent_courant()) or demandeur_id = (select securite.agent_courant()) or protection.avis_lisible(id));
alter policy avis on coffre.cle using (nature = 'avis' and protection.avis_lisible(id));
