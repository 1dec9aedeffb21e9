-- 0051_au_moins.sql — un total national masqué ne disait rien : la somme de ce qui est publié dessous, que chacun peut refaire, dit au moins combien.

alter table rapports.ligne add column au_moins int check (au_moins is null or (dimension = 'total' and au_moins > 0));
comment on column rapports.ligne.au_moins is
  'Le moins que vaut un total masqué : la somme de ce que publient les rapports consolidés, un total masqué valant au moins 1. Elle ne découvre rien.';
grant select (au_moins) on rapports.ligne to egide_app, egide_tache;
grant update (au_moins) on rapports.ligne to egide_tache;
