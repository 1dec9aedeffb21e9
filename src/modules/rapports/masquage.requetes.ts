import { gunzipSync, gzipSync } from 'node:zlib'
import { sql, type Tx } from '#socle/db.ts'
import type { AMasquer, Choix, LigneComptee, RapportAMasquer } from './masquage.ts'
import type { Plancher } from './plancher.ts'
import type { PreuvesGardees } from './secret/gardees.ts'

/** Un instantané à masquer et ceux, figés, dont il se rapproche, sans leurs cases. Rien s'il n'est plus à calculer. */
export async function findAMasquer(tx: Tx, instantaneId: string): Promise<RapportAMasquer | undefined> {
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
  return { seuil: vise.seuil, instantaneId, precedentId, rapports: await listRapprochables(tx, instantaneId, precedentId) }
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

const idsDe = ({ rapports }: RapportAMasquer): string[] => rapports.map(({ id }) => id)

/** Les types de faits de ces rapports, les moins fournis d'abord : clairsemés, ce sont les plus longs à masquer. */
export async function listTypes(tx: Tx, a: RapportAMasquer): Promise<string[]> {
  const { rows } = await sql<{ type: string }>`
    select type from rapports.ligne where instantane_id = any (${idsDe(a)}::uuid[]) group by type
     order by sum(nombre) filter (where dimension = 'total'), type`.execute(tx)
  return rows.map((r) => r.type)
}

/** Les cases d'un type de faits ; une ligne de résultat par table : le pays en a un million. */
export async function listLignes(tx: Tx, a: RapportAMasquer, type: string): Promise<LigneComptee[]> {
  const { rows } = await sql<Table>`
    select instantane_id as "instantaneId", dimension, array_agg(code) as codes, array_agg(nombre) as nombres, array_agg(masque) as masques
      from rapports.ligne where instantane_id = any (${idsDe(a)}::uuid[]) and type = ${type} group by 1, 2`.execute(tx)
  return rows.flatMap(({ instantaneId, dimension, codes, nombres, masques }) =>
    codes.map((code, i) => ({ instantaneId, type, dimension, code, nombre: nombres[i] as number, masque: masques[i] ?? null })),
  )
}
type Table = Pick<LigneComptee, 'instantaneId' | 'dimension'> & {
  readonly codes: readonly string[]
  readonly nombres: readonly number[]
  readonly masques: readonly (boolean | null)[]
}

/** Ce qu'ont prouvé, d'un type de faits, les rapports que celui-ci consolide ou remplace, par famille de comptes puis par rapport. */
export async function listPreuves(tx: Tx, a: RapportAMasquer, type: string): Promise<NonNullable<AMasquer['preuves']>> {
  const rows = await tx
    .selectFrom('rapports.preuve')
    .select(['instantane_id', 'famille', 'contenu'])
    .where('instantane_id', 'in', quiProuvent(a, type))
    .where(sql`split_part(famille, ' ', 1)`, '=', type)
    .execute()
  const preuves = new Map<string, Map<string, PreuvesGardees>>()
  for (const { instantane_id, famille, contenu } of rows) {
    const siennes = preuves.get(famille) ?? new Map()
    preuves.set(famille, siennes)
    siennes.set(instantane_id, JSON.parse(gunzipSync(contenu).toString()))
  }
  return preuves
}

/** Les sources d'un rapport et de celui qu'il remplace ; d'une source qui déduit ce type, et n'y prouve rien, les siennes. */
function quiProuvent({ instantaneId, precedentId, rapports }: RapportAMasquer, type: string): string[] {
  const parId = new Map(rapports.map((r) => [r.id, r]))
  const descendre = (id: string): string[] =>
    (parId.get(id)?.sources ?? []).flatMap((s) => (parId.get(s)?.deduits.includes(type) ? descendre(s) : [s]))
  return [...new Set([instantaneId, ...(precedentId === null ? [] : [precedentId])].flatMap((id) => [id, ...descendre(id)]))]
}

/** Écrit ce qu'on a choisi, type par type ; le reste se publie, sauf les types et tables retenus, et le rapport est prêt à relire. */
export async function ecrireMasques(
  tx: Tx,
  instantaneId: string,
  choix: readonly (Choix & { readonly planchers: readonly Plancher[] })[],
): Promise<void> {
  const [masques, retenus, planchers] = [
    choix.flatMap((c) => c.masques),
    choix.flatMap((c) => c.retenus),
    choix.flatMap((c) => c.planchers),
  ]
  await sql`
    update rapports.ligne l
       set masque = exists (select 1 from json_to_recordset(${JSON.stringify(masques)}::json) m (type text, dimension text, code text)
                             where (m.type, m.dimension, m.code) = (l.type, l.dimension, l.code))
     where l.instantane_id = ${instantaneId} and l.type <> all (${retenus}::text[])
       and l.type || '/' || l.dimension <> all (${retenus}::text[])`.execute(tx)
  const preuves = choix.flatMap((c) => [...c.preuves].map(([famille, p]) => ({ famille, contenu: gzipSync(JSON.stringify(p)) })))
  if (preuves.length > 0)
    await tx
      .insertInto('rapports.preuve')
      .values(preuves.map((p) => ({ instantane_id: instantaneId, ...p })))
      .execute()
  await sql`
    update rapports.ligne l set au_moins = m."auMoins" from json_to_recordset(${JSON.stringify(planchers)}::json) m (type text, "auMoins" int)
     where l.instantane_id = ${instantaneId} and l.dimension = 'total' and l.type = m.type`.execute(tx)
  await tx
    .updateTable('rapports.instantane')
    .set({
      etat: 'prepare',
      retenus,
      deduits: choix.flatMap((c) => c.deduits),
      figes_au_dessus: sql`rapports.figes_au_dessus(territoire_id, annee)`,
    })
    .where('id', '=', instantaneId)
    .execute()
}
