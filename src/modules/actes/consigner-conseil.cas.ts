import { z } from 'zod'
import { motifsIntervention, originesDemande } from '#modules/referentiels/index.ts'
import { casUsage, sansCible, sansSujet } from '#socle/cas-usage.ts'
import { code, codeFacultatif, jour } from '#socle/saisie.ts'
import { peutConsignerConseil } from './acte.politique.ts'
import { inscrireConseil } from './inscrire-acte.requetes.ts'

export const preparerConseil = casUsage({
  nom: 'actes.preparer_conseil',
  saisie: z.object({}),
  charger: sansCible,
  autoriser: (agent) => peutConsignerConseil(agent, { etablissementId: null }),
  executer: async () => ({}),
  sujet: sansSujet,
})

/** Conseil technique à un professionnel, sans élève nommé : établissement, date, motif, et aucun texte. */
export const consignerConseil = casUsage({
  nom: 'actes.consigner_conseil',
  creation: true,
  saisie: z.object({
    etablissementId: z.uuid('Choisissez l’établissement.'),
    dateActe: jour('Indiquez la date.'),
    motif: code(motifsIntervention, 'Choisissez le motif.'),
    origine: codeFacultatif(originesDemande),
  }),
  charger: async (_, { etablissementId }) => ({ etablissementId }),
  autoriser: peutConsignerConseil,
  executer: (contexte, saisie) => inscrireConseil(contexte, saisie),
  sujet: (_, resultat) => ({ cibleId: resultat?.acteId }),
})
