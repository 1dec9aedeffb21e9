import { type Db, sql } from '#socle/db.ts'
import { marquerFaite, type Scene } from './scene.ts'

/** Une étape d'un agent finit d'un coup : datée, et marquée faite. */
export const finir = ({ base, d }: Scene, agentId: string, etape: string): Promise<void> =>
  base.transaction().execute(async (tx) => {
    await dater(tx, agentId)
    await marquerFaite(tx, d, etape)
  })

/**
 * L'horloge de la base ne s'injecte pas : ce qu'elle a daté d'aujourd'hui reprend la date de ses actes, de ses envois. Le journal,
 * lui, garde l'heure vraie.
 */
async function dater(base: Db, agentId: string): Promise<void> {
  await sql`
    update dossiers.dossier d set ouvert_le = (b.premier + time '15:00') at time zone 'Europe/Paris', dernier_acte_le = b.dernier
      from (select a.dossier_id, min(a.date_acte) as premier, max(a.date_acte) as dernier
              from actes.acte a where a.auteur_id = ${agentId} and a.dossier_id is not null group by 1) b
     where d.id = b.dossier_id and d.ouvert_par = ${agentId}`.execute(base)
  await sql`update actes.acte set saisi_le = (date_acte + time '16:00') at time zone 'Europe/Paris' where auteur_id = ${agentId}`.execute(
    base,
  )
  for (const [table, saisie] of [
    ['paroles.parole', 'saisie_le'],
    ['paroles.recit', 'saisi_le'],
  ] as const)
    await sql`update ${sql.table(table)} set ${sql.ref(saisie)} = (le + time '16:00') at time zone 'Europe/Paris' where auteur_id = ${agentId} and le is not null`.execute(
      base,
    )
  // La référence imprimée porte l'année de création : on ne la change pas d'année.
  await sql`
    update protection.information_preoccupante set cree_le = transmise_le - interval '1 day'
     where auteur_id = ${agentId} and statut = 'transmise' and extract(year from transmise_le - interval '1 day') = extract(year from cree_le)`.execute(
    base,
  )
}
