import { z } from 'zod'
import { sql } from '#socle/db.ts'
import { tache } from '#socle/tache.ts'

/** Verse la boîte de dépôt dans l'observation, par lots mélangés. Rejouable : une boîte vide ne change rien. */
export const verserFaits = tache({
  nom: 'pilotage.verser_faits',
  charge: z.object({}),
  cron: '*/15 * * * *',
  async executer({ db }) {
    await sql`select observation.verser()`.execute(db)
  },
})
