import { z } from 'zod'
import { identiteSous } from '#modules/dossiers/index.ts'
import { casUsage } from '#socle/cas-usage.ts'
import { id, TEXTE_LONG_MAX, texteRequis } from '#socle/saisie.ts'
import { viser } from './lire-paroles.cas.ts'
import { peutConsignerParoles } from './parole.politique.ts'
import { insererAnnotation, paroleSous } from './parole.requetes.ts'
import type { PreparationAnnotation } from './paroles-affichees.ts'

const saisie = z.object({ dossierId: id(), paroleId: id() })

export const preparerAnnotation = casUsage({
  nom: 'paroles.preparer_annotation',
  saisie,
  charger: viser,
  autoriser: peutConsignerParoles,
  async executer(contexte, { paroleId }, { dossier }): Promise<PreparationAnnotation> {
    const cle = await contexte.coffre.ouvrirCle(contexte.tx, dossier.id)
    return { dossier, identite: identiteSous(cle, dossier), parole: await paroleSous(contexte, cle, paroleId) }
  },
  sujet: ({ paroleId }) => ({ cibleId: paroleId }),
})

/** Ajoute une remarque à côté de paroles scellées ; elle ne se reprend pas non plus. */
export const annoterParoles = casUsage({
  nom: 'paroles.annoter',
  creation: true,
  saisie: saisie.extend({ texte: texteRequis('Écrivez l’annotation.', TEXTE_LONG_MAX) }),
  charger: viser,
  autoriser: peutConsignerParoles,
  async executer(contexte, { paroleId, texte }, { dossier }) {
    const cle = await contexte.coffre.ouvrirCle(contexte.tx, dossier.id)
    const parole = await paroleSous(contexte, cle, paroleId)
    return { dossierId: dossier.id, paroleId, annotationId: await insererAnnotation(contexte, cle, parole.id, texte) }
  },
  sujet: ({ paroleId }) => ({ cibleId: paroleId }),
})
