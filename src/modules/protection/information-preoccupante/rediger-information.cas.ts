import { z } from 'zod'
import { casUsage } from '#socle/cas-usage.ts'
import { deplier } from '#socle/champs.ts'
import { id, version } from '#socle/saisie.ts'
import { listAvisDe } from '../avis/avis.requetes.ts'
import { findProtocoleDe } from '../lieu.requetes.ts'
import { schemaContenu } from './contenu.ts'
import { majBrouillon, verrouillerBrouillon } from './information.requetes.ts'
import { peutLireInformation, peutRediger } from './information-preoccupante.politique.ts'
import { listDuDossier } from './liste.requetes.ts'
import { chargerPiece } from './piece.requetes.ts'

/** Lire une information préoccupante : son brouillon ou son suivi. */
export const lireInformation = casUsage({
  nom: 'protection.lire_information',
  saisie: z.object({ id: id() }),
  charger: (contexte, saisie) => chargerPiece(contexte, saisie.id),
  autoriser: peutLireInformation,
  // La clé du dossier reste ici : la vue n'en reçoit rien.
  async executer(contexte, saisie, { cle: _, ...piece }) {
    return {
      ...piece,
      protocole: await findProtocoleDe(contexte, piece.lieu, piece.ip.transmission),
      avis: await listAvisDe(contexte, saisie.id),
      autres: (await listDuDossier(contexte, piece.dossier.id)).flatMap(({ id: autreId, transmiseLe }) =>
        autreId !== saisie.id && transmiseLe !== null ? [{ id: autreId, transmiseLe }] : [],
      ),
    }
  },
  sujet: (saisie) => ({ cibleId: saisie.id }),
})

/** Où l'on va après avoir enregistré. */
const SUITES_REDACTION = ['brouillon', 'titulaires'] as const
const suite = z.preprocess((v) => (v === undefined || v === '' ? 'brouillon' : v), z.enum(SUITES_REDACTION))

/** Enregistre le brouillon autant de fois qu'on veut ; rien n'y est obligatoire. Deux onglets ne s'écrasent pas. */
export const enregistrerBrouillon = casUsage({
  nom: 'protection.enregistrer_brouillon',
  saisie: z.preprocess(deplier, z.object({ id: id(), jetonVersion: version(), suite, ...schemaContenu.shape })),
  charger: (contexte, saisie) => chargerPiece(contexte, saisie.id),
  autoriser: peutRediger,
  async executer(contexte, { id: informationId, jetonVersion, suite, ...contenu }, { ip, cle }) {
    await verrouillerBrouillon(contexte, informationId, jetonVersion)
    await majBrouillon(contexte, cle, informationId, jetonVersion, { ...ip.ecrit, contenu })
    return { informationId, suite }
  },
  sujet: (saisie) => ({ cibleId: saisie.id }),
})
