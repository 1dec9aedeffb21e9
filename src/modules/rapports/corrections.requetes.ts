import type { Tx } from '#socle/db.ts'
import type { Correction } from './rapport.ts'

export async function listCorrections(tx: Tx, territoireId: string, annee: number): Promise<Correction[]> {
  const rows = await tx
    .selectFrom('rapports.correction')
    .select(['id', 'type', 'mois', 'type_acte as typeActe', 'motif', 'niveau', 'nombre', 'explication'])
    .where('territoire_id', '=', territoireId)
    .where('annee', '=', annee)
    .orderBy('saisie_le')
    .orderBy('id')
    .limit(200)
    .execute()
  return rows.map((r) => ({ ...r, mois: r.mois.slice(0, 7) }))
}

export async function insertCorrection(tx: Tx, territoireId: string, annee: number, c: Correction): Promise<void> {
  await tx
    .insertInto('rapports.correction')
    .values({
      ...{ id: c.id, territoire_id: territoireId, annee, type: c.type, mois: `${c.mois}-01`, type_acte: c.typeActe },
      ...{ motif: c.motif, niveau: c.niveau, nombre: c.nombre, explication: c.explication },
    })
    .execute()
}

/** @returns faux si elle n'existe pas, ou plus */
export async function deleteCorrection(tx: Tx, id: string): Promise<boolean> {
  const { numDeletedRows } = await tx.deleteFrom('rapports.correction').where('id', '=', id).executeTakeFirst()
  return numDeletedRows === 1n
}
