-- 0035_exports.sql — la ligne de commande exporte un rapport figé sous le rôle des tâches : elle n'en lit que ce qui se publie.

grant select (grille, perimetre, attendus, recus, retenus, prepare_le, fige_le, textes, empreinte) on rapports.instantane to egide_tache;
grant select (publie) on rapports.ligne to egide_tache;
