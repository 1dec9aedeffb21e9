-- 0038_retenus.sql — une table retenue se dit comme un type retenu ; la tâche relit ce que les rapports déjà figés retiennent.
comment on column rapports.instantane.retenus is
  'Types de faits (« acte ») et tables (« acte/motif ») dont rien ne peut être publié ici, pas même un zéro, sans découvrir une case masquée.';
grant select (retenus) on rapports.instantane to egide_tache;
