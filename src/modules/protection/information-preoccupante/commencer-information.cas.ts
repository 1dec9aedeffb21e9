import { z } from 'zod'
import { findDossier } from '#modules/dossiers/index.ts'
import { casUsage } from '#socle/cas-usage.ts'
import { id } from '#socle/saisie.ts'
import { findLieu, findProtocole } from '../lieu.requetes.ts'
import { findBrouillonDuDossier, findCompletee, insererBrouillon } from './information.requetes.ts'
import { peutRediger } from './information-preoccupante.politique.ts'
import { preremplir } from './preremplir.requetes.ts'

const saisie = z.object({ dossierId: id(), completeId: z.preprocess((v) => v || null, z.uuid().nullable()).catch(null) })

/** « Protéger » : ce qu'il faut savoir avant d'écrire. */
export const preparerProtection = casUsage({
  nom: 'protection.preparer',
  saisie,
  charger: async (contexte, { dossierId }) => ({ dossier: await findDossier(contexte, dossierId) }),
  autoriser: peutRediger,
  async executer(contexte, { completeId }, { dossier }) {
    const lieu = await findLieu(contexte, dossier)
    return {
      dossier,
      departement: lieu.etablissement.departement,
      protocole: await findProtocole(contexte, lieu),
      complete: completeId === null ? null : await findCompletee(contexte, dossier.id, completeId),
      brouillon: (await findBrouillonDuDossier(contexte, dossier.id)) ?? null,
    }
  },
  sujet: ({ dossierId }) => ({ cibleId: dossierId }),
})

/** Commence un brouillon, prérempli depuis le dossier ; `completeId` : l'écrit transmis qu'il complète, et qui ne change pas. */
export const commencerInformation = casUsage({
  nom: 'protection.commencer_information',
  saisie,
  charger: preparerProtection.charger,
  autoriser: peutRediger,
  async executer(contexte, { completeId }, { dossier }) {
    const complete = completeId === null ? null : await findCompletee(contexte, dossier.id, completeId)
    const cle = await contexte.coffre.ouvrirCle(contexte.tx, dossier.id)
    const informationId = contexte.identifiant()
    await insererBrouillon(contexte, cle, informationId, dossier.etablissementId, await preremplir(contexte, dossier, cle), complete?.id)
    return { informationId }
  },
  sujet: ({ dossierId }, resultat) => ({ cibleId: resultat?.informationId ?? dossierId }),
  creation: true,
})
