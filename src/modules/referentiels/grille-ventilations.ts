import {
  issuesCloture,
  motifsIntervention,
  naturesDuDanger,
  niveauxScolaires,
  originesDemande,
  sexes,
  suitesIp,
  suitesRetour,
  typesActe,
  typesDeDanger,
  typesEtablissement,
} from './nomenclatures.ts'
import { parCalcul, parNomenclature } from './rubrique.ts'

/** Ce selon quoi le rapport répartit les chiffres ; les formulaires n'offrent que ces codes. */
export const ventilations = {
  mois: parCalcul('Mois civil de l’acte, à l’heure de Paris', {
    chapitre: 'cadre',
    libelle: 'Mois',
    definition: 'Mois où l’acte a eu lieu, et non celui où il a été consigné.',
    colonne: 'mois',
  }),
  niveau_scolaire: parNomenclature(niveauxScolaires, {
    chapitre: 'cadre',
    libelle: 'Niveau scolaire',
    definition: 'Niveau de l’élève le jour de l’acte.',
    colonne: 'niveau_scolaire',
  }),
  sexe: parNomenclature(sexes, {
    chapitre: 'cadre',
    libelle: 'Sexe',
    definition: 'Sexe inscrit dans la base élèves de l’établissement.',
    colonne: 'sexe',
  }),
  type_etablissement: parNomenclature(typesEtablissement, {
    chapitre: 'cadre',
    libelle: 'Type d’établissement',
    definition: 'Établissement de l’élève le jour de l’acte.',
    colonne: 'type_etablissement',
  }),
  education_prioritaire: parCalcul('REP, REP+, ou inconnu : la liste relevée est celle de la rentrée 2022', {
    chapitre: 'cadre',
    libelle: 'Éducation prioritaire',
    definition: 'Établissement classé REP ou REP+ ; l’absence de la liste relevée se dit « inconnu », jamais « non ».',
    colonne: 'education_prioritaire',
  }),
  type_acte: parNomenclature(typesActe, {
    chapitre: 'activite',
    libelle: 'Type d’acte',
    definition: 'Ce que le service a fait ; un acte rectifié ne compte qu’une fois.',
    colonne: 'type_acte',
  }),
  origine_demande: parNomenclature(originesDemande, {
    chapitre: 'activite',
    libelle: 'Origine de la demande',
    definition: 'Qui a demandé l’intervention.',
    colonne: 'origine_demande',
  }),
  motif_principal: parNomenclature(motifsIntervention, {
    chapitre: 'activite',
    libelle: 'Motif principal',
    definition: 'Le motif que l’assistant de service social retient comme premier ; un seul par acte.',
    colonne: 'motif_principal',
  }),
  motif_associe: parNomenclature(motifsIntervention, {
    chapitre: 'activite',
    libelle: 'Motifs associés',
    definition: 'Les autres motifs de l’acte ; leur total dépasse le nombre d’actes.',
    colonne: 'motif_associe',
  }),
  issue_cloture: parNomenclature(issuesCloture, {
    chapitre: 'dossiers',
    libelle: 'Issue à la clôture',
    definition: 'Comment l’accompagnement s’est terminé.',
    colonne: 'issue_cloture',
  }),
  nature_du_danger: parNomenclature(naturesDuDanger, {
    chapitre: 'protection',
    libelle: 'Nature du danger',
    definition: 'Ce qui est en danger ou en risque de l’être dans une information préoccupante transmise ; plusieurs réponses possibles.',
    colonne: 'nature_du_danger',
  }),
  type_de_danger: parNomenclature(typesDeDanger, {
    chapitre: 'protection',
    libelle: 'Type de danger',
    definition: 'Situation décrite dans une information préoccupante transmise ; plusieurs réponses possibles.',
    colonne: 'type_de_danger',
  }),
  suite_retour: parNomenclature(suitesRetour, {
    chapitre: 'protection',
    libelle: 'Réponse reçue',
    definition: 'Où en est la réponse due à l’auteur de l’information préoccupante, au jour du rapport.',
    colonne: 'suite_retour',
  }),
  suite_ip: parNomenclature(suitesIp, {
    chapitre: 'protection',
    libelle: 'Suite de l’évaluation',
    definition: 'Conclusion de l’évaluation, quand le département l’a fait connaître.',
    colonne: 'suite_ip',
  }),
} as const
