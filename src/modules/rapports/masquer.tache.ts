import { z } from 'zod'
import { sql } from '#socle/db.ts'
import { id } from '#socle/saisie.ts'
import { tache } from '#socle/tache.ts'
import { ecrireMasques, findAMasquer, listLignes, listPreuves, listTypes } from './masquage.requetes.ts'
import { choisirMasques } from './masquage.ts'
import { planchersDesTotaux } from './plancher.ts'
import { partager } from './secret/fils.ts'

/**
 * Calcule le secret statistique d'un rapport préparé, un type de faits par fil : rien ne les rapproche, et tous ensemble, ceux du pays
 * prendraient des gigaoctets. Rejouable : ce qui est calculé, ou remplacé depuis, ne change plus.
 */
export const masquerInstantane = tache({
  nom: 'rapports.masquer',
  charge: z.object({ instantaneId: id() }),
  async executer({ db }, { instantaneId }) {
    await db.transaction().execute(async (tx) => {
      await sql`select pg_advisory_xact_lock(hashtext('rapports.masquer'))`.execute(tx)
      const demande = await findAMasquer(tx, instantaneId)
      if (demande === undefined) return
      const choix = await partager(await listTypes(tx, demande), async (type, fil) => {
        const aMasquer = { ...demande, lignes: await listLignes(tx, demande, type), preuves: await listPreuves(tx, demande, type) }
        const choisi = await choisirMasques(aMasquer, fil)
        return { ...choisi, planchers: planchersDesTotaux(aMasquer, choisi) }
      })
      await ecrireMasques(tx, instantaneId, choix)
    })
  },
})
