import type { Db, Tx } from '#socle/db.ts'
import {
  type DestinataireProtocole,
  type Protocole,
  schemaAliasMesures,
  schemaCanaux,
  schemaCircuit,
  schemaNatureDestinataire,
  schemaRecoit,
} from './protocole.ts'

/** Les destinataires de ces protocoles, dans l'ordre ; au plus 50 par protocole lu. */
async function listDestinatairesDe(
  tx: Db | Tx,
  protocoleIds: readonly string[],
): Promise<ReadonlyMap<string, readonly DestinataireProtocole[]>> {
  if (protocoleIds.length === 0) return new Map()
  const rows = await tx
    .selectFrom('referentiels.protocole_destinataire')
    .select(['protocole_id', 'ordre', 'nature', 'intitule', 'adresse', 'courriel', 'telephone', 'canaux', 'principal', 'recoit'])
    .where('protocole_id', 'in', protocoleIds)
    .orderBy('ordre')
    .limit(50 * protocoleIds.length)
    .execute()
  const lus = rows.map(({ protocole_id, ...row }) => ({
    protocole_id,
    destinataire: {
      ...row,
      nature: schemaNatureDestinataire.parse(row.nature),
      canaux: schemaCanaux.parse(row.canaux),
      recoit: schemaRecoit.parse(row.recoit),
    },
  }))
  return new Map(protocoleIds.map((id) => [id, lus.filter((l) => l.protocole_id === id).map((l) => l.destinataire)]))
}

/** Les versions du protocole, sans leurs destinataires : à restreindre. */
export const protocoles = (tx: Db | Tx) =>
  tx
    .selectFrom('referentiels.protocole')
    .select(['id', 'departement_id as departementId', 'version', 'en_vigueur_du as enVigueurDu', 'en_vigueur_au as enVigueurAu'])
    .select(['publie_le as publieLe', 'definition_ip as definitionIp', 'circuit', 'delai_local_jours as delaiLocalJours'])
    .select('alias_mesures as aliasMesures')

type Lu = Awaited<ReturnType<ReturnType<typeof protocoles>['execute']>>[number]

/** Chaque version lue avec ses destinataires, son circuit et ses noms de mesures relus. */
export async function completer<R extends Lu>(tx: Db | Tx, rows: readonly R[]) {
  const destinataires = await listDestinatairesDe(
    tx,
    rows.map((r) => r.id),
  )
  return rows.map((row) => ({
    ...row,
    circuit: schemaCircuit.parse(row.circuit),
    aliasMesures: schemaAliasMesures.parse(row.aliasMesures),
    destinataires: destinataires.get(row.id) ?? [],
  }))
}

const publie = async (tx: Db | Tx, row: Lu | undefined): Promise<Protocole | undefined> => {
  if (!row?.publieLe) return undefined
  const [lu] = await completer(tx, [row])
  return lu && { ...lu, publieLe: row.publieLe }
}

/** Le protocole publié d'un département en vigueur un `jour` (« AAAA-MM-JJ »), ou rien s'il n'en a pas publié. */
export const findProtocoleEnVigueur = async (tx: Db | Tx, departementId: string, jour: string): Promise<Protocole | undefined> =>
  publie(
    tx,
    await protocoles(tx)
      .where('departement_id', '=', departementId)
      .where('publie_le', 'is not', null)
      .where('en_vigueur_du', '<=', jour)
      .where((eb) => eb.or([eb('en_vigueur_au', 'is', null), eb('en_vigueur_au', '>', jour)]))
      .orderBy('version', 'desc')
      .limit(1)
      .executeTakeFirst(),
  )

/** Une version publiée, en vigueur ou non : celle sous laquelle un écrit est parti. */
export const findProtocolePublie = async (tx: Db | Tx, id: string): Promise<Protocole | undefined> =>
  publie(tx, await protocoles(tx).where('id', '=', id).executeTakeFirst())
