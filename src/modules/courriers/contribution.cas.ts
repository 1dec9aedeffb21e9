import type { ContributionDossier } from '#modules/dossiers/index.ts'
import { jourDeParis } from '#socle/cas-usage.ts'
import { courriersSous } from './courrier.requetes.ts'
import { modeles } from './modele.ts'

/** Ce que les lettres apportent à la page d'un dossier. */
export const contributionCourriers: ContributionDossier = {
  async apporter(contexte, { id }) {
    const etapes = (await courriersSous(contexte, await contexte.coffre.ouvrirCle(contexte.tx, id))).map((c) => ({
      jour: jourDeParis(c.remise?.le ?? c.modifieLe),
      titre: c.remise ? modeles[c.genre].titre : `${modeles[c.genre].titre} : brouillon`,
      precision: c.contenu.destinataire.nom === null ? undefined : `À : ${c.contenu.destinataire.nom}`,
      auteur: c.remise?.signataire ?? c.modifiePar,
      lien: { href: `/courriers/${c.id}`, libelle: c.remise ? 'Relire' : 'Reprendre' },
      presse: c.remise === null,
    }))
    return { etapes, actions: [{ libelle: 'Écrire…', href: `/dossiers/${id}/courriers` }] }
  },
}
