import { createHash } from 'node:crypto'
import { type Affectation, type Agent, type Niveau, unAgentDe } from '#socle/agent.ts'
import type { Moteur } from '#socle/cas-usage.ts'
import type { Coffre } from '#socle/coffre.ts'
import { type Db, sql } from '#socle/db.ts'
import { instantDe } from './calendrier.ts'
import type { DepartementDemo } from './personnel.ts'

/** Ce dont toute étape a besoin. `base` : connexion du propriétaire, hors des cas d'usage seulement. */
export type Scene = {
  readonly base: Db
  readonly app: Db
  readonly tache: Db
  readonly urlTache: string
  readonly coffre: Coffre
  readonly d: DepartementDemo
  /** Jour civil, « AAAA-MM-JJ ». */
  readonly aujourdHui: string
  /** 1 : la démonstration entière ; moins pour un essai. */
  readonly echelle: number
  readonly dire: (phrase: string) => void
}

/** Le moteur d'un jour passé : le cas d'usage vit ce jour-là, la base à l'heure du serveur. */
export const moteurDu = ({ app, coffre }: Scene, jour: string): Moteur => ({
  db: app,
  coffre,
  maintenant: () => instantDe(jour),
  identifiant: () => crypto.randomUUID(),
})

/** Ce qu'il faut pour lancer une tâche sans attendre l'ouvrier, à l'heure vraie. */
export const pourTache = ({ tache, coffre }: Scene) => ({
  db: tache,
  coffre,
  maintenant: () => new Date(),
  identifiant: () => crypto.randomUUID(),
  signal: new AbortController().signal,
})

/** Clé d'idempotence toujours la même pour le même geste : rejouer une étape interrompue ne refait rien. */
export function cleDe(...morceaux: readonly string[]): string {
  const h = createHash('sha256').update(morceaux.join('\0')).digest('hex')
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-5${h.slice(13, 16)}-a${h.slice(17, 20)}-${h.slice(20, 32)}`
}

export const graineDe = (...morceaux: readonly string[]): number => Number.parseInt(cleDe(...morceaux).slice(0, 8), 16)

/** Un compte de démonstration, tel que sa session le construirait. */
export async function agentNomme({ base }: Scene, identifiant: string): Promise<Agent> {
  const { id, nom } = await base
    .selectFrom('securite.agent')
    .select(['id', 'nom_affiche as nom'])
    .where('identifiant', '=', identifiant)
    .executeTakeFirstOrThrow()
  const rows = await base
    .selectFrom('securite.affectation as f')
    .innerJoin('referentiels.territoire as t', 't.id', 'f.territoire_id')
    .select(['f.fonction', 'f.territoire_id as territoireId', 't.niveau', 't.libelle', 'f.permanences'])
    .where('f.agent_id', '=', id)
    .orderBy('t.libelle')
    .limit(50)
    .execute()
  const affectations = rows.map((r) => ({ ...r, fonction: r.fonction as Affectation['fonction'], niveau: r.niveau as Niveau }))
  return unAgentDe(id, nom, crypto.randomUUID(), affectations)
}

/** Une étape ne se fait qu'une fois par département. `finir` s'exécute dans la transaction qui la marque. */
export async function estFaite({ base, d }: Scene, etape: string): Promise<boolean> {
  const { rows } = await sql<{
    ok: boolean
  }>`select exists (select 1 from socle.demonstration where departement = ${d.code} and etape = ${etape}) as ok`.execute(base)
  return rows[0]?.ok ?? false
}

export async function marquerFaite(base: Db, d: DepartementDemo, etape: string): Promise<void> {
  await sql`insert into socle.demonstration (departement, etape) values (${d.code}, ${etape}) on conflict do nothing`.execute(base)
}
