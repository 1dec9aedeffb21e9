import { randomUUID } from 'node:crypto'
import { idTerritoire } from '#modules/referentiels/index.ts'
import { type Affectation, type Agent, type Fonction, type Niveau, unAgentDe } from '#socle/agent.ts'
import type { Essai } from './base.ts'

/** Établissements réels du Cantal, pour écrire les essais avec les mots du métier. */
export const LA_JORDANNE = idTerritoire('etablissement', '0150005Z')
export const JULES_FERRY = idTerritoire('etablissement', '0150647X')
export const BLAISE_PASCAL = idTerritoire('etablissement', '0150029A')
export const CANTAL = idTerritoire('departement', '15')

/** Un territoire fictif sous `parentId`. */
export async function unTerritoire(essai: Essai, niveau: Niveau, parentId: string | null = null): Promise<string> {
  const id = randomUUID()
  await essai.proprietaire
    .insertInto('referentiels.territoire')
    .values({ id, niveau, code: `essai-${id.slice(0, 8)}`, libelle: `${niveau} fictif`, parent_id: parentId })
    .execute()
  return id
}

export type ReglagesAgent = { readonly nom?: string; readonly du?: string; readonly au?: string | null; readonly permanences?: number[] }

/** Un agent qui exerce `fonction` sur ces territoires, depuis longtemps et sans fin sauf mention contraire. */
export async function unAgent(essai: Essai, fonction: Fonction, territoires: readonly string[], r: ReglagesAgent = {}): Promise<Agent> {
  const id = randomUUID()
  const nom = r.nom ?? 'Camille Essai'
  await essai.proprietaire
    .insertInto('securite.agent')
    .values({ id, identifiant: `essai-${id}`, nom_affiche: nom })
    .execute()
  const affectations: Affectation[] = []
  for (const territoireId of territoires) {
    const { niveau, libelle } = await essai.proprietaire
      .selectFrom('referentiels.territoire')
      .select(['niveau', 'libelle'])
      .where('id', '=', territoireId)
      .executeTakeFirstOrThrow()
    const permanences = r.permanences ?? []
    await essai.proprietaire
      .insertInto('securite.affectation')
      .values({
        id: randomUUID(),
        agent_id: id,
        fonction,
        territoire_id: territoireId,
        du: r.du ?? '2020-09-01',
        au: r.au ?? null,
        permanences,
      })
      .execute()
    affectations.push({ fonction, territoireId, niveau: niveau as Niveau, libelle, permanences })
  }
  return unAgentDe(id, nom, randomUUID(), affectations)
}

export const uneAssistante = (essai: Essai, ...etablissements: string[]): Promise<Agent> =>
  unAgent(essai, 'assistant_social', etablissements.length > 0 ? etablissements : [LA_JORDANNE])
