import { z } from 'zod'
import { lireParametre, parametres } from '#modules/referentiels/index.ts'
import type { Agent } from '#socle/agent.ts'
import { casUsage, sansCible, sansSujet } from '#socle/cas-usage.ts'
import { ACCORD, type Decision, refus } from '#socle/decision.ts'
import { ErreurMetier } from '#socle/erreur.ts'
import { SEUIL_MAX, SEUIL_MIN } from './rapport.ts'

const CLE = 'statistique.seuil_secret'

/**
 * Régler le seuil du secret statistique : le conseil technique national, qui recueille et diffuse les données.
 *
 * @source circulaire n° 2017-055 §2.4
 */
export const peutReglerSeuil = (agent: Agent): Decision =>
  agent.fonctions.has('ctss_national') ? ACCORD : refus('rapports.seuil', 'Le seuil se règle au niveau national.')

export const lireSeuil = casUsage({
  nom: 'rapports.lire_seuil',
  saisie: z.object({}),
  charger: sansCible,
  autoriser: peutReglerSeuil,
  executer: async ({ tx }) => ({ seuil: await lireParametre(tx, CLE), depart: parametres[CLE] }),
  sujet: sansSujet,
})

/** Vaut pour les rapports préparés ensuite ; ce qui est figé garde le seuil sous lequel il l'a été. */
export const reglerSeuil = casUsage({
  nom: 'rapports.regler_seuil',
  saisie: z.object({
    seuil: z.coerce
      .number(`Écrivez un nombre entier, de ${SEUIL_MIN} à ${SEUIL_MAX}.`)
      .int('Écrivez un nombre entier.')
      .min(SEUIL_MIN, `Au-dessous de ${SEUIL_MIN}, le secret ne protège plus personne.`)
      .max(SEUIL_MAX, `Au-dessus de ${SEUIL_MAX}, presque plus rien ne se publie.`),
  }),
  charger: sansCible,
  autoriser: peutReglerSeuil,
  async executer({ tx }, { seuil }) {
    const { numUpdatedRows } = await tx
      .updateTable('referentiels.parametre')
      .set({ valeur: JSON.stringify(seuil) })
      .where('cle', '=', CLE)
      .executeTakeFirst()
    if (numUpdatedRows !== 1n) throw new ErreurMetier('conflit', 'rapports.seuil_refuse', 'Le seuil n’a pas pu être enregistré.')
    return { seuil }
  },
  sujet: sansSujet,
})
