import { z } from 'zod'
import { casUsage, sansCible, sansSujet } from '#socle/cas-usage.ts'
import type { Creation } from './creation.ts'
import { peutChercher } from './eleve.politique.ts'
import { lirePreuve } from './preuve-recherche.ts'

/**
 * Ouvre le formulaire de création à qui vient de chercher.
 *
 * @throws ErreurMetier invalide sans recherche récente
 */
export const preparerCreation = casUsage({
  nom: 'eleves.preparer_creation',
  saisie: z.object({ preuve: z.string().max(2_000).default('') }),
  charger: sansCible,
  autoriser: peutChercher,
  async executer(contexte, { preuve }): Promise<Creation> {
    const { texte } = lirePreuve(contexte, preuve)
    const miens = contexte.agent.affectations.filter(
      (a) => contexte.agent.etablissementsSuivis.has(a.territoireId) && a.fonction === 'assistant_social',
    )
    return { preuve, cherche: texte, etablissements: miens.map((a) => [a.territoireId, a.libelle] as const) }
  },
  sujet: sansSujet,
})
