import { randomUUID } from 'node:crypto'
import { figerRapport, masquerInstantane, preparerRapport } from '#modules/rapports/index.ts'
import type { Perimetre } from '#modules/rapports/rapport.ts'
import type { Agent } from '#socle/agent.ts'
import { lancer } from '#socle/cas-usage.ts'
import { sql } from '#socle/db.ts'
import { sha256 } from '#socle/empreinte.ts'
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

const PERIMETRE: Perimetre = {
  ...{ etablissements: 9, assures: 8, eleves: 4200, elevesAssures: 3900, effectifInconnu: 1 },
  ...{ rep: 2, repPlus: 1, etablissementsComptes: 7, elevesComptes: 3500 },
}

type LigneFigee = {
  readonly type: string
  readonly dimension: string
  readonly code: string
  readonly nombre: number
  readonly masque: boolean
}

/** Un rapport figé avec ces seules cases, masques choisis : ce qu'aucun jeu de faits ne produirait. */
export async function figerTelQuel(
  { proprietaire }: Essai,
  vise: {
    readonly territoireId: string
    readonly annee: number
    readonly numero: number
    readonly textes: Readonly<Record<string, string>>
  },
  lignes: readonly LigneFigee[],
): Promise<void> {
  const id = randomUUID()
  await proprietaire
    .insertInto('rapports.instantane')
    .values({
      ...{ id, territoire_id: vise.territoireId, annee: vise.annee, numero: vise.numero, etat: 'fige', seuil: 5, grille: '2026-1' },
      ...{ attendus: 1, recus: 1, fige_le: new Date('2025-07-01T10:00:00Z'), textes: JSON.stringify(vise.textes), empreinte: sha256(id) },
      perimetre: JSON.stringify(PERIMETRE),
    })
    .execute()
  await proprietaire
    .insertInto('rapports.ligne')
    .values(lignes.map((l) => ({ instantane_id: id, ...l })))
    .execute()
}
