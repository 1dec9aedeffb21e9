import { randomUUID } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type { Affectation } from '#socle/agent.ts'
import { type Db, sql, type Tx } from '#socle/db.ts'
import { aFormeDeJeton, empreinteDuJeton, TEMOIN } from './jeton.ts'
import type { ReglagesSecurite } from './reglages.ts'

/** Une session vivante et ce que l'agent est aujourd'hui. */
export type SessionLue = {
  readonly sessionId: string
  readonly agentId: string
  readonly nomAffiche: string
  readonly verrouillee: boolean
  readonly aChanger: boolean
  readonly aEnroler: boolean
  readonly affectations: readonly Affectation[]
}

export function jetonDe(requete: FastifyRequest): string | null {
  const valeur = requete.cookies[`__Host-${TEMOIN}`]
  return aFormeDeJeton(valeur) ? valeur : null
}

/** Lit la session en un aller-retour ; en verrouille une restée inactive. */
export async function lireSession(db: Db, jeton: string, r: ReglagesSecurite): Promise<SessionLue | null> {
  const { rows } = await sql<SessionLue>`
    select session_id as "sessionId", agent_id as "agentId", nom_affiche as "nomAffiche", verrouillee, a_changer as "aChanger",
           a_enroler as "aEnroler", affectations
      from securite.lire_session(${empreinteDuJeton(jeton)}, make_interval(mins => ${r.inactiviteMinutes}), ${r.demonstration})`.execute(db)
  return rows[0] ?? null
}

/** À qui appartenait ce jeton, session close ou expirée comprise. */
export async function findAgentDuJeton(db: Db, jeton: string): Promise<string | null> {
  const { rows } = await sql<{ agentId: string | null }>`select securite.agent_de_session(${empreinteDuJeton(jeton)}) as "agentId"`.execute(
    db,
  )
  return rows[0]?.agentId ?? null
}

export async function insertSession(tx: Tx, s: { agentId: string; empreinte: Buffer; expireLe: Date; appareil: string }): Promise<string> {
  const id = randomUUID()
  await tx
    .insertInto('securite.session')
    .values({ id, agent_id: s.agentId, jeton_empreinte: s.empreinte, expire_le: s.expireLe, appareil: s.appareil })
    .execute()
  return id
}

/** Jeton neuf, verrou levé ; l'ancien jeton ne vaut plus rien. Faux si la session vient d'être fermée. */
export async function renouvelerJeton(tx: Tx, sessionId: string, empreinte: Buffer): Promise<boolean> {
  const faite = await tx
    .updateTable('securite.session')
    .set({ jeton_empreinte: empreinte, verrouillee_le: null, vue_le: sql<Date>`now()` })
    .where('id', '=', sessionId)
    .where('fermee_le', 'is', null)
    .executeTakeFirst()
  return faite.numUpdatedRows === 1n
}

export async function verrouillerSession(tx: Tx, sessionId: string): Promise<void> {
  await tx
    .updateTable('securite.session')
    .set({ verrouillee_le: sql<Date>`coalesce(verrouillee_le, now())` })
    .where('id', '=', sessionId)
    .execute()
}

/** Ferme une session de l'agent ; faux si elle n'est pas à lui ou déjà close. */
export async function fermerSession(tx: Tx, sessionId: string): Promise<boolean> {
  const faite = await tx
    .updateTable('securite.session')
    .set({ fermee_le: sql<Date>`now()` })
    .where('id', '=', sessionId)
    .where('fermee_le', 'is', null)
    .executeTakeFirst()
  return faite.numUpdatedRows === 1n
}

/** Ferme toutes les sessions de l'agent courant, sauf une. Rend leur nombre. */
export async function fermerAutresSessions(tx: Tx, agentId: string, sauf: string): Promise<number> {
  const faite = await tx
    .updateTable('securite.session')
    .set({ fermee_le: sql<Date>`now()` })
    .where('agent_id', '=', agentId)
    .where('id', '<>', sauf)
    .where('fermee_le', 'is', null)
    .executeTakeFirst()
  return Number(faite.numUpdatedRows)
}

export type SessionOuverte = {
  readonly id: string
  readonly ouverteLe: Date
  readonly vueLe: Date
  readonly verrouillee: boolean
  readonly appareil: string
}

/** Les sessions vivantes de l'agent, la plus récente d'abord ; au plus 50. */
export async function listSessions(tx: Tx, agentId: string): Promise<SessionOuverte[]> {
  const rows = await tx
    .selectFrom('securite.session')
    .select(['id', 'ouverte_le as ouverteLe', 'vue_le as vueLe', 'verrouillee_le as verrouilleeLe', 'appareil'])
    .where('agent_id', '=', agentId)
    .where('fermee_le', 'is', null)
    .where('expire_le', '>', sql<Date>`now()`)
    .orderBy('ouverte_le', 'desc')
    .orderBy('id')
    .limit(50)
    .execute()
  return rows.map(({ verrouilleeLe, ...s }) => ({ ...s, verrouillee: verrouilleeLe !== null }))
}
