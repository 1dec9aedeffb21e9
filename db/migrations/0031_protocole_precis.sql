-- 0031_protocole_precis.sql — le protocole dit qui reçoit quoi, et de quel nom le département appelle les mesures.
-- Les contacts et les délais convenus localement vont dans `circuit` : du texte de la version, jamais une règle.

alter table referentiels.protocole_destinataire
  add column recoit text[] not null default '{}'
    constraint protocole_destinataire_recoit
    check (recoit <@ array['information', 'copie_information', 'signalement', 'copie_signalement', 'relance']);
comment on column referentiels.protocole_destinataire.recoit is 'Envois que ce destinataire reçoit ; vide : le protocole ne le dit pas.';

alter table referentiels.protocole
  add column alias_mesures jsonb not null default '{}' check (jsonb_typeof(alias_mesures) = 'object');
comment on column referentiels.protocole.alias_mesures is
  'Code national de mesure → nom local. S''affiche à côté du libellé national, ne le remplace ni ne se compte.';
comment on column referentiels.protocole.circuit is
  'Voie, étapes, contacts et délais convenus localement ; un délai local rappelle, il ne bloque ni ne remplace celui de la loi.';

grant insert (recoit) on referentiels.protocole_destinataire to egide_app;
grant insert (alias_mesures), update (alias_mesures) on referentiels.protocole to egide_app;
