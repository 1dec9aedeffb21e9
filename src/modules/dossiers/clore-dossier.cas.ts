import { z } from 'zod'
import { deposerFait } from '#modules/pilotage/index.ts'
import { issuesCloture, type MotifIntervention } from '#modules/referentiels/index.ts'
import { type Contexte, casUsage } from '#socle/cas-usage.ts'
import { ErreurMetier } from '#socle/erreur.ts'
import { code, id, version } from '#socle/saisie.ts'
import { peutOrganiser } from './dossier.politique.ts'
import { findDossier, identiteDe } from './dossier.requetes.ts'
import type { DossierNomme } from './dossier-affiche.ts'
import { delaiInquietude } from './inquietude.requetes.ts'
import { traitsDuDossier } from './ouverture.requetes.ts'

export const preparerCloture = casUsage({
  nom: 'dossiers.preparer_cloture',
  saisie: z.object({ dossierId: id() }),
  charger: (contexte, { dossierId }) => findDossier(contexte, dossierId),
  autoriser: peutOrganiser,
  executer: async (contexte, _, dossier): Promise<DossierNomme> => ({ dossier, identite: await identiteDe(contexte, dossier) }),
  sujet: ({ dossierId }) => ({ cibleId: dossierId }),
})

/** Clôt un dossier avec son issue. Deux clôtures simultanées : la seconde apprend que la première est faite. */
export const cloreDossier = casUsage({
  nom: 'dossiers.clore',
  saisie: z.object({ dossierId: id(), version: version(), issue: code(issuesCloture, 'Choisissez comment l’accompagnement se termine.') }),
  charger: (contexte, { dossierId }) => findDossier(contexte, dossierId),
  autoriser: peutOrganiser,
  async executer(contexte, saisie, dossier) {
    await fermer(contexte, saisie)
    const { motif, origine } = dossier
    const traits = await traitsDuDossier(contexte, dossier, await identiteDe(contexte, dossier), contexte.aujourdHui)
    await deposerFait(contexte, {
      type: 'cloture',
      motif: motif as MotifIntervention,
      origine,
      issue: saisie.issue,
      delaiInquietude: (await delaiInquietude(contexte, dossier.id, contexte.aujourdHui)) ?? 'AUCUNE',
      le: contexte.aujourdHui,
      ...traits,
    })
    return { dossierId: dossier.id }
  },
  sujet: ({ dossierId }) => ({ cibleId: dossierId }),
})

async function fermer(
  { tx, maintenant }: Contexte,
  { dossierId, version: lue, issue }: { dossierId: string; version: number; issue: string },
): Promise<void> {
  const clos = await tx
    .updateTable('dossiers.dossier')
    .set((eb) => ({ statut: 'clos', clos_le: maintenant, issue, version: eb('version', '+', 1) }))
    .where('id', '=', dossierId)
    .where('version', '=', lue)
    .where('statut', '=', 'ouvert')
    .returning('id')
    .executeTakeFirst()
  if (!clos)
    throw new ErreurMetier(
      'conflit',
      'dossiers.version',
      'Ce dossier a changé depuis que vous avez ouvert cette page. Relisez-le avant de le clore.',
      { dossierId },
    )
}
