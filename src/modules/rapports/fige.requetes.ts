import { sql, type Tx } from '#socle/db.ts'
import type { ContenuFige, FigeSitue } from './contenu-fige.ts'
import { findInstantaneFige, listCases } from './rapports.requetes.ts'
import { listSerie, listSituations } from './situations.requetes.ts'

type Territoire = ContenuFige['territoire']

/** Un rapport figé et ceux qui le situent ; `numero` null : le dernier figé. Rien s'il n'existe pas, ou n'est pas figé. */
export async function findFige<T extends Territoire>(
  tx: Tx,
  territoire: T,
  annee: number,
  numero: number | null,
): Promise<(FigeSitue & { readonly territoire: T }) | undefined> {
  const instantane = await findInstantaneFige(tx, territoire.id, annee, numero)
  if (instantane === undefined) return undefined
  return {
    ...{ territoire, annee, instantane },
    cases: await listCases(tx, instantane),
    situations: await listSituations(tx, territoire.id, annee),
    serie: await listSerie(tx, territoire.id, annee),
  }
}

/** Sans égard aux majuscules : « 2a » est la Corse-du-Sud. */
export const findTerritoireParCode = async (tx: Tx, niveau: string, code: string): Promise<Territoire | undefined> => {
  const row = await tx
    .selectFrom('referentiels.territoire')
    .select(['id', 'code', 'libelle'])
    .where('niveau', '=', niveau)
    .where(sql`lower(code)`, '=', code.toLowerCase())
    .executeTakeFirst()
  return row && { ...row, niveau: niveau as Territoire['niveau'] }
}
