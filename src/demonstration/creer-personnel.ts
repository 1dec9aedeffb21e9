import { creerAgent, MOT_DE_PASSE_DEMONSTRATION } from '#modules/securite/index.ts'
import type { Db, Tx } from '#socle/db.ts'
import type { AgentDemo, DepartementDemo } from './personnel.ts'

/** Crée ce qui manque : le bassin, les comptes et leurs affectations. Rend le nombre de comptes créés. */
export async function creerPersonnel(base: Db, d: DepartementDemo, agents: readonly AgentDemo[]): Promise<number> {
  const connus = await listIdentifiants(base, agents)
  const manquants = agents.filter(({ identifiant }) => !connus.has(identifiant))
  if (manquants.length === 0) return 0
  // Tout ou rien : une démonstration interrompue ici recommence entière.
  await base.transaction().execute(async (tx) => {
    await creerBassin(tx, d)
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

/** Un bassin fictif : les secteurs de la première moitié de la liste, autour de l'établissement mis en avant. */
async function creerBassin(tx: Tx, d: DepartementDemo): Promise<void> {
  await tx
    .insertInto('referentiels.territoire')
    .values({ id: d.bassinId, niveau: 'bassin', code: `demonstration-${d.code}`, libelle: 'Bassin de démonstration', parent_id: d.id })
    .onConflict((oc) => oc.column('id').doNothing())
    .execute()
  const siens = d.secteurs.slice(0, Math.ceil(d.secteurs.length / 2)).flatMap((s) => s.map((e) => e.id))
  await tx
    .updateTable('referentiels.territoire')
    .set({ parent_id: d.bassinId })
    .where('id', 'in', siens)
    .where('parent_id', '=', d.id)
    .execute()
}
