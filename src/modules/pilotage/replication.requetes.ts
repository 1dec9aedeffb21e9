import type { ClientBase } from 'pg'

/**
 * Ce qui va d'une base à l'autre, sous un nom et vers un rôle. `tables` : les colonnes, et les lignes qui passent. L'heure d'inscription reste où
 * elle est.
 */
export type Canal = {
  readonly nom: string
  readonly role: string
  readonly tables: readonly { readonly table: string; readonly colonnes: string; readonly siennes: string }[]
}

const RAPPORTS = { table: 'rapports.envoi', colonnes: 'id, academie_id, contenu' }

/** D'une académie vers la nation : ses comptes par département (ADR 0033) et ses rapports figés (ADR 0038). */
export const montee = (academie: { readonly code: string; readonly id: string }): Canal => {
  const siennes = `academie_id = '${academie.id}'`
  return {
    nom: `egide_academie_${academie.code.toLowerCase()}`,
    role: 'egide_nation',
    tables: [
      { table: 'observation.envoi', colonnes: 'academie_id, territoire_id, mois, annee, type, dimension, code, nombre', siennes },
      { ...RAPPORTS, siennes },
    ],
  }
}

/** De la nation vers les académies : ses rapports figés, tels qu'ils se publient. */
export const descente: Canal = {
  nom: 'egide_national',
  role: 'egide_academies',
  tables: [{ ...RAPPORTS, siennes: 'academie_id is null' }],
}

export type EtatReplication = {
  readonly sens: 'publie' | 'recoit'
  readonly nom: string
  readonly vivante: boolean
  /** Reçue : la copie initiale n'est pas finie. */
  readonly copie: boolean
  /** Publiée : ce que le disque garde pour un abonné en retard. */
  readonly octets: number | null
}

/**
 * Publie un canal, filtré en lignes et en colonnes, donne au rôle qui lira ce seul droit, et inscrit les rapports déjà figés. Rejouable.
 *
 * @param client superutilisateur, hors transaction, sur la base qui envoie
 */
export async function publier(client: ClientBase, { nom, role, tables }: Canal): Promise<void> {
  await client.query(`do $$ begin
    if not exists (select 1 from pg_roles where rolname = '${role}') then create role ${role} login replication; end if;
  end $$`)
  for (const { table, colonnes, siennes } of tables) {
    await client.query(`grant usage on schema ${table.split('.')[0]} to ${role}`)
    await client.query(`grant select (${colonnes}) on ${table} to ${role}`)
    await client.query(`drop policy if exists ${nom} on ${table}`)
    await client.query(`create policy ${nom} on ${table} for select to ${role} using (${siennes})`)
  }
  // Une publication refaite serait introuvable pour qui relit le journal d'avant : on la modifie.
  const { rowCount } = await client.query('select 1 from pg_publication where pubname = $1', [nom])
  const publiees = tables.map(({ table, colonnes, siennes }) => `table ${table} (${colonnes}) where (${siennes})`).join(', ')
  await client.query(
    rowCount ? `alter publication ${nom} set ${publiees}` : `create publication ${nom} for ${publiees} with (publish = 'insert')`,
  )
  await client.query(
    `select rapports.envoyer(i.id) from rapports.instantane i where i.etat = 'fige' and rapports.canal(i.territoire_id) = $1 order by i.annee, i.numero`,
    [nom],
  )
}

export const niveauDuJournal = async (client: ClientBase): Promise<string> =>
  (await client.query<{ wal_level: string }>('show wal_level')).rows[0]?.wal_level ?? ''

/** Les abonnements de cette base. */
const ABONNEMENTS = 'pg_subscription s join pg_database d on d.oid = s.subdbid and d.datname = current_database()'

/**
 * Les réglages de ce serveur trop bas pour qu'il reçoive aussi ce canal : PostgreSQL prendrait l'abonnement, puis n'y recevrait rien. Une réception
 * par abonnement, et deux pour les copies initiales. Avant PostgreSQL 18, les origines se comptent dans `max_replication_slots`.
 */
export async function reglagesTropBas(client: ClientBase, { nom }: Canal): Promise<{ nom: string; minimum: number }[]> {
  const { rows } = await client.query<{ nom: string; minimum: number }>(
    `with voulu as (
       select 3 + (select count(*)::int from pg_subscription) - (select count(*)::int from ${ABONNEMENTS} where s.subname = $1) as n
     ), reglage as (
       select 'max_logical_replication_workers' as nom, n as minimum from voulu
       union all select 'max_worker_processes', n + 2 from voulu
       union all select case when current_setting('server_version_num')::int >= 180000
         then 'max_active_replication_origins' else 'max_replication_slots' end, n from voulu
     ) select nom, minimum from reglage where current_setting(nom)::int < minimum order by nom`,
    [nom],
  )
  return rows
}

/** L'abonnement `s` n'a pas fini sa copie initiale. */
const EN_COPIE = "exists (select 1 from pg_subscription_rel r where r.srsubid = s.oid and r.srsubstate <> 'r')"
const findAbonnement = async (client: ClientBase, nom: string): Promise<{ copie: boolean } | undefined> =>
  (await client.query<{ copie: boolean }>(`select ${EN_COPIE} as copie from ${ABONNEMENTS} where s.subname = $1`, [nom])).rows[0]

/**
 * S'abonne à un canal ; ce qui est déjà envoyé est copié d'abord. Déjà abonné, on prend la nouvelle adresse, et les tables que l'autre
 * base publie depuis ; si la copie n'est pas finie, on la refait tout entière.
 *
 * Chaque réception est sur le disque avant d'être confirmée. PostgreSQL s'en dispense d'ordinaire, et sait la redemander ; mais l'autre base a déjà
 * ôté l'emplacement d'une copie finie : un serveur tué avant de l'avoir écrit la croirait inachevée, et ne recevrait plus rien de la table.
 *
 * @param client superutilisateur, hors transaction, sur la base qui reçoit
 */
export async function abonner(client: ClientBase, canal: Canal, adresse: string): Promise<void> {
  const { nom } = canal
  const connexion = client.escapeLiteral(adresse)
  const deja = await findAbonnement(client, nom)
  if (deja) {
    await client.query(`alter subscription ${nom} connection ${connexion}`)
    if (!deja.copie) {
      await client.query(`alter subscription ${nom} refresh publication`)
      return
    }
    await desabonner(client, canal)
  }
  const { rows } = await client.query<{ base: string }>(
    `select system_identifier || '_' || d.oid as base from pg_control_system(), pg_database d where d.datname = current_database()`,
  )
  // L'autre serveur garde un emplacement par abonné : trente académies reçoivent le même canal.
  await client.query(
    `create subscription ${nom} connection ${connexion} publication ${nom} with (slot_name = '${nom}_${rows[0]?.base}', synchronous_commit = on)`,
  )
}

/** Cesse de recevoir d'un canal, et retire des comptes ce qui en était venu. Rend faux si l'autre serveur ne répond pas. */
async function desabonner(client: ClientBase, { nom, tables }: Canal): Promise<boolean> {
  let joint = true
  await client.query(`alter subscription ${nom} disable`)
  await client.query(`drop subscription ${nom}`).catch(async () => {
    joint = false
    await client.query(`alter subscription ${nom} set (slot_name = none)`)
    await client.query(`drop subscription ${nom}`)
  })
  await client.query('begin')
  await client.query('set local session_replication_role = replica')
  for (const { table, siennes } of tables) await client.query(`delete from ${table} where ${siennes}`)
  await client.query('commit')
  return joint
}

/**
 * Cesse de recevoir d'un canal, et retire des comptes ce qui en était venu ; ou cesse de l'envoyer. Les rapports reçus restent : figés, ils ne
 * changent plus.
 *
 * @returns faux si l'autre serveur ne répond pas : l'emplacement qu'il garde est à ôter chez lui
 */
export async function retirer(client: ClientBase, canal: Canal): Promise<boolean> {
  const { nom, tables } = canal
  const joint = (await findAbonnement(client, nom)) ? await desabonner(client, canal) : true
  await client.query(`drop publication if exists ${nom}`)
  for (const { table } of tables) await client.query(`drop policy if exists ${nom} on ${table}`)
  await client.query(
    `select pg_drop_replication_slot(slot_name) from pg_replication_slots where ${emplacementsDe('$1')} and database = current_database() and not active`,
    [nom],
  )
  return joint
}

const emplacementsDe = (nom: string) => `(slot_name = ${nom} or starts_with(slot_name, ${nom} || '_'))`

/** Les abonnements de cette base, et les abonnés de ce qu'elle publie. */
export async function etatReplication(client: ClientBase): Promise<EtatReplication[]> {
  const { rows } = await client.query<EtatReplication>(`
    select 'recoit' as sens, s.subname as nom, v.pid is not null as vivante, ${EN_COPIE} as copie, null as octets
      from ${ABONNEMENTS} join pg_stat_subscription v on v.subid = s.oid and v.relid is null
    union all
    select 'publie', coalesce(e.slot_name, p.pubname), coalesce(e.active, false), false, pg_wal_lsn_diff(pg_current_wal_lsn(), e.restart_lsn)::bigint
      from pg_publication p left join pg_replication_slots e on ${emplacementsDe('p.pubname')} and e.database = current_database()
     where p.pubname like 'egide\\_%' order by 1, 2`)
  return rows
}
