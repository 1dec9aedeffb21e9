-- 0050_deduits_par_type.sql — un rapport se déduit par type de faits : corriger les actes d'un établissement après que son département a figé ne fait plus
-- taire le reste du rapport suivant.

alter table rapports.instantane alter column deduit drop default;
alter table rapports.instantane alter column deduit type text[] using case when deduit
  then array['acte', 'ouverture', 'cloture', 'ip', 'ip_reponse', 'signalement', 'demande', 'conseil', 'instance', 'action_collective'] else '{}'::text[] end;
alter table rapports.instantane alter column deduit set default '{}';
alter table rapports.instantane rename column deduit to deduits;
comment on column rapports.instantane.deduits is
  'Les types de faits dont il ne dit que ce qui se lisait déjà : les rapports figés qui comptent les mêmes établissements ne permettent rien de plus (ADR 0029).';
