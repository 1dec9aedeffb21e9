-- Rôles d'Égide. Rejoué sans dommage par l'exploitant ou par `egide migrer`, avant les migrations.
-- Le propriétaire ne se connecte jamais ; l'application et les tâches ne possèdent rien et ne contournent rien.
do $$
declare
  nom text;
begin
  foreach nom in array array['egide_proprietaire', 'egide_app', 'egide_tache'] loop
    if not exists (select 1 from pg_roles where rolname = nom) then
      execute format('create role %I %s', nom, case nom when 'egide_proprietaire' then 'nologin' else 'login' end);
    end if;
    execute format('grant %I to current_user', nom);
  end loop;
end $$;
