import { type CodeDe, nomenclature } from '#socle/nomenclature.ts'
import { PROPOSITION_DU } from './dates.ts'

/** Comment un accompagnement se termine. */
export const issuesCloture = nomenclature({
  table: 'referentiels.issue_cloture',
  titre: 'Issue de la clôture d’un dossier',
  source: 'Composition Égide : aucune liste publiée n’a été trouvée. À valider par le métier.',
  fiabilite: 'proposition_egide',
  entrees: {
    OBJECTIF: { libelle: 'Situation améliorée, accompagnement terminé', du: PROPOSITION_DU },
    RELAIS: { libelle: 'Relais pris par un autre service', du: PROPOSITION_DU },
    PROTECTION: { libelle: 'Prise en charge en protection de l’enfance', du: PROPOSITION_DU },
    DEPART: { libelle: 'Changement d’établissement, passation faite', du: PROPOSITION_DU },
    FIN_SCOL: { libelle: 'Fin de scolarité', du: PROPOSITION_DU },
    REFUS: { libelle: 'L’élève ou la famille ne souhaite pas poursuivre', du: PROPOSITION_DU },
    SANS_CONTACT: { libelle: 'Plus de contact', du: PROPOSITION_DU },
    ERREUR: { libelle: 'Dossier ouvert par erreur', du: PROPOSITION_DU },
    AUTRE: { libelle: 'Autre', du: PROPOSITION_DU },
  },
})
export type IssueCloture = CodeDe<typeof issuesCloture>
