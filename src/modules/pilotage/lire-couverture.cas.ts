import { casUsage } from '#socle/cas-usage.ts'
import { peutLireCouverture } from './chiffres.politique.ts'
import { findTerritoireVise, lireCouverture as lire } from './chiffres.requetes.ts'
import { anneesEtTerritoires, lireChiffres } from './lire-chiffres.cas.ts'

/**
 * Où le service est présent, dans un bassin ou un département. Ni secret ni nominatif : la couverture est l'affaire du conseil technique.
 *
 * @source templates.md §7 — couverture des établissements, part avec permanence (rapport relevé, Charente-Maritime 2009-2010)
 */
export const lireCouverture = casUsage({
  nom: 'pilotage.lire_couverture',
  saisie: lireChiffres.saisie,
  charger: async (contexte, saisie) => findTerritoireVise(contexte, (await lireChiffres.charger(contexte, saisie)).id),
  autoriser: peutLireCouverture,
  async executer(contexte, _saisie, territoire) {
    const { territoires } = anneesEtTerritoires(contexte)
    return { couverture: await lire(contexte, territoire.id), territoires }
  },
  sujet: ({ territoireId }) => ({ cibleId: territoireId }),
})
