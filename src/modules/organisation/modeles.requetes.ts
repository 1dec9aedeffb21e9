import { type NatureModele, schemaNatureModele } from '#modules/referentiels/index.ts'
import type { Contexte } from '#socle/cas-usage.ts'
import { type Db, sql, type Tx } from '#socle/db.ts'
import type { EmpreintesModeles } from './protocole.ts'

export async function poserModele({ tx }: Contexte, protocoleId: string, nature: NatureModele, source: string): Promise<void> {
  await tx
    .insertInto('referentiels.protocole_modele')
    .values({ protocole_id: protocoleId, nature, source })
    .onConflict((oc) => oc.columns(['protocole_id', 'nature']).doUpdateSet({ source }))
    .execute()
}

export async function retirerModele({ tx }: Contexte, protocoleId: string, nature: NatureModele): Promise<void> {
  await tx.deleteFrom('referentiels.protocole_modele').where('protocole_id', '=', protocoleId).where('nature', '=', nature).execute()
}

/** La version suivante part des modèles de la précédente. */
export async function copierModeles({ tx }: Contexte, de: string, vers: string): Promise<void> {
  await sql`insert into referentiels.protocole_modele (protocole_id, nature, source)
            select ${vers}, m.nature, m.source from referentiels.protocole_modele m where m.protocole_id = ${de}`.execute(tx)
}

/** À chaque version lue, l'empreinte de ses modèles : elle dit s'il y en a, et s'ils ont changé. */
export async function avecModeles<V extends { readonly id: string }>(
  tx: Db | Tx,
  versions: readonly V[],
): Promise<(V & { readonly modeles: EmpreintesModeles })[]> {
  const ids = versions.map((v) => v.id)
  const rows =
    ids.length === 0
      ? []
      : await tx
          .selectFrom('referentiels.protocole_modele')
          .select(['protocole_id', 'nature', sql<string>`left(md5(source), 8)`.as('empreinte')])
          .where('protocole_id', 'in', ids)
          .limit(2 * ids.length)
          .execute()
  const de = (id: string) => rows.filter((r) => r.protocole_id === id).map((r) => [schemaNatureModele.parse(r.nature), r.empreinte])
  return versions.map((v) => ({ ...v, modeles: Object.fromEntries(de(v.id)) }))
}
