import { z } from 'zod'
import { type Contexte, casUsage, sansCible, sansSujet } from '#socle/cas-usage.ts'
import { ErreurMetier } from '#socle/erreur.ts'
import { id, TEXTE_LONG_MAX, texteRequis } from '#socle/saisie.ts'
import { desidentifier } from '../desidentifier.ts'
import type { Contenu } from '../information-preoccupante/contenu.ts'
import { exigerBrouillonLu } from '../information-preoccupante/exiger.ts'
import { chargerPiece, type Piece } from '../information-preoccupante/piece.requetes.ts'
import { registreDuDossier } from '../registre.requetes.ts'
import { peutDemanderAvis, peutLireSesAvis, peutRendreAvis } from './avis.politique.ts'
import { chargerAvis, insererAvis, listAvisDe, listAvisDemandes, listConseillers, rendre } from './avis.requetes.ts'

/** Ce que l'écrit dit déjà, dans l'ordre où un avis se lit. */
const extraitDe = ({ motif, constats, paroles, demande }: Contenu): string =>
  [motif.evenement, ...constats.map((c) => c.faits), ...paroles.map((p) => p.propos), demande].filter((t) => t).join('\n\n')

/** Sans nom, date de naissance ni adresse de qui que le dossier ou l'écrit connaisse. */
const sansNom = async (contexte: Contexte, { cle, identite, titulaires }: Piece, texte: string): Promise<string> =>
  desidentifier(texte, [
    ...(await registreDuDossier(contexte, cle, identite)),
    ...titulaires.map(({ coordonnees: { adresse } }) => ({ noms: [], adresses: adresse === null ? [] : [adresse] })),
  ])

/** L'extrait proposé, déjà sans nom, et à qui le montrer. */
export const preparerAvis = casUsage({
  nom: 'protection.preparer_avis',
  saisie: z.object({ id: id() }),
  charger: (contexte, saisie) => chargerPiece(contexte, saisie.id),
  autoriser: peutDemanderAvis,
  async executer(contexte, saisie, piece) {
    const { dossier, ip } = piece
    exigerBrouillonLu(saisie.id, ip.transmission)
    return {
      informationId: saisie.id,
      dossierId: dossier.id,
      extrait: await sansNom(contexte, piece, extraitDe(ip.ecrit.contenu)),
      conseillers: await listConseillers(contexte),
      avis: await listAvisDe(contexte, saisie.id),
    }
  },
  sujet: (saisie) => ({ cibleId: saisie.id }),
})

/**
 * Demande un avis sur un extrait : les noms, dates de naissance et adresses connus du dossier en sont ôtés à l'envoi, quoi qu'on y ait
 * écrit. La conseillère ne reçoit que lui.
 *
 * @source circulaire n° 2017-055 du 22 mars 2017, §2.2 ; code pénal 226-13
 */
export const demanderAvis = casUsage({
  nom: 'protection.demander_avis',
  creation: true,
  saisie: z.object({
    id: id(),
    conseillerId: z.uuid('Choisissez à qui demander cet avis.'),
    extrait: texteRequis('Écrivez ce sur quoi vous demandez un avis.', TEXTE_LONG_MAX),
  }),
  charger: (contexte, saisie) => chargerPiece(contexte, saisie.id),
  autoriser: peutDemanderAvis,
  async executer(contexte, saisie, piece) {
    const { dossier, ip } = piece
    exigerBrouillonLu(saisie.id, ip.transmission)
    if (!(await listConseillers(contexte)).some((c) => c.id === saisie.conseillerId))
      throw new ErreurMetier(
        'invalide',
        'protection.conseiller',
        'Choisissez quelqu’un de votre bassin ou de votre département.',
        {},
        'conseillerId',
      )
    const extrait = await sansNom(contexte, piece, saisie.extrait)
    const { conseillerId } = saisie
    await insererAvis(contexte, { informationId: saisie.id, dossierId: dossier.id, conseillerId, extrait })
    return { informationId: saisie.id }
  },
  sujet: (saisie) => ({ cibleId: saisie.id }),
})

/** Les avis qu'on me demande. */
export const listerAvis = casUsage({
  nom: 'protection.lister_avis',
  saisie: z.object({}),
  charger: sansCible,
  autoriser: peutLireSesAvis,
  executer: (contexte) => listAvisDemandes(contexte),
  sujet: sansSujet,
})

export const lireAvis = casUsage({
  nom: 'protection.lire_avis',
  saisie: z.object({ avisId: id() }),
  charger: chargerAvis,
  autoriser: peutRendreAvis,
  executer: async (_contexte, _saisie, { avis }) => avis,
  sujet: ({ avisId }) => ({ cibleId: avisId }),
})

/** Rend l'avis, une fois. Il n'autorise ni ne retient rien. */
export const rendreAvis = casUsage({
  nom: 'protection.rendre_avis',
  saisie: z.object({ avisId: id(), texte: texteRequis('Écrivez votre avis.', TEXTE_LONG_MAX) }),
  charger: chargerAvis,
  autoriser: peutRendreAvis,
  async executer(contexte, { avisId, texte }) {
    await rendre(contexte, avisId, texte)
    return { avisId }
  },
  sujet: ({ avisId }) => ({ cibleId: avisId }),
})
