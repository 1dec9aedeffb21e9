-- 0052_ruralite.sql — le dénominateur rural : aucune source n'est livrée, l'exploitant en charge une (« egide ruralite »), et le rapport la nomme.

create table referentiels.ruralite (
  code_commune text primary key check (code_commune ~ '^(\d{2}|2[AB])\d{3}$'),
  rural        boolean not null
);
comment on table referentiels.ruralite is 'Les communes rurales et les autres, d’après la source chargée par l’exploitant ; une commune absente est inconnue.';

create table referentiels.source_chargee (
  cle        text primary key check (cle in ('ruralite')),
  source     text not null check (length(btrim(source)) between 5 and 300),
  chargee_le date not null
);
comment on table referentiels.source_chargee is 'D’où viennent les données qu’Égide ne livre pas, et quand l’exploitant les a chargées.';
alter table referentiels.ruralite       enable row level security;
alter table referentiels.source_chargee enable row level security;

create or replace function rapports.perimetre_de(territoire uuid, une_annee int) returns jsonb
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select jsonb_build_object(
           'etablissements', count(*), 'assures', count(*) filter (where s.assure),
           'eleves', coalesce(sum(e.effectif), 0), 'elevesAssures', coalesce(sum(e.effectif) filter (where s.assure), 0),
           'effectifInconnu', count(*) filter (where e.effectif is null),
           'rep', count(*) filter (where e.education_prioritaire = 'REP'), 'repPlus', count(*) filter (where e.education_prioritaire = 'REP+'))
         || coalesce((select jsonb_build_object('rural', count(*) filter (where r.rural), 'ruralInconnu', count(*) filter (where r.rural is null),
                                                'sourceRuralite', c.source)
                        from referentiels.source_chargee c where c.cle = 'ruralite'), '{}')
    from referentiels.ascendance h
    join referentiels.etablissement e on e.territoire_id = h.descendant_id
    left join referentiels.ruralite r on r.code_commune = e.code_commune
    cross join lateral (select exists (
      select 1 from securite.affectation a
       where a.territoire_id = e.territoire_id and a.fonction = 'assistant_social'
         and a.du < make_date(une_annee + 1, 9, 1) and (a.au is null or a.au > make_date(une_annee, 9, 1))) as assure) s
   where h.ancetre_id = territoire and (e.secteur = 'public' and e.type <> 'Ecole' or s.assure);
end;
