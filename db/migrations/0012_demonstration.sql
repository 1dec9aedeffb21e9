-- 0012_demonstration.sql — où en est la démonstration : chaque étape ne se fait qu'une fois par département.

create table socle.demonstration (
  departement text not null check (btrim(departement) <> ''),
  etape       text not null check (btrim(etape) <> ''),
  faite_le    timestamptz not null default now(),
  constraint demonstration_pkey primary key (departement, etape)
);
comment on table socle.demonstration is 'Étapes finies de la démonstration, par département. Vide hors démonstration ; réservée au propriétaire.';
alter table socle.demonstration enable row level security;
