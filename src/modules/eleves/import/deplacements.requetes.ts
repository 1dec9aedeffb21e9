import type { Cle, Coffre } from '#socle/coffre.ts'
import type { Db, Tx } from '#socle/db.ts'
import { empreinteProtege } from '../empreintes.ts'
import type { SessionImport } from './session-import.requetes.ts'

/**
 * À appeler avant la mise à jour : retient ce que les élèves reconnus ailleurs y laissent. Leurs responsables d'alors ne les
 * suivent pas (le fichier « Responsables » du nouvel établissement les donnera) ; ce qu'un agent avait ajouté, si.
 */
export async function preparerDeplacements(s: SessionImport, etablissementId: string): Promise<void> {
  await s.executer(
    `insert into deplace (id, etablissement_id, complement_chiffre)
     select e.id, e.etablissement_id, e.complement_chiffre from cible c join eleves.eleve e on e.id = c.id
      where c.verdict = 'reconnu' and e.etablissement_id <> $1`,
    [etablissementId],
  )
}

/** Rechiffre sous la clé d'arrivée ce que des agents avaient ajouté, et retire les liens laissés au départ. */
export async function acheverDeplacements(s: SessionImport, coffre: Coffre, db: Db, arrivee: Cle): Promise<void> {
  await s.executer(
    'delete from eleves.responsabilite r using deplace d where r.eleve_id = d.id and r.etablissement_id = d.etablissement_id',
  )
  await s.executer(
    'delete from eleves.responsable r where r.etablissement_id in (select etablissement_id from deplace) and not exists (select from eleves.responsabilite l where l.responsable_id = r.id)',
  )
  for (let dernier = '00000000-0000-0000-0000-000000000000'; ; ) {
    const rows = await s.lignes<{ id: string; etablissement_id: string; complement_chiffre: Buffer | null }>(
      'select * from deplace where id > $1 order by id limit 1000',
      [dernier],
    )
    if (rows.length === 0) return
    dernier = rows.at(-1)?.id ?? dernier
    await s.executer('delete from eleves.responsabilite_protegee where eleve_aveugle = any ($1::bytea[]) and etablissement_id <> $2', [
      rows.map((r) => empreinteProtege(coffre.empreinte, r.id)),
      arrivee.id,
    ])
    const departs = await coffre.ouvrirCles(db as Tx, [...new Set(rows.map((r) => r.etablissement_id))])
    for (const { id, etablissement_id, complement_chiffre } of rows) {
      const depart = departs.get(etablissement_id)
      if (!complement_chiffre || !depart) continue
      const lieu = { colonne: 'eleves.eleve.complement_chiffre', ligneId: id } as const
      await s.executer('update eleves.eleve set complement_chiffre = $2 where id = $1', [
        id,
        arrivee.chiffrer(lieu, depart.dechiffrer(lieu, complement_chiffre)),
      ])
    }
  }
}
