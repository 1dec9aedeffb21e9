import { z } from 'zod'
import { findEleve } from '#modules/eleves/index.ts'
import { motifsIntervention, originesDemande } from '#modules/referentiels/index.ts'
import { casUsage } from '#socle/cas-usage.ts'
import { code, id } from '#socle/saisie.ts'
import { peutOuvrir } from './dossier.politique.ts'
import type { PreparationOuverture } from './dossier-affiche.ts'
import { listDossiersDeLEleve, ouvrirPour } from './ouverture.requetes.ts'

export const preparerOuverture = casUsage({
  nom: 'dossiers.preparer_ouverture',
  saisie: z.object({ eleveId: id() }),
  charger: (contexte, { eleveId }) => findEleve(contexte, eleveId),
  autoriser: peutOuvrir,
  async executer(contexte, { eleveId }, eleve): Promise<PreparationOuverture> {
    const siens = (await listDossiersDeLEleve(contexte, eleveId)).filter((d) => d.etablissementId === eleve.etablissementId)
    const dossierOuvert = siens.find((d) => d.statut === 'ouvert')?.id ?? null
    return { eleve, dossierOuvert, dejaClos: siens.length > 0 && dossierOuvert === null }
  },
  sujet: ({ eleveId }) => ({ eleveId }),
})

/** Ouvre le dossier d'un élève de mes établissements ; s'il y en a déjà un d'ouvert, y mène. Rend `{ dossierId }`. */
export const ouvrirDossier = casUsage({
  nom: 'dossiers.ouvrir',
  creation: true,
  saisie: z.object({
    eleveId: id(),
    motif: code(motifsIntervention, 'Choisissez le motif.'),
    origine: code(originesDemande, 'Choisissez qui a demandé l’intervention.'),
  }),
  charger: (contexte, { eleveId }) => findEleve(contexte, eleveId),
  autoriser: peutOuvrir,
  async executer(contexte, { motif, origine }, eleve) {
    const { dossierId } = await ouvrirPour(contexte, eleve, { motif, origine })
    return { dossierId }
  },
  // L'élève et son dossier ne figurent jamais sur la même ligne du journal.
  sujet: (_, resultat) => ({ cibleId: resultat?.dossierId }),
})
