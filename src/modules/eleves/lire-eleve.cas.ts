import { z } from 'zod'
import { type Contexte, casUsage } from '#socle/cas-usage.ts'
import { ecrireJournal } from '#socle/journal.ts'
import { id } from '#socle/saisie.ts'
import { peutTenirFiche } from './eleve.politique.ts'
import { findEleve } from './eleve.requetes.ts'
import type { FicheAffichee, Responsable } from './eleve.ts'
import { listFratrie, listResponsables } from './responsable.requetes.ts'

/** La fiche d'un élève. Lue, elle se journalise ; ses responsables protégés, s'il y en a, se journalisent à part. */
export const lireEleve = casUsage({
  nom: 'eleves.lire_eleve',
  saisie: z.object({ eleveId: id() }),
  charger: (contexte, { eleveId }) => findEleve(contexte, eleveId),
  autoriser: peutTenirFiche,
  async executer(contexte, { eleveId }, eleve): Promise<FicheAffichee> {
    const responsables = await listResponsables(contexte, eleveId)
    await journaliserProtection(contexte, eleveId, responsables)
    return { eleve, responsables, fratrie: await listFratrie(contexte, eleveId) }
  },
  sujet: ({ eleveId }) => ({ eleveId }),
})

/** Lire qu'un enfant est protégé est une lecture de plus, que le journal retient sous son propre nom. */
async function journaliserProtection(contexte: Contexte, eleveId: string, responsables: readonly Responsable[]): Promise<void> {
  if (responsables.some((r) => r.protege)) await ecrireJournal(contexte, 'eleves.lire_protection', { eleveId })
}
