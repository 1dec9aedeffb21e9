import { z } from 'zod'
import { anneeScolaire } from '#modules/pilotage/index.ts'
import { casUsage, sansSujet } from '#socle/cas-usage.ts'
import { peutConsignerSansNom } from './action.politique.ts'
import { listActions } from './action.requetes.ts'

/** Mes actions sans nom d'une année scolaire ; sans année, celle en cours. */
export const lireActions = casUsage({
  nom: 'actions_collectives.lister',
  saisie: z.object({
    annee: z.coerce.number().int().min(2000).max(2100).nullish().catch(null),
    page: z.coerce.number().int().min(1).catch(1),
  }),
  charger: async () => ({ etablissementId: null }),
  autoriser: peutConsignerSansNom,
  async executer(contexte, saisie) {
    const annee = saisie.annee ?? anneeScolaire(contexte.aujourdHui)
    return { annee, ...(await listActions(contexte, `${annee}-09-01`, `${annee + 1}-09-01`, saisie.page)) }
  },
  sujet: sansSujet,
})
