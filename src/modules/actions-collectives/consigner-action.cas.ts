import { z } from 'zod'
import { instances, motifsIntervention, rolesInstance, themesActionCollective } from '#modules/referentiels/index.ts'
import { casUsage, sansSujet } from '#socle/cas-usage.ts'
import { code, codeFacultatif, entierFacultatif, jour, liste } from '#socle/saisie.ts'
import { peutConsignerSansNom } from './action.politique.ts'
import { inscrireAction } from './action.requetes.ts'
import { type Action, NATURES, PUBLICS, professionnels, publics, SANS_PRECISION } from './action.ts'

const professionnel = z.enum(professionnels, 'Choisissez dans la liste.')
const lieuEtJour = { etablissementId: z.uuid('Choisissez l’établissement.'), dateAction: jour('Indiquez la date.') }

/** Trois champs requis par nature, jamais plus ; le reste se laisse, ou se dit inconnu. */
export const saisieAction = z
  .discriminatedUnion('nature', [
    z.object({
      nature: z.literal('conseil'),
      ...lieuEtJour,
      motif: code(motifsIntervention, 'Choisissez le motif.'),
      origine: z.preprocess((v) => v || null, professionnel.nullable()).default(null),
    }),
    z.object({
      nature: z.literal('instance'),
      ...lieuEtJour,
      instance: code(instances, 'Choisissez l’instance.'),
      role: codeFacultatif(rolesInstance),
    }),
    z.object({
      nature: z.literal('action_collective'),
      ...lieuEtJour,
      theme: code(themesActionCollective, 'Choisissez le thème.'),
      classes: entierFacultatif(200),
      eleves: entierFacultatif(5000),
      parents: entierFacultatif(5000),
      inconnus: liste(z.enum(PUBLICS)),
      partenaires: liste(professionnel),
    }),
  ])
  .transform((saisie): Action => ({ ...SANS_PRECISION, ...saisie }))
  .superRefine((action, ctx) => {
    for (const p of PUBLICS.filter((x) => action[x] !== null && action.inconnus.includes(x)))
      ctx.addIssue({
        code: 'custom',
        path: [p],
        message: `${publics[p]} : gardez le nombre, ou dites que vous ne le connaissez pas.`,
      })
  })

export const preparerAction = casUsage({
  nom: 'actions_collectives.preparer',
  // Après « Enregistrer et recommencer », l'établissement et le jour restent.
  saisie: z.object({
    nature: z.enum(NATURES),
    etablissementId: z.uuid().nullish().catch(null),
    dateAction: z.iso.date().nullish().catch(null),
  }),
  charger: async () => ({ etablissementId: null }),
  autoriser: peutConsignerSansNom,
  executer: async (_, saisie) => saisie,
  sujet: sansSujet,
})

export const consignerAction = casUsage({
  nom: 'actions_collectives.consigner',
  creation: true,
  saisie: saisieAction.and(z.object({ suite: z.literal('recommencer').nullish().catch(null) })),
  charger: async (_, { etablissementId }) => ({ etablissementId }),
  autoriser: peutConsignerSansNom,
  async executer(contexte, { suite, ...action }) {
    const actionId = await inscrireAction(contexte, action)
    const { etablissementId, dateAction } = action
    return { actionId, recommencer: suite ? { etablissementId, dateAction } : null }
  },
  sujet: (_, resultat) => ({ cibleId: resultat?.actionId }),
})
