import { z } from 'zod'
import { jourDeParis } from '#socle/cas-usage.ts'
import { sql } from '#socle/db.ts'
import { tache } from '#socle/tache.ts'

/**
 * Le 2 du mois, arrête ce que la base nationale peut recevoir. Sans réplication, ne fait rien ; rejouable : un seul arrêté par mois.
 *
 * Une fois par mois et jamais au fil de l'eau : un envoi par acte en dirait le jour (ADR 0033).
 */
export const preparerEnvoi = tache({
  nom: 'pilotage.preparer_envoi',
  charge: z.object({}),
  cron: '0 3 2 * *',
  async executer({ db, maintenant }) {
    await sql`select observation.preparer_envoi(${`${jourDeParis(maintenant()).slice(0, 7)}-01`})`.execute(db)
  },
})
