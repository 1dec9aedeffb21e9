import type { ContributionDossier } from '#modules/dossiers/index.ts'
import { jourEnClair } from '#ui/dates.ts'
import { peutRepondre } from './demande.politique.ts'
import { demandesSous } from './demande.requetes.ts'
import { demandeurs, issues } from './demande.ts'

/** Ce que les demandes apportent à la page d'un dossier : celles reçues, leur suite, et de quoi en enregistrer une. */
export const contributionDemandes: ContributionDossier = {
  async apporter(contexte, dossier) {
    const { id } = dossier
    const etapes = (await demandesSous(contexte, await contexte.coffre.ouvrirCle(contexte.tx, id))).map((d) => ({
      jour: d.recueLe,
      titre: `Demande : ${demandeurs[d.demandeur]}`,
      precision: d.suite
        ? issues[d.suite.issue]
        : `En attente de votre réponse${d.attendueLe === null ? '' : `, souhaitée pour le ${jourEnClair(d.attendueLe)}`}`,
      auteur: d.auteur,
      lien: { href: `/demandes/${d.id}`, libelle: d.suite ? 'Relire' : 'Traiter' },
      presse: d.suite === null,
    }))
    const repond = peutRepondre(contexte.agent, { dossier }).permis
    return { etapes, actions: repond ? [{ libelle: 'Demande reçue…', href: `/dossiers/${id}/demandes/nouvelle` }] : [] }
  },
}
