import type { Db, Tx } from '#socle/db.ts'
import type { Niveau, Territoire } from './territoire.ts'

type Lecteur = Db | Tx

const colonnes = ['id', 'niveau', 'code', 'libelle', 'parent_id as parentId'] as const

/** Un territoire, ou rien. */
export async function findTerritoire(tx: Lecteur, id: string): Promise<Territoire | undefined> {
  const row = await tx.selectFrom('referentiels.territoire').select(colonnes).where('id', '=', id).executeTakeFirst()
  return row && { ...row, niveau: row.niveau as Niveau }
}

/** Le nom d'un territoire ; « Territoire inconnu » si l'identifiant n'en désigne aucun. */
export async function nomTerritoire(tx: Lecteur, id: string): Promise<string> {
  return (await findTerritoire(tx, id))?.libelle ?? 'Territoire inconnu'
}

/** Les territoires rangés directement sous un autre, par nom. Au plus 2 000 : le Nord en compte 1 754. */
export async function listTerritoires(tx: Lecteur, parentId: string): Promise<Territoire[]> {
  const rows = await tx
    .selectFrom('referentiels.territoire')
    .select(colonnes)
    .where('parent_id', '=', parentId)
    .orderBy('libelle')
    .orderBy('id')
    .limit(2_000)
    .execute()
  return rows.map((row) => ({ ...row, niveau: row.niveau as Niveau }))
}

/** Tous les territoires d'un niveau, par nom : académies, départements. Au plus 2 000. */
export async function listTerritoiresDuNiveau(tx: Lecteur, niveau: Niveau): Promise<Territoire[]> {
  const rows = await tx
    .selectFrom('referentiels.territoire')
    .select(colonnes)
    .where('niveau', '=', niveau)
    .orderBy('libelle')
    .orderBy('id')
    .limit(2_000)
    .execute()
  return rows.map((row) => ({ ...row, niveau: row.niveau as Niveau }))
}

/** L'ancêtre d'un territoire à un niveau donné (lui-même s'il est de ce niveau), ou rien : tous n'ont pas de bassin. */
export async function findAncetre(tx: Lecteur, id: string, niveau: Niveau): Promise<Territoire | undefined> {
  const row = await tx
    .selectFrom('referentiels.ascendance as a')
    .innerJoin('referentiels.territoire as t', 't.id', 'a.ancetre_id')
    .select(['t.id', 't.niveau', 't.code', 't.libelle', 't.parent_id as parentId'])
    .where('a.descendant_id', '=', id)
    .where('a.niveau_ancetre', '=', niveau)
    .executeTakeFirst()
  return row && { ...row, niveau }
}
