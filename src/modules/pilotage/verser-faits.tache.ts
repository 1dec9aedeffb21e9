import { z } from 'zod'
import { sql } from '#socle/db.ts'
import { tache } from '#socle/tache.ts'

/**
 * Chaque minute, verse la boîte de dépôt dans l'observation, par lots mélangés. Rejouable : une boîte vide ne change rien.
 *
 * À heure fixe, et non planifiée par chaque acte : une tâche à clé commune ferait attendre les actes les uns derrière les autres.
 */
export const verserFaits = tache({
  nom: 'pilotage.verser_faits',
  charge: z.object({}),
  cron: '* * * * *',
  async executer({ db }) {
    await sql`select observation.verser()`.execute(db)
  },
})
