import { AUCUN, type Compteurs } from './rapport.ts'
import type { SessionImport } from './session-import.requetes.ts'

/** Verse les divisions d'un établissement et retire celles qui n'y sont plus. `lues` : combien le fichier en donne. */
export async function fusionnerStructures(
  session: SessionImport,
  etablissementId: string,
  lues: number,
): Promise<Omit<Compteurs, 'rejetes'>> {
  const [n] = await session.lignes<{ crees: number; modifies: number }>(
    `with ecrit as (
       insert into eleves.structure as s (etablissement_id, code, libelle, mefs) select $1, left(code, 40), libelle, mefs::text[] from lu_structure
       on conflict (etablissement_id, code) do update set libelle = excluded.libelle, mefs = excluded.mefs
        where (s.libelle, s.mefs) is distinct from (excluded.libelle, excluded.mefs)
       returning (xmax = 0) as neuve)
     select count(*) filter (where neuve)::int as crees, count(*) filter (where not neuve)::int as modifies from ecrit`,
    [etablissementId],
  )
  const partis = await session.executer(
    'delete from eleves.structure where etablissement_id = $1 and code not in (select left(code, 40) from lu_structure)',
    [etablissementId],
  )
  const [crees, modifies] = [n?.crees ?? 0, n?.modifies ?? 0]
  return { ...AUCUN, crees, modifies, partis, inchanges: lues - crees - modifies }
}
