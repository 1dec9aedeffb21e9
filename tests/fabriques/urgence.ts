import { findDossier } from '#modules/dossiers/index.ts'
import { contributionUrgence } from '#modules/protection/index.ts'
import type { Agent } from '#socle/agent.ts'
import { type Essai, enTantQue } from './base.ts'

/** Ce que l'urgence apporte à la page de ce dossier. */
export const lireDossierAvec = (essai: Essai, agent: Agent, dossierId: string) =>
  enTantQue(essai, agent, async (contexte) => contributionUrgence.apporter(contexte, await findDossier(contexte, dossierId)))
