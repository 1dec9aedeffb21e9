import { sql, type Tx } from '#socle/db.ts'
import type { AMasquer, Choix, LigneComptee } from './masquage.ts'

/**
 * Un instantané à masquer, avec tous ceux qu'il consolide, déjà publiés, et celui qu'il remplace, s'il y en a un. Rien s'il n'est plus
 * à calculer.
 */
export async function findAMasquer(tx: Tx, instantaneId: string): Promise<AMasquer | undefined> {
  const vise = await tx
    .selectFrom('rapports.instantane')
    .select(['territoire_id', 'annee', 'numero', 'seuil'])
    .where('id', '=', instantaneId)
    .where('etat', '=', 'calcul')
    .executeTakeFirst()
  if (vise === undefined) return undefined
  const { rows: arbre } = await sql<AMasquer['arbre'][number]>`
    with recursive a as (
      select ${instantaneId}::uuid as id, null::uuid as parent_id
      union all
      select s.source_id, a.id from a join rapports.source s on s.instantane_id = a.id
    ) select a.id, a.parent_id as "parentId", i.retenus from a join rapports.instantane i on i.id = a.id`.execute(tx)
  const precedent = await tx
    .selectFrom('rapports.instantane')
    .select('id')
    .where('territoire_id', '=', vise.territoire_id)
    .where('annee', '=', vise.annee)
    .where('numero', '=', vise.numero - 1)
    .executeTakeFirst()
  return {
    seuil: vise.seuil,
    instantaneId,
    arbre,
    lignes: await listLignes(
      tx,
      arbre.map((n) => n.id),
    ),
    precedentes: precedent === undefined ? [] : await listLignes(tx, [precedent.id]),
  }
}

async function listLignes(tx: Tx, instantaneIds: readonly string[]): Promise<LigneComptee[]> {
  const { rows } = await sql<LigneComptee>`
    select instantane_id as "instantaneId", type, dimension, code, nombre, masque from rapports.ligne
     where instantane_id = any (${instantaneIds}::uuid[])`.execute(tx)
  return rows
}

/** Écrit les masques choisis ; le reste se publie, sauf les types et tables retenus, et le rapport est prêt à relire. */
export async function ecrireMasques(tx: Tx, instantaneId: string, { masques, retenus }: Choix): Promise<void> {
  await sql`
    update rapports.ligne l
       set masque = exists (select 1 from json_to_recordset(${JSON.stringify(masques)}::json) m (type text, dimension text, code text)
                             where (m.type, m.dimension, m.code) = (l.type, l.dimension, l.code))
     where l.instantane_id = ${instantaneId} and l.type <> all (${retenus}::text[])
       and l.type || '/' || l.dimension <> all (${retenus}::text[])`.execute(tx)
  await tx
    .updateTable('rapports.instantane')
    .set({ etat: 'prepare', retenus: [...retenus] })
    .where('id', '=', instantaneId)
    .execute()
}
