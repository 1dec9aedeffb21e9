import { z } from 'zod'
import { casUsage } from '#socle/cas-usage.ts'
import { ErreurMetier } from '#socle/erreur.ts'
import { id } from '#socle/saisie.ts'
import { peutCorriger, peutRemplacer } from './action.politique.ts'
import { findAction, inscrireAction, retirerAction } from './action.requetes.ts'
import { saisieAction } from './consigner-action.cas.ts'

const dejaRetiree = () =>
  new ErreurMetier('conflit', 'actions_collectives.deja_retiree', 'Cette action est déjà annulée ou remplacée : relisez la liste.')

export const preparerCorrection = casUsage({
  nom: 'actions_collectives.preparer_correction',
  saisie: z.object({ actionId: id() }),
  charger: (contexte, { actionId }) => findAction(contexte, actionId),
  autoriser: peutCorriger,
  executer: async (_, __, action) => action,
  sujet: ({ actionId }) => ({ cibleId: actionId }),
})

/** Corriger, c'est remplacer : l'ancienne reste, hors des comptes. @source RGPD art. 16 (rectification) */
export const corrigerAction = casUsage({
  nom: 'actions_collectives.corriger',
  creation: true,
  saisie: saisieAction.and(z.object({ actionId: id() })),
  charger: async (contexte, { actionId, etablissementId }) => ({ ancienne: await findAction(contexte, actionId), etablissementId }),
  autoriser: peutRemplacer,
  async executer(contexte, { actionId: _, ...action }, { ancienne }) {
    const actionId = await inscrireAction(contexte, action)
    if (!(await retirerAction(contexte, ancienne, actionId))) throw dejaRetiree()
    return { actionId }
  },
  sujet: ({ actionId }) => ({ cibleId: actionId }),
})

/** Annuler ce qui n'aurait pas dû l'être. Le redire n'y change rien. */
export const annulerAction = casUsage({
  nom: 'actions_collectives.annuler',
  saisie: z.object({ actionId: id() }),
  charger: (contexte, { actionId }) => findAction(contexte, actionId),
  autoriser: peutCorriger,
  async executer(contexte, { actionId }, action) {
    await retirerAction(contexte, action, null)
    return { actionId }
  },
  sujet: ({ actionId }) => ({ cibleId: actionId }),
})
