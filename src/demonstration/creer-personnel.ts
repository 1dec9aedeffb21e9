import { creerAgent, MOT_DE_PASSE_DEMONSTRATION } from '#modules/securite/index.ts'
import type { Db } from '#socle/db.ts'
import type { AgentDemo } from './personnel.ts'

/** Crée les comptes qui manquent, et leurs affectations. Rend le nombre de comptes créés. */
export async function creerPersonnel(base: Db, agents: readonly AgentDemo[]): Promise<number> {
  const connus = await listIdentifiants(base, agents)
  const manquants = agents.filter(({ identifiant }) => !connus.has(identifiant))
  if (manquants.length === 0) return 0
  // Tout ou rien : une démonstration interrompue ici recommence entière.
  await base.transaction().execute(async (tx) => {
    for (const agent of manquants) await creerAgent(tx, { ...agent, motDePasse: MOT_DE_PASSE_DEMONSTRATION, demonstration: true })
  })
  return manquants.length
}

async function listIdentifiants(base: Db, agents: readonly AgentDemo[]): Promise<ReadonlySet<string>> {
  const rows = await base
    .selectFrom('securite.agent')
    .select('identifiant')
    .where(
      'identifiant',
      'in',
      agents.map((a) => a.identifiant),
    )
    .execute()
  return new Set(rows.map((r) => r.identifiant))
}
