import { type ParsedCronItem, parseCronItems, type Runner, run, type TaskList } from 'graphile-worker'
import pg from 'pg'
import type { JournalTechnique } from '#socle/journal-technique.ts'
import { LOGGER_MUET } from '#socle/migrer.ts'
import type { ContexteTache, Tache } from '#socle/tache.ts'
import type { Installation } from './installation.ts'

export type Ouvrier = { readonly arreter: () => Promise<void>; readonly vivant: () => boolean }

/** Démarre l'exécution des tâches. La file appartient au propriétaire ; chaque tâche travaille sous `egide_tache`. */
// biome-ignore lint/suspicious/noExplicitAny: la charge d'une tâche ne se lit qu'à travers son propre schéma
export async function demarrerTaches(i: Installation, taches: readonly Tache<any>[], journal: JournalTechnique): Promise<Ouvrier> {
  const fin = new AbortController()
  const contexte: ContexteTache = {
    db: i.tache,
    coffre: i.coffre,
    maintenant: () => new Date(),
    identifiant: () => crypto.randomUUID(),
    signal: fin.signal,
  }
  const pool = new pg.Pool({
    connectionString: i.urlProprietaire,
    max: 6,
    application_name: 'egide file',
  })
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  const runner: Runner = await run({
    pgPool: pool,
    concurrency: 2,
    noHandleSignals: true,
    logger: LOGGER_MUET,
    taskList: Object.fromEntries(taches.map((t) => [t.nom, executeur(t, contexte, journal)])) as TaskList,
    parsedCronItems: periodiques(taches),
  })
  let vivant = true
  runner.promise.then(
    () => (vivant = false),
    () => (vivant = false),
  )
  return {
    vivant: () => vivant,
    arreter: async () => {
      fin.abort()
      if (vivant) await runner.stop().catch(() => undefined)
      await pool.end()
    },
  }
}

// biome-ignore lint/suspicious/noExplicitAny: voir demarrerTaches
function executeur(t: Tache<any>, contexte: ContexteTache, journal: JournalTechnique) {
  return async (charge: unknown): Promise<void> => {
    const debut = performance.now()
    let reussie = false
    try {
      await t.executer(contexte, t.charge.parse(charge ?? {}))
      reussie = true
    } finally {
      journal({ type: 'tache', nom: t.nom, dureeMs: Math.round(performance.now() - debut), reussie })
    }
  }
}

function periodiques(taches: readonly Tache[]): ParsedCronItem[] {
  return parseCronItems(taches.flatMap((t) => (t.cron ? [{ task: t.nom, match: t.cron, identifier: t.nom }] : [])))
}
