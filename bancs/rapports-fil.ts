import { figerRapport, masquerInstantane, preparerRapport } from '#modules/rapports/index.ts'
import { idTerritoire } from '#modules/referentiels/index.ts'
import { unAgentDe } from '#socle/agent.ts'
import { lancer } from '#socle/cas-usage.ts'
import { ouvrirBase, sql } from '#socle/db.ts'
import { installer } from '../src/installation.ts'
import { configDe } from './commun.ts'

export type BilanRapports = {
  readonly preparerMs: number
  readonly secretMs: number
  readonly figerMs: number
  readonly memoireMaxKo: number
  readonly rapports: number
  readonly lignes: number
  readonly cases: number
  readonly masquees: number
  readonly envoyerMs: number
  readonly envoyes: number
  readonly octetsEnvoyes: number
}

/** Prépare, masque et fige le rapport national, comme la conseillère et l'ouvrier, à la place du précédent. Seul dans son processus. */
const [dossier = '', annee = ''] = process.argv.slice(2)
const i = await installer(configDe(dossier), () => undefined)
const base = ouvrirBase(i.urlProprietaire, { max: 1, nom: 'egide banc' })
await sql`set role none`.execute(base)
const territoireId = idTerritoire('national', 'FR')
const { id: agentId } = await base
  .selectFrom('securite.agent')
  .select('id')
  .where('identifiant', '=', 'ctss_national.fr')
  .executeTakeFirstOrThrow()
const agent = unAgentDe(agentId, 'Dominique Banc', crypto.randomUUID(), [
  { fonction: 'ctss_national', territoireId, niveau: 'national', libelle: 'France', permanences: [] },
])
const contexte = { coffre: i.coffre, maintenant: () => new Date(), identifiant: () => crypto.randomUUID() }
const moteur = { db: i.app, ...contexte }
const vise = { territoireId, annee: Number(annee) }

const chronometrer = async (geste: () => Promise<unknown>): Promise<number> => {
  const depart = performance.now()
  await geste()
  return performance.now() - depart
}
const compter = async (requete: string): Promise<number> => Number((await sql<{ n: string }>`${sql.raw(requete)}`.execute(base)).rows[0]?.n)

await sql`set session_replication_role = replica`.execute(base)
for (const table of ['ligne', 'source', 'preuve'])
  await sql`delete from ${sql.table(`rapports.${table}`)} where instantane_id in (select id from rapports.instantane where territoire_id = ${territoireId})`.execute(
    base,
  )
await sql`delete from rapports.instantane where territoire_id = ${territoireId}`.execute(base)
await sql`delete from rapports.envoi`.execute(base)
await sql`reset session_replication_role`.execute(base)

const preparerMs = await chronometrer(() => lancer(moteur, agent, preparerRapport, vise))
const { id } = await base.selectFrom('rapports.instantane').select('id').where('territoire_id', '=', territoireId).executeTakeFirstOrThrow()
const secretMs = await chronometrer(() =>
  masquerInstantane.executer({ db: i.tache, ...contexte, signal: new AbortController().signal }, { instantaneId: id }),
)
const memoireMaxKo = process.resourceUsage().maxRSS
const figerMs = await chronometrer(() =>
  lancer(moteur, agent, figerRapport, { cleIdempotence: crypto.randomUUID(), ...vise, instantaneId: id }),
)
const { id: academie } = (
  await sql<{ id: string }>`
    select i.id from rapports.instantane i join referentiels.territoire t on t.id = i.territoire_id and t.niveau = 'academie'
      join referentiels.ascendance h on h.ancetre_id = t.id where i.annee = ${Number(annee)} group by 1 order by count(*) desc limit 1`.execute(
    base,
  )
).rows[0] ?? { id: '' }
const envoyerMs = await chronometrer(() => sql`select rapports.envoyer(${academie})`.execute(base))
const bilan: BilanRapports = {
  ...{ preparerMs, secretMs, figerMs, memoireMaxKo, envoyerMs },
  rapports: await compter(`select count(*) as n from rapports.instantane where annee = ${Number(annee)}`),
  lignes: await compter(
    `select count(*) as n from rapports.ligne join rapports.instantane i on i.id = instantane_id where annee = ${Number(annee)}`,
  ),
  cases: await compter(`select count(*) as n from rapports.ligne where instantane_id = '${id}'`),
  masquees: await compter(`select count(*) as n from rapports.ligne where instantane_id = '${id}' and masque is distinct from false`),
  envoyes: await compter('select count(*) as n from rapports.envoi'),
  octetsEnvoyes: await compter('select sum(pg_column_size(contenu)) as n from rapports.envoi'),
}
await base.destroy()
await i.fermer()
process.send?.(bilan, () => process.exit(0))
