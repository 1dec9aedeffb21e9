import { type CodeDe, nomenclature } from '#socle/nomenclature.ts'
import { PROPOSITION_DU } from './dates.ts'

/** Ce qu’un agent fait dans le service ; les droits en découlent. */
export const fonctionsAgent = nomenclature({
  table: 'referentiels.fonction_agent',
  titre: 'Fonction d’un agent',
  source:
    'Composition Égide d’après la circulaire n° 2017-055 du 22 mars 2017 (NOR MENE1709191C) (missions et niveaux du service social en faveur des élèves).',
  fiabilite: 'proposition_egide',
  entrees: {
    assistant_social: { libelle: 'Assistant ou assistante de service social', groupe: 'service social', du: PROPOSITION_DU },
    stagiaire: { libelle: 'Stagiaire assistant social', groupe: 'service social', du: PROPOSITION_DU },
    ctss_bassin: { libelle: 'Conseiller technique coordonnateur de bassin', groupe: 'encadrement', du: PROPOSITION_DU },
    ctss_departement: { libelle: 'Conseiller technique responsable départemental', groupe: 'encadrement', du: PROPOSITION_DU },
    ctss_academie: { libelle: 'Conseiller technique auprès du recteur', groupe: 'encadrement', du: PROPOSITION_DU },
    ctss_national: { libelle: 'Conseiller technique national (Dgesco)', groupe: 'encadrement', du: PROPOSITION_DU },
    autorite: { libelle: 'IA-DASEN, recteur ou chef d’établissement', groupe: 'autorité hiérarchique', du: PROPOSITION_DU },
    equipe_educative: { libelle: 'Membre de l’équipe éducative', groupe: 'établissement', du: PROPOSITION_DU },
    secretariat: { libelle: 'Secrétariat du service social', groupe: 'appui', du: PROPOSITION_DU },
    administrateur: { libelle: 'Administration technique', groupe: 'appui', du: PROPOSITION_DU },
    delegue_donnees: { libelle: 'Délégué à la protection des données', groupe: 'appui', du: PROPOSITION_DU },
  },
})
export type FonctionAgent = CodeDe<typeof fonctionsAgent>
