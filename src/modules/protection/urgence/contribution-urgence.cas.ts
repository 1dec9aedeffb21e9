import type { ContributionDossier } from '#modules/dossiers/index.ts'
import { jourDeParis } from '#socle/cas-usage.ts'
import { listUrgencesDuDossier } from './urgence.requetes.ts'

/** Ce que l'urgence apporte à la page d'un dossier : ce qui a été noté, et de quoi noter. */
export const contributionUrgence: ContributionDossier = {
  apporter: async (contexte, dossier) => ({
    etapes: (await listUrgencesDuDossier(contexte, dossier.id)).map((u) => ({
      jour: jourDeParis(u.ouverteLe),
      titre: 'Urgence : ce qui est fait',
      precision: u.versions > 1 ? `Complétée ${u.versions - 1} fois` : undefined,
      auteur: u.auteur,
      lien: { href: `/dossiers/${dossier.id}/urgences/${u.id}`, libelle: 'Lire ou compléter' },
    })),
    actions: [{ libelle: 'Urgence…', href: `/dossiers/${dossier.id}/urgence` }],
  }),
}
