import { z } from 'zod'
import { consignerLettre } from '#modules/protection/index.ts'
import { canauxTransmission, findEtablissement, fonctionsAgent } from '#modules/referentiels/index.ts'
import { type Contexte, casUsage, jourDeParis } from '#socle/cas-usage.ts'
import { sha256 } from '#socle/empreinte.ts'
import { ErreurMetier } from '#socle/erreur.ts'
import { libelleDe } from '#socle/nomenclature.ts'
import type { FabriquePdf } from '#socle/pdf/index.ts'
import { code, id, instantDeParis, version } from '#socle/saisie.ts'
import { composerCourrier } from './composer.ts'
import { peutRedigerCourrier, peutSigner } from './courrier.politique.ts'
import { type CourrierCharge, chargerCourrier, figer, findDocument } from './courrier.requetes.ts'
import { dejaRemis, referenceDe, versionPerimee } from './courrier.ts'

export type Imprimerie = { readonly pdf: FabriquePdf; readonly gabarit: string }
const PDF = 'application/pdf'

async function composer(contexte: Contexte, charge: CourrierCharge, remise: { readonly le: Date; readonly voie: string } | null) {
  const { agent, tx, maintenant } = contexte
  const e = await findEtablissement(tx, charge.dossier.etablissementId)
  const ville = [e?.codePostal, e?.commune].filter(Boolean).join(' ')
  const lieu = {
    nom: e?.nom ?? charge.dossier.etablissement,
    adresse: [e?.adresse, ville].filter(Boolean).join(', ') || null,
    commune: e?.commune ?? null,
  }
  const fonction = agent.fonctions.has('assistant_social') ? 'assistant_social' : 'stagiaire'
  return composerCourrier(charge, lieu, { nom: agent.nomAffiche, fonction: libelleDe(fonctionsAgent, fonction) }, maintenant, remise)
}

/** L'aperçu du brouillon enregistré ; rien n'en est gardé. */
export const creerApercuCourrier = ({ pdf, gabarit }: Imprimerie) =>
  casUsage({
    nom: 'courriers.apercevoir',
    saisie: z.object({ courrierId: id() }),
    charger: chargerCourrier,
    autoriser: peutRedigerCourrier,
    async executer(contexte, { courrierId }, charge) {
      if (charge.courrier.remise) throw dejaRemis(courrierId)
      return {
        type: PDF,
        nom: 'brouillon.pdf',
        octets: await pdf.composer(gabarit, { ...(await composer(contexte, charge, null)), empreinte: null }),
      }
    },
    sujet: ({ courrierId }) => ({ cibleId: courrierId }),
  })

/**
 * Fige la lettre et dit comment elle est remise ; une relance, un départ sont aussitôt consignés à l'information. Égide n'envoie rien.
 *
 * @source CASF L226-5 pour la relance
 */
export const creerRemettreCourrier = ({ pdf, gabarit }: Imprimerie) =>
  casUsage({
    nom: 'courriers.remettre',
    creation: true,
    saisie: z.object({
      courrierId: id(),
      jetonVersion: version(),
      canal: code(canauxTransmission, 'Dites par quelle voie la lettre part.'),
      le: instantDeParis('Indiquez le jour et l’heure.'),
    }),
    charger: chargerCourrier,
    autoriser: peutSigner,
    async executer(contexte, { courrierId, jetonVersion, canal, le }, charge) {
      const { courrier } = charge
      if (courrier.remise) throw dejaRemis(courrierId)
      if (courrier.version !== jetonVersion) throw versionPerimee(courrierId)
      exigerEntier(charge, le, contexte.maintenant)
      const donnees = await composer(contexte, charge, { le, voie: libelleDe(canauxTransmission, canal) })
      const fige = JSON.stringify(donnees)
      await figer(contexte, charge.cle, courrier, {
        ...{ le, canal, fige },
        pdf: await pdf.composer(gabarit, { ...donnees, empreinte: sha256(fige).toString('hex') }),
      })
      const { genre, informationId } = courrier
      if ((genre === 'relance' || genre === 'depart') && informationId !== null)
        await consignerLettre(contexte, informationId, genre, jourDeParis(le), `Lettre ${referenceDe(courrierId)}`)
      return { courrierId }
    },
    sujet: ({ courrierId }) => ({ cibleId: courrierId }),
  })

function exigerEntier({ courrier }: CourrierCharge, le: Date, maintenant: Date): void {
  const manque = (champ: string, phrase: string) =>
    new ErreurMetier('invalide', 'courriers.incomplet', phrase, { courrierId: courrier.id }, champ)
  if (le > maintenant) throw manque('le', 'Cette date est dans l’avenir : indiquez quand la lettre part.')
  if (courrier.contenu.destinataire.nom === null) throw manque('canal', 'Revenez au brouillon et nommez le destinataire.')
  if (Object.values(courrier.contenu.sections).every((s) => s === null) && courrier.genre !== 'bordereau')
    throw manque('canal', 'Cette lettre est vide : revenez au brouillon pour l’écrire.')
  if (courrier.genre === 'depart' && /\[[^\]]+\]/.test(courrier.contenu.sections.corps ?? ''))
    throw manque('canal', 'Revenez au brouillon : remplacez ce qui est entre crochets par ce que vous savez.')
}

export const remettreDocumentCourrier = casUsage({
  nom: 'courriers.remettre_document',
  saisie: z.object({ courrierId: id() }),
  charger: chargerCourrier,
  autoriser: peutRedigerCourrier,
  executer: async (contexte, { courrierId }, { cle }) => ({
    type: PDF,
    nom: `${referenceDe(courrierId)}.pdf`,
    octets: await findDocument(contexte, cle, courrierId),
  }),
  sujet: ({ courrierId }) => ({ cibleId: courrierId }),
})
