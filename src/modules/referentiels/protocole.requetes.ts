import type { Db, Tx } from '#socle/db.ts'
import { type DestinataireProtocole, type Protocole, schemaCanaux, schemaCircuit, schemaNatureDestinataire } from './protocole.ts'

/** Les destinataires d'un protocole, dans l'ordre ; au plus 50. */
export async function listDestinataires(tx: Db | Tx, protocoleId: string): Promise<DestinataireProtocole[]> {
  const rows = await tx
    .selectFrom('referentiels.protocole_destinataire')
    .select(['ordre', 'nature', 'intitule', 'adresse', 'courriel', 'telephone', 'canaux', 'principal'])
    .where('protocole_id', '=', protocoleId)
    .orderBy('ordre')
    .limit(50)
    .execute()
  return rows.map((row) => ({ ...row, nature: schemaNatureDestinataire.parse(row.nature), canaux: schemaCanaux.parse(row.canaux) }))
}

/** Les versions du protocole, sans leurs destinataires : à restreindre. */
export const protocoles = (tx: Db | Tx) =>
  tx
    .selectFrom('referentiels.protocole')
    .select(['id', 'departement_id as departementId', 'version', 'en_vigueur_du as enVigueurDu', 'en_vigueur_au as enVigueurAu'])
    .select(['publie_le as publieLe', 'definition_ip as definitionIp', 'circuit', 'delai_local_jours as delaiLocalJours', 'gabarit'])

/** Le protocole publié d'un département en vigueur un `jour` (« AAAA-MM-JJ »), ou rien s'il n'en a pas publié. */
export async function findProtocoleEnVigueur(tx: Db | Tx, departementId: string, jour: string): Promise<Protocole | undefined> {
  const row = await protocoles(tx)
    .where('departement_id', '=', departementId)
    .where('publie_le', 'is not', null)
    .where('en_vigueur_du', '<=', jour)
    .where((eb) => eb.or([eb('en_vigueur_au', 'is', null), eb('en_vigueur_au', '>', jour)]))
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row?.publieLe) return undefined
  const destinataires = await listDestinataires(tx, row.id)
  return { ...row, publieLe: row.publieLe, circuit: schemaCircuit.parse(row.circuit), destinataires }
}
