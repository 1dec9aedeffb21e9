import { randomUUID } from 'node:crypto'
import { consignerRecit, scellerParoles } from '#modules/paroles/index.ts'
import type { Agent } from '#socle/agent.ts'
import { lancer } from '#socle/cas-usage.ts'
import type { Essai } from './base.ts'
import { UN_JOUR } from './dossiers.ts'

export const PROPOS = 'Y m’a dit « tais-toi », pis… j’ai eu peur.'

/** Des paroles scellées par le vrai cas d'usage. Rend leur identifiant. */
export const desParoles = async (
  essai: Essai,
  agent: Agent,
  dossierId: string,
  r: Readonly<Record<string, string>> = {},
): Promise<string> =>
  (await lancer(essai.moteur, agent, scellerParoles, { cleIdempotence: randomUUID(), dossierId, propos: PROPOS, le: UN_JOUR, ...r }))
    .paroleId

/** L'enfant a raconté ailleurs. */
export const unRecit = async (essai: Essai, agent: Agent, dossierId: string, r: Readonly<Record<string, string>> = {}): Promise<string> =>
  (await lancer(essai.moteur, agent, consignerRecit, { cleIdempotence: randomUUID(), dossierId, aQui: 'infirmiere', ...r })).recitId
