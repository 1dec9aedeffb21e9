import { z } from 'zod'
import { casUsage } from '#socle/cas-usage.ts'
import { id } from '#socle/saisie.ts'
import { findProtocole } from '../lieu.requetes.ts'
import { composerSelon, type Imprimerie } from '../modeles.ts'
import { referenceDeLaPiece } from './composer-document.ts'
import { enTeteDe } from './en-tete.requetes.ts'
import { exigerBrouillonLu } from './exiger.ts'
import { composerFiche } from './fiche.ts'
import { peutLireInformation, peutRediger } from './information-preoccupante.politique.ts'
import { chargerPiece } from './piece.requetes.ts'
import { findDocument } from './transmission.requetes.ts'

const PDF = 'application/pdf'

/** L'aperçu d'un brouillon enregistré, marqué « BROUILLON », selon le modèle en vigueur ; rien n'en est gardé. */
export const creerApercu = (imprimerie: Imprimerie) =>
  casUsage({
    nom: 'protection.apercevoir_information',
    saisie: z.object({ id: id() }),
    charger: (contexte, saisie) => chargerPiece(contexte, saisie.id),
    autoriser: peutRediger,
    async executer(contexte, saisie, piece) {
      exigerBrouillonLu(saisie.id, piece.ip.transmission)
      const fiche = composerFiche(piece.ip.ecrit.contenu, { ...enTeteDe(contexte, piece), envoi: null })
      const protocole = await findProtocole(contexte, piece.lieu)
      return { type: PDF, nom: 'brouillon.pdf', octets: await composerSelon(contexte, imprimerie, protocole?.id ?? null, fiche) }
    },
    sujet: (saisie) => ({ cibleId: saisie.id }),
  })

/** Remet le PDF figé, à signer : ses octets sont revérifiés contre son empreinte. Le nom du fichier ne dit rien de l'enfant. */
export const remettreDocument = casUsage({
  nom: 'protection.remettre_document',
  saisie: z.object({ id: id() }),
  charger: (contexte, saisie) => chargerPiece(contexte, saisie.id),
  autoriser: peutLireInformation,
  async executer(contexte, saisie, { cle, ip, lieu }) {
    return {
      type: PDF,
      nom: `${referenceDeLaPiece(ip.id, lieu.codeDepartement, ip.creeLe)}.pdf`,
      octets: await findDocument(contexte, cle, saisie.id),
    }
  },
  sujet: (saisie) => ({ cibleId: saisie.id }),
})
