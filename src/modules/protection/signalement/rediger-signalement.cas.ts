import { z } from 'zod'
import { findDossier } from '#modules/dossiers/index.ts'
import { listParoles } from '#modules/paroles/index.ts'
import { casUsage } from '#socle/cas-usage.ts'
import { id, version } from '#socle/saisie.ts'
import { findProtocole } from '../lieu.requetes.ts'
import { contenuVide, schemaContenu } from './contenu.ts'
import { parolesReprises } from './paroles-reprises.ts'
import { chargerPiece } from './piece.requetes.ts'
import { peutLireSignalement, peutRedigerSignalement } from './signalement.politique.ts'
import { insererBrouillon, listDuDossier, majBrouillon, verrouillerBrouillon } from './signalement.requetes.ts'

const saisieDossier = z.object({ dossierId: id() })

/** Ce qu'il faut savoir avant de commencer un signalement. */
export const preparerSignalement = casUsage({
  nom: 'protection.preparer_signalement',
  saisie: saisieDossier,
  charger: async (contexte, { dossierId }) => ({ dossier: await findDossier(contexte, dossierId) }),
  autoriser: peutRedigerSignalement,
  executer: async (contexte, _saisie, { dossier }) => ({
    dossier,
    brouillon: (await listDuDossier(contexte, dossier.id)).find((s) => s.transmisLe === null) ?? null,
  }),
  sujet: ({ dossierId }) => ({ cibleId: dossierId }),
})

/** Commence un brouillon qui ne suppose rien : les paroles déjà scellées y sont, mot pour mot, pour que l'enfant ne raconte pas deux fois. */
export const commencerSignalement = casUsage({
  nom: 'protection.commencer_signalement',
  saisie: saisieDossier,
  charger: preparerSignalement.charger,
  autoriser: peutRedigerSignalement,
  async executer(contexte, _saisie, { dossier }) {
    const cle = await contexte.coffre.ouvrirCle(contexte.tx, dossier.id)
    const signalementId = contexte.identifiant()
    await insererBrouillon(contexte, cle, signalementId, dossier.etablissementId, {
      ...contenuVide(),
      ...parolesReprises(await listParoles(contexte, dossier.id)),
    })
    return { signalementId }
  },
  sujet: ({ dossierId }, resultat) => ({ cibleId: resultat?.signalementId ?? dossierId }),
  creation: true,
})

/** Lire un signalement : son brouillon ou son suivi. */
export const lireSignalement = casUsage({
  nom: 'protection.lire_signalement',
  saisie: z.object({ id: id() }),
  charger: (contexte, saisie) => chargerPiece(contexte, saisie.id),
  autoriser: peutLireSignalement,
  async executer(contexte, _saisie, { cle: _, ...piece }) {
    return { ...piece, protocole: await findProtocole(contexte, piece.lieu) }
  },
  sujet: (saisie) => ({ cibleId: saisie.id }),
})

const suite = z.preprocess((v) => v || 'brouillon', z.enum(['brouillon', 'transmettre']))

/** Enregistre le brouillon autant de fois qu'on veut ; rien n'y est obligatoire. */
export const enregistrerSignalement = casUsage({
  nom: 'protection.enregistrer_signalement',
  saisie: z.object({ id: id(), jetonVersion: version(), suite, ...schemaContenu.shape }),
  charger: (contexte, saisie) => chargerPiece(contexte, saisie.id),
  autoriser: peutRedigerSignalement,
  async executer(contexte, { id: signalementId, jetonVersion, suite, ...contenu }, { cle }) {
    await verrouillerBrouillon(contexte, signalementId, jetonVersion)
    await majBrouillon(contexte, cle, signalementId, jetonVersion, contenu)
    return { signalementId, suite }
  },
  sujet: (saisie) => ({ cibleId: saisie.id }),
})
