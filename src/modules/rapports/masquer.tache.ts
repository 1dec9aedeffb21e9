import { z } from 'zod'
import { sql } from '#socle/db.ts'
import { id } from '#socle/saisie.ts'
import { tache } from '#socle/tache.ts'
import { ecrireMasques, findAMasquer } from './masquage.requetes.ts'
import { choisirMasques } from './masquage.ts'

/** Calcule le secret statistique d'un rapport préparé. Rejouable : ce qui est calculé, ou remplacé depuis, ne change plus. */
export const masquerInstantane = tache({
  nom: 'rapports.masquer',
  charge: z.object({ instantaneId: id() }),
  async executer({ db }, { instantaneId }) {
    await db.transaction().execute(async (tx) => {
      await sql`select pg_advisory_xact_lock(hashtext('rapports.masquer'))`.execute(tx)
      const aMasquer = await findAMasquer(tx, instantaneId)
      if (aMasquer === undefined) return
      await ecrireMasques(tx, aMasquer, await choisirMasques(aMasquer))
    })
  },
})
