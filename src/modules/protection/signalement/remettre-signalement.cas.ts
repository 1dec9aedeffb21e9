import { z } from 'zod'
import { casUsage } from '#socle/cas-usage.ts'
import { id } from '#socle/saisie.ts'
import { composerSignalement, referenceDeLaPiece } from './composer-document.ts'
import { dejaTransmis } from './erreurs.ts'
import { chargerPiece } from './piece.requetes.ts'
import { peutLireSignalement, peutRedigerSignalement } from './signalement.politique.ts'
import type { Imprimerie } from './transmettre-signalement.cas.ts'
import { findDocument, findFiche } from './transmission.requetes.ts'

const PDF = 'application/pdf'

/** L'aperçu d'un brouillon enregistré, marqué « BROUILLON » ; rien n'en est gardé. */
export const creerApercuSignalement = ({ pdf, gabarit }: Imprimerie) =>
  casUsage({
    nom: 'protection.apercevoir_signalement',
    saisie: z.object({ id: id() }),
    charger: (contexte, saisie) => chargerPiece(contexte, saisie.id),
    autoriser: peutRedigerSignalement,
    async executer({ agent, aujourdHui }, saisie, piece) {
      if (piece.signalement.transmission !== null) throw dejaTransmis(saisie.id)
      const donnees = composerSignalement(piece, agent, aujourdHui, null)
      return { type: PDF, nom: 'brouillon.pdf', octets: await pdf.composer(gabarit, { ...donnees, empreinte: null }) }
    },
    sujet: (saisie) => ({ cibleId: saisie.id }),
  })

/** Remet le PDF figé, à signer : ses octets sont revérifiés contre son empreinte. */
export const remettreSignalement = casUsage({
  nom: 'protection.remettre_signalement',
  saisie: z.object({ id: id() }),
  charger: (contexte, saisie) => chargerPiece(contexte, saisie.id),
  autoriser: peutLireSignalement,
  executer: async (contexte, saisie, piece) => ({
    type: PDF,
    nom: `${referenceDeLaPiece(piece)}.pdf`,
    octets: await findDocument(contexte, piece.cle, saisie.id),
  }),
  sujet: (saisie) => ({ cibleId: saisie.id }),
})

/**
 * L'exemplaire du président du conseil départemental : le même écrit figé, marqué « COPIE ». Il se recompose à la demande depuis ce
 * qui est figé ; l'original, lui, ne change pas.
 *
 * @source CASF L226-4 II — une copie de cette transmission est adressée au président du conseil départemental
 */
export const creerCopieSignalement = ({ pdf, gabarit }: Imprimerie) =>
  casUsage({
    nom: 'protection.copier_signalement',
    saisie: z.object({ id: id() }),
    charger: (contexte, saisie) => chargerPiece(contexte, saisie.id),
    autoriser: peutLireSignalement,
    async executer(contexte, saisie, piece) {
      const { fiche, empreinte } = await findFiche(contexte, piece.cle, saisie.id)
      return {
        type: PDF,
        nom: `${referenceDeLaPiece(piece)}-copie.pdf`,
        octets: await pdf.composer(gabarit, { ...fiche, empreinte, copie: true }),
      }
    },
    sujet: (saisie) => ({ cibleId: saisie.id }),
  })
