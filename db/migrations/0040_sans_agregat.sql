-- 0040_sans_agregat.sql — les comptes mensuels par établissement ne se lisent plus : les pages lisent les comptes de l'année (0036).

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
              regime, theme, instance, role, classes, eleves, parents, inconnus, partenaires
  ) select array_agg(row (v.*)::observation.fait order by random()) into lot from vide v;
  if lot is null then return 0; end if;
  insert into observation.fait select (f).* from unnest(lot) f;
  perform observation.compter(lot);
  return cardinality(lot);
end $$;
drop function observation.agreger;
drop table observation.agregat;
