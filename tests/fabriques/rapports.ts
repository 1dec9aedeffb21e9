import { randomUUID } from 'node:crypto'
import { figerRapport, masquerInstantane, preparerRapport } from '#modules/rapports/index.ts'
import type { Agent } from '#socle/agent.ts'
import { lancer } from '#socle/cas-usage.ts'
import { sql } from '#socle/db.ts'
import type { Essai } from './base.ts'

export type FaitVerse = { readonly mois: string; readonly etablissement_id: string; readonly type: string } & Readonly<
  Record<string, unknown>
>

/** Dépose des faits, et les verse comme la tâche le fait. */
export async function verser(essai: Essai, faits: readonly FaitVerse[]): Promise<void> {
  if (faits.length > 0)
    await essai.proprietaire
      .insertInto('observation.depot')
      .values([...faits])
      .execute()
  await sql`select observation.verser()`.execute(essai.tache)
}

/** Calcule le secret statistique de tout ce qui est préparé, comme le ferait l'ouvrier. */
export async function calculerSecret(essai: Essai): Promise<void> {
  const enCalcul = await essai.proprietaire.selectFrom('rapports.instantane').select('id').where('etat', '=', 'calcul').execute()
  const { coffre, maintenant, identifiant } = essai.moteur
  for (const { id } of enCalcul)
    await masquerInstantane.executer(
      { db: essai.tache, coffre, maintenant, identifiant, signal: new AbortController().signal },
      { instantaneId: id },
    )
}

export async function preparer(essai: Essai, agent: Agent, territoireId: string, annee: number): Promise<string> {
  await lancer(essai.moteur, agent, preparerRapport, { territoireId, annee })
  await calculerSecret(essai)
  const { id } = await essai.proprietaire
    .selectFrom('rapports.instantane')
    .select('id')
    .where('territoire_id', '=', territoireId)
    .where('annee', '=', annee)
    .orderBy('numero', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  return id
}

/** Prépare, calcule le secret, fige. Rend l'identifiant de l'instantané. */
export async function figer(essai: Essai, agent: Agent, territoireId: string, annee: number): Promise<string> {
  const instantaneId = await preparer(essai, agent, territoireId, annee)
  await lancer(essai.moteur, agent, figerRapport, { cleIdempotence: randomUUID(), territoireId, annee, instantaneId })
  return instantaneId
}
