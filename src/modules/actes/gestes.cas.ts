import { z } from 'zod'
import { findDossier, peutLire } from '#modules/dossiers/index.ts'
import { casUsage } from '#socle/cas-usage.ts'
import { ErreurMetier } from '#socle/erreur.ts'
import { id } from '#socle/saisie.ts'
import { peutDetruireNote } from './acte.politique.ts'

/**
 * Détruit une note de travail, sans retour : ce n'est pas une pièce du dossier. La note d'une collègue n'existe pas pour moi.
 *
 * @source CRPA L311-2 — les documents préparatoires ne sont pas communicables
 */
export const detruireNote = casUsage({
  nom: 'actes.detruire_note',
  saisie: z.object({ dossierId: id(), noteId: id() }),
  async charger({ tx }, { dossierId, noteId }) {
    const note = await tx
      .selectFrom('actes.note_travail')
      .select('auteur_id as auteurId')
      .where('id', '=', noteId)
      .where('dossier_id', '=', dossierId)
      .executeTakeFirst()
    if (!note)
      throw new ErreurMetier('introuvable', 'actes.note_introuvable', 'Cette page n’existe pas ou ne vous est pas accessible.', { noteId })
    return note
  },
  autoriser: peutDetruireNote,
  async executer({ tx }, { dossierId, noteId }) {
    await tx.deleteFrom('actes.note_travail').where('id', '=', noteId).execute()
    return { dossierId }
  },
  sujet: ({ noteId }) => ({ cibleId: noteId }),
})

/** Marque un rappel fait ; le refaire ne change rien à qui l'a fait ni quand. */
export const faireRappel = casUsage({
  nom: 'actes.faire_rappel',
  saisie: z.object({ dossierId: id(), rappelId: id() }),
  async charger(contexte, { dossierId, rappelId }) {
    const dossier = await findDossier(contexte, dossierId)
    const rappel = await contexte.tx
      .selectFrom('actes.rappel')
      .select('id')
      .where('id', '=', rappelId)
      .where('dossier_id', '=', dossierId)
      .executeTakeFirst()
    if (!rappel)
      throw new ErreurMetier('introuvable', 'actes.rappel_introuvable', 'Cette page n’existe pas ou ne vous est pas accessible.', {
        rappelId,
      })
    return dossier
  },
  // Même clos : un rappel resté là se range.
  autoriser: peutLire,
  async executer({ tx, agent, maintenant }, { dossierId, rappelId }) {
    await tx
      .updateTable('actes.rappel')
      .set({ fait_le: maintenant, fait_par: agent.id })
      .where('id', '=', rappelId)
      .where('dossier_id', '=', dossierId)
      .where('fait_le', 'is', null)
      .execute()
    return { dossierId }
  },
  sujet: ({ dossierId }) => ({ cibleId: dossierId }),
})
