import { z } from 'zod'
import { findDossier, identiteSous } from '#modules/dossiers/index.ts'
import { listPrecisionsOffertes, type MotifIntervention, type OrigineDemande, type TypeActe } from '#modules/referentiels/index.ts'
import { type Contexte, casUsage } from '#socle/cas-usage.ts'
import { ErreurMetier } from '#socle/erreur.ts'
import { id } from '#socle/saisie.ts'
import { peutRectifier } from './acte.politique.ts'
import type { PreparationRectification } from './acte-affiche.ts'
import { champsActe, exigerPrecisionOfferte, saisieActe } from './consigner-acte.cas.ts'
import { inscrireActe, lieuCompteRendu } from './inscrire-acte.requetes.ts'

const acteIntrouvable = (acteId: string) =>
  new ErreurMetier('introuvable', 'actes.introuvable', 'Cet acte n’existe pas ou ne vous est pas accessible.', { acteId })

/** Le dossier de l'acte, après avoir vérifié que l'acte y est. */
async function chargerActe(contexte: Contexte, { dossierId, acteId }: { dossierId: string; acteId: string }) {
  const dossier = await findDossier(contexte, dossierId)
  const acte = await contexte.tx
    .selectFrom('actes.acte')
    .select(['id', 'auteur_id as auteurId', 'type', 'motif', 'precision_id as precisionId', 'origine', 'date_acte', 'compte_rendu_chiffre'])
    .where('id', '=', acteId)
    .where('dossier_id', '=', dossierId)
    .executeTakeFirst()
  if (!acte) throw acteIntrouvable(acteId)
  return { dossier, acte }
}

export const preparerRectification = casUsage({
  nom: 'actes.preparer_rectification',
  saisie: z.object({ dossierId: id(), acteId: id() }),
  charger: chargerActe,
  autoriser: peutRectifier,
  async executer(contexte, { acteId }, { dossier, acte }): Promise<PreparationRectification> {
    const { tx } = contexte
    const cle = await contexte.coffre.ouvrirCle(tx, dossier.id)
    const motifs = await tx.selectFrom('actes.motif_associe').select('motif').where('acte_id', '=', acteId).limit(50).execute()
    return {
      dossier,
      identite: identiteSous(cle, dossier),
      precisions: await listPrecisionsOffertes(contexte, dossier.etablissementId, acte.precisionId),
      acte: {
        type: acte.type as TypeActe,
        motif: acte.motif as MotifIntervention,
        precisionId: acte.precisionId,
        motifsAssocies: motifs.map((m) => m.motif as MotifIntervention),
        origine: acte.origine as OrigineDemande | null,
        dateActe: acte.date_acte,
        compteRendu: acte.compte_rendu_chiffre && cle.dechiffrer(lieuCompteRendu(acte.id), acte.compte_rendu_chiffre),
      },
    }
  },
  sujet: ({ dossierId }) => ({ cibleId: dossierId }),
})

/**
 * Rectifie un acte par un autre : les deux restent visibles, le dernier fait foi. On ne rectifie qu'une fois un même acte ;
 * une seconde correction rectifie la rectification.
 *
 * @source RGPD art. 16 (rectification)
 */
export const rectifierActe = casUsage({
  nom: 'actes.rectifier',
  creation: true,
  saisie: saisieActe({ dossierId: id(), acteId: id(), ...champsActe }),
  charger: chargerActe,
  autoriser: peutRectifier,
  async executer(contexte, { acteId: rectifieId, ...saisie }, { dossier, acte }) {
    await exigerPrecisionOfferte(contexte, dossier.etablissementId, saisie, acte.precisionId)
    const { acteId } = await inscrireActe(contexte, dossier, { ...saisie, rectifieId })
    return { dossierId: dossier.id, acteId }
  },
  sujet: ({ dossierId }) => ({ cibleId: dossierId }),
})
