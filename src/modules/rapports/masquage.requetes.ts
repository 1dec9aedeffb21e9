import { sql, type Tx } from '#socle/db.ts'
import type { AMasquer, Choix, LigneComptee } from './masquage.ts'
import { planchersDesTotaux } from './plancher.ts'

/** Un instantané à masquer, avec ceux, figés, dont il se rapproche. Rien s'il n'est plus à calculer. */
export async function findAMasquer(tx: Tx, instantaneId: string): Promise<AMasquer | undefined> {
  const vise = await tx
    .selectFrom('rapports.instantane')
    .select(['territoire_id', 'annee', 'numero', 'seuil'])
    .where('id', '=', instantaneId)
    .where('etat', '=', 'calcul')
    .executeTakeFirst()
  if (vise === undefined) return undefined
  const precedent = await tx
    .selectFrom('rapports.instantane')
    .select('id')
    .where('territoire_id', '=', vise.territoire_id)
    .where('annee', '=', vise.annee)
    .where('numero', '=', vise.numero - 1)
    .executeTakeFirst()
  const precedentId = precedent?.id ?? null
  const rapports = await listRapprochables(tx, instantaneId, precedentId)
  return {
    seuil: vise.seuil,
    instantaneId,
    precedentId,
    rapports,
    lignes: await listLignes(
      tx,
      rapports.map(({ id }) => id),
    ),
  }
}

/** Un rapport, tout ce qu'il consolide, les rapports figés qui en consolident une part, et tout ce que ceux-ci consolident. */
async function listRapprochables(tx: Tx, instantaneId: string, precedentId: string | null): Promise<AMasquer['rapports']> {
  const { rows } = await sql<AMasquer['rapports'][number]>`
    with recursive dessous as (
      select unnest(${[instantaneId, precedentId].filter((id) => id !== null)}::uuid[]) as id
      union
      select s.source_id from dessous d join rapports.source s on s.instantane_id = d.id
    ), dessus as (
      select id from dessous
      union
      select s.instantane_id from dessus d join rapports.source s on s.source_id = d.id join rapports.instantane i on i.id = s.instantane_id and i.etat = 'fige'
    ), tout as (
      select id from dessus
      union
      select s.source_id from tout t join rapports.source s on s.instantane_id = t.id
    ) select i.id, coalesce(i.territoire_id, i.noeud) as "territoireId", i.retenus, i.deduits,
             not i.recu and exists (select 1 from rapports.envoi e where e.id = i.id and e.academie_id is not null) as parti,
             array(select s.source_id from rapports.source s where s.instantane_id = i.id) as sources
        from tout t join rapports.instantane i on i.id = t.id`.execute(tx)
  return rows
}

async function listLignes(tx: Tx, instantaneIds: readonly string[]): Promise<LigneComptee[]> {
  const { rows } = await sql<LigneComptee>`
    select instantane_id as "instantaneId", type, dimension, code, nombre, masque from rapports.ligne
     where instantane_id = any (${instantaneIds}::uuid[])`.execute(tx)
  return rows
}

/** Écrit les masques choisis ; le reste se publie, sauf les types et tables retenus, et le rapport est prêt à relire. */
export async function ecrireMasques(tx: Tx, a: AMasquer, choix: Choix): Promise<void> {
  const { instantaneId } = a
  const { masques, retenus, deduits } = choix
  await sql`
    update rapports.ligne l
       set masque = exists (select 1 from json_to_recordset(${JSON.stringify(masques)}::json) m (type text, dimension text, code text)
                             where (m.type, m.dimension, m.code) = (l.type, l.dimension, l.code))
     where l.instantane_id = ${instantaneId} and l.type <> all (${retenus}::text[])
       and l.type || '/' || l.dimension <> all (${retenus}::text[])`.execute(tx)
  await sql`
    update rapports.ligne l set au_moins = m."auMoins" from json_to_recordset(${JSON.stringify(planchersDesTotaux(a, choix))}::json) m (type text, "auMoins" int)
     where l.instantane_id = ${instantaneId} and l.dimension = 'total' and l.type = m.type`.execute(tx)
  await tx
    .updateTable('rapports.instantane')
    .set({
      etat: 'prepare',
      retenus: [...retenus],
      deduits: [...deduits],
      figes_au_dessus: sql`rapports.figes_au_dessus(territoire_id, annee)`,
    })
    .where('id', '=', instantaneId)
    .execute()
}
