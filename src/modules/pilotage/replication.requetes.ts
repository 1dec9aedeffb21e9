import type { ClientBase } from 'pg'

/** Ce que la nation reçoit, et rien d'autre : l'heure d'inscription reste où elle est. */
const COLONNES = 'academie_id, territoire_id, mois, annee, type, dimension, code, nombre'
/** Le rôle sous lequel la nation lit ; une académie le crée chez elle. */
export const ROLE_NATION = 'egide_nation'
const nomDe = (academie: string) => `egide_academie_${academie.toLowerCase()}`

export type EtatReplication = {
  readonly sens: 'publie' | 'recoit'
  readonly nom: string
  readonly vivante: boolean
  readonly octets: number | null
}

/**
 * Publie les envois d'une académie, filtrés en lignes et en colonnes, et donne au rôle de la nation ce seul droit. Rejouable.
 *
 * @param client superutilisateur, hors transaction, sur la base de l'académie
 */
export async function publier(client: ClientBase, academie: { readonly code: string; readonly id: string }): Promise<void> {
  const nom = nomDe(academie.code)
  await client.query(`do $$ begin
    if not exists (select 1 from pg_roles where rolname = '${ROLE_NATION}') then create role ${ROLE_NATION} login replication; end if;
  end $$`)
  await client.query(`grant usage on schema observation to ${ROLE_NATION}`)
  await client.query(`grant select (${COLONNES}) on observation.envoi to ${ROLE_NATION}`)
  const siens = `academie_id = ${client.escapeLiteral(academie.id)}`
  await client.query(`drop policy if exists ${nom} on observation.envoi`)
  await client.query(`create policy ${nom} on observation.envoi for select to ${ROLE_NATION} using (${siens})`)
  // Une publication refaite serait introuvable pour qui relit le journal d'avant : on la modifie.
  const { rowCount } = await client.query('select 1 from pg_publication where pubname = $1', [nom])
  const table = `table observation.envoi (${COLONNES}) where (${siens})`
  await client.query(
    rowCount ? `alter publication ${nom} set ${table}` : `create publication ${nom} for ${table} with (publish = 'insert')`,
  )
}

export const niveauDuJournal = async (client: ClientBase): Promise<string> =>
  (await client.query<{ wal_level: string }>('show wal_level')).rows[0]?.wal_level ?? ''

/** S'abonne aux envois d'une académie ; ce qui est déjà arrêté est copié d'abord. @param client superutilisateur, sur la base nationale */
export async function abonner(client: ClientBase, code: string, adresse: string): Promise<void> {
  const nom = nomDe(code)
  await client.query(`create subscription ${nom} connection ${client.escapeLiteral(adresse)} publication ${nom}`)
}

/**
 * Cesse de recevoir d'une académie, et retire des comptes ce qui en était venu ; ou cesse de publier pour elle.
 *
 * @returns faux si l'autre serveur ne répond pas : l'emplacement qu'il garde est à ôter chez lui
 */
export async function retirer(client: ClientBase, academie: { readonly code: string; readonly id: string }): Promise<boolean> {
  const nom = nomDe(academie.code)
  let joint = true
  const { rowCount } = await client.query(
    'select 1 from pg_subscription s join pg_database d on d.oid = s.subdbid where s.subname = $1 and d.datname = current_database()',
    [nom],
  )
  if (rowCount) {
    await client.query(`alter subscription ${nom} disable`)
    await client.query(`drop subscription ${nom}`).catch(async () => {
      joint = false
      await client.query(`alter subscription ${nom} set (slot_name = none)`)
      await client.query(`drop subscription ${nom}`)
    })
    await client.query('begin')
    await client.query('set local session_replication_role = replica')
    await client.query('delete from observation.envoi where academie_id = $1', [academie.id])
    await client.query('commit')
  }
  await client.query(`drop publication if exists ${nom}`)
  await client.query(`drop policy if exists ${nom} on observation.envoi`)
  await client.query(
    'select pg_drop_replication_slot(slot_name) from pg_replication_slots where slot_name = $1 and database = current_database() and not active',
    [nom],
  )
  return joint
}

/** Les abonnements et les publications de cette base. `octets` : ce que l'académie garde pour une nation en retard. */
export async function etatReplication(client: ClientBase): Promise<EtatReplication[]> {
  const { rows } = await client.query<EtatReplication>(`
    select 'recoit' as sens, s.subname as nom, s.pid is not null as vivante, null as octets from pg_stat_subscription s
      join pg_subscription a on a.oid = s.subid join pg_database d on d.oid = a.subdbid and d.datname = current_database() where s.relid is null
    union all
    select 'publie', p.pubname, coalesce(e.active, false), pg_wal_lsn_diff(pg_current_wal_lsn(), e.restart_lsn)::bigint
      from pg_publication p left join pg_replication_slots e on e.slot_name = p.pubname and e.database = current_database()
     where p.pubname like 'egide\\_academie\\_%' order by 1, 2`)
  return rows
}
