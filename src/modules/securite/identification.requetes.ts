import { type Db, sql, type Tx } from '#socle/db.ts'

/** Ce qu'il faut pour vérifier une preuve d'identité. La tentative est déjà comptée ; `null` : inconnu, fermé, ou qui doit attendre. */
export type ATenter = {
  readonly agentId: string
  readonly nomAffiche: string
  readonly motDePasse: string
  /** Secret TOTP chiffré, seulement s'il a été confirmé. */
  readonly totpChiffre: Buffer | null
}

/** Compte une tentative et rend de quoi la vérifier, par identifiant saisi ou par agent déjà désigné. */
export async function tenterIdentification(
  db: Db,
  qui: { identifiant: string } | { agentId: string },
  demonstration: boolean,
): Promise<ATenter | null> {
  const [identifiant, agentId] = 'agentId' in qui ? [null, qui.agentId] : [qui.identifiant, null]
  const { rows } = await sql<ATenter>`
    select agent_id as "agentId", nom_affiche as "nomAffiche", mot_de_passe as "motDePasse", totp_chiffre as "totpChiffre"
      from securite.tenter_identification(${identifiant}, ${agentId}, ${demonstration})`.execute(db)
  return rows[0] ?? null
}

/** L'identité est prouvée : le compteur repart de zéro. */
export async function oublierEchecs(tx: Tx, agentId: string): Promise<void> {
  await tx.updateTable('securite.identification').set({ echecs: 0, bloque_jusqu_au: null }).where('agent_id', '=', agentId).execute()
}

/** La première preuve est juste, la seconde reste à donner : on ne rend que cette tentative-là, pas les échecs de code. */
export async function rendreTentative(tx: Tx, agentId: string): Promise<void> {
  await tx
    .updateTable('securite.identification')
    .set({ echecs: sql<number>`greatest(echecs - 1, 0)`, bloque_jusqu_au: null })
    .where('agent_id', '=', agentId)
    .execute()
}

/** Retient le pas d'un code ; faux si ce pas, ou un plus récent, a déjà servi. */
export async function consommerPas(tx: Tx, agentId: string, pas: number): Promise<boolean> {
  const faite = await tx
    .updateTable('securite.identification')
    .set({ totp_dernier_pas: pas })
    .where('agent_id', '=', agentId)
    .where((eb) => eb.or([eb('totp_dernier_pas', 'is', null), eb('totp_dernier_pas', '<', pas)]))
    .executeTakeFirst()
  return faite.numUpdatedRows === 1n
}

/** Consomme un code de secours ; faux s'il est inconnu ou déjà servi. */
export async function consommerCode(tx: Tx, agentId: string, empreinte: Buffer): Promise<boolean> {
  const faite = await tx
    .updateTable('securite.code_secours')
    .set({ utilise_le: sql<Date>`now()` })
    .where('agent_id', '=', agentId)
    .where('empreinte', '=', empreinte)
    .where('utilise_le', 'is', null)
    .executeTakeFirst()
  return faite.numUpdatedRows === 1n
}

export async function remplacerCodes(tx: Tx, agentId: string, empreintes: readonly Buffer[]): Promise<void> {
  await tx.deleteFrom('securite.code_secours').where('agent_id', '=', agentId).execute()
  await tx
    .insertInto('securite.code_secours')
    .values(empreintes.map((empreinte) => ({ agent_id: agentId, empreinte })))
    .execute()
}

export async function poserMotDePasse(tx: Tx, agentId: string, condense: string): Promise<void> {
  await tx
    .updateTable('securite.identification')
    .set({ mot_de_passe: condense, a_changer: false, echecs: 0, bloque_jusqu_au: null })
    .where('agent_id', '=', agentId)
    .execute()
}

export async function poserTotp(tx: Tx, agentId: string, chiffre: Buffer, pas: number): Promise<void> {
  await tx
    .updateTable('securite.identification')
    .set({ totp_chiffre: chiffre, totp_confirme_le: sql<Date>`now()`, totp_dernier_pas: pas })
    .where('agent_id', '=', agentId)
    .execute()
}

export type CompteDemonstration = {
  readonly identifiant: string
  readonly nomAffiche: string
  readonly fonction: string
  readonly territoire: string
}

/** Un compte par fonction ; vide hors démonstration. */
export async function listComptesDemonstration(db: Db): Promise<CompteDemonstration[]> {
  const { rows } = await sql<CompteDemonstration>`
    select identifiant, nom_affiche as "nomAffiche", fonction, territoire from securite.comptes_demonstration() limit 20`.execute(db)
  return rows
}
