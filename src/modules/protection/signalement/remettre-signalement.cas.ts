import { z } from 'zod'
import { casUsage } from '#socle/cas-usage.ts'
import { id } from '#socle/saisie.ts'
import { findProtocole } from '../lieu.requetes.ts'
import { composerSelon, type Imprimerie } from '../modeles.ts'
import { composerSignalement, referenceDeLaPiece } from './composer-document.ts'
import { dejaTransmis } from './erreurs.ts'
import { chargerPiece } from './piece.requetes.ts'
import { peutLireSignalement, peutRedigerSignalement } from './signalement.politique.ts'
import { findDocument, findFiche } from './transmission.requetes.ts'

const PDF = 'application/pdf'

/** L'aperçu d'un brouillon enregistré, marqué « BROUILLON », selon le modèle en vigueur ; rien n'en est gardé. */
export const creerApercuSignalement = (imprimerie: Imprimerie) =>
  casUsage({
    nom: 'protection.apercevoir_signalement',
    saisie: z.object({ id: id() }),
    charger: (contexte, saisie) => chargerPiece(contexte, saisie.id),
    autoriser: peutRedigerSignalement,
    async executer(contexte, saisie, piece) {
      if (piece.signalement.transmission !== null) throw dejaTransmis(saisie.id)
      const donnees = { ...composerSignalement(piece, contexte.agent, contexte.aujourdHui, null), empreinte: null }
      const protocole = await findProtocole(contexte, piece.lieu)
      return { type: PDF, nom: 'brouillon.pdf', octets: await composerSelon(contexte, imprimerie, protocole?.id ?? null, donnees) }
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
 * qui est figé, selon le modèle de la version du protocole sous laquelle il est parti ; l'original, lui, ne change pas.
 *
 * @source CASF L226-4 II — une copie de cette transmission est adressée au président du conseil départemental
 */
export const creerCopieSignalement = (imprimerie: Imprimerie) =>
  casUsage({
    nom: 'protection.copier_signalement',
    saisie: z.object({ id: id() }),
    charger: (contexte, saisie) => chargerPiece(contexte, saisie.id),
    autoriser: peutLireSignalement,
    async executer(contexte, saisie, piece) {
      const { fiche, empreinte, protocoleId } = await findFiche(contexte, piece.cle, saisie.id)
      return {
        type: PDF,
        nom: `${referenceDeLaPiece(piece)}-copie.pdf`,
        octets: await composerSelon(contexte, imprimerie, protocoleId, { ...fiche, empreinte, copie: true }),
      }
    },
    sujet: (saisie) => ({ cibleId: saisie.id }),
  })
