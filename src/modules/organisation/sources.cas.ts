import { z } from 'zod'
import { casUsage, sansCible, sansSujet } from '#socle/cas-usage.ts'
import { peutLireSources } from './sources.politique.ts'
import { listParametres, listProvenances } from './sources.requetes.ts'

/** D'où viennent les données d'Égide et ce qu'elles valent. */
export const lireSources = casUsage({
  nom: 'organisation.lire_sources',
  saisie: z.object({}),
  charger: sansCible,
  autoriser: peutLireSources,
  executer: async (contexte) => ({ provenances: await listProvenances(contexte), parametres: await listParametres(contexte) }),
  sujet: sansSujet,
})
