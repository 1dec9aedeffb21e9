-- 0049_depart.sql — prévenir la cellule qu'une famille quitte le département : une lettre de plus, depuis une information transmise (CASF L221-3).

alter table courriers.courrier
  drop constraint courrier_genre_check,
  add constraint courrier_genre_check check (genre in ('relance', 'depart', 'bordereau', 'parent', 'note_sociale', 'enquete')),
  drop constraint courrier_objet,
  add constraint courrier_objet check (
    (genre in ('relance', 'depart', 'bordereau')) = (information_id is not null) and (genre = 'parent') = (titulaire_id is not null));
