import { mesure } from './rubrique.ts'

const RETOUR = { source: 'Code de l’action sociale et des familles, art. L226-5', certitude: 'officiel_en_vigueur' } as const

/** Ce que le rapport compte, et ce qu'il rapporte à un dénominateur. */
export const mesures = {
  actes: mesure('Nombre d’actes consignés, tous types', {
    chapitre: 'activite',
    libelle: 'Actes',
    definition: 'Actes consignés dans la période ; une rectification remplace l’acte rectifié sans s’y ajouter.',
    colonne: 'actes',
  }),
  entretiens: mesure('Actes de type ENT_ELEVE, ENT_PARENT, ENT_CONJ ou TEL', {
    chapitre: 'activite',
    libelle: 'Entretiens',
    definition: 'Entretiens avec l’élève, ses parents, ou les deux, téléphone compris.',
    colonne: 'entretiens',
  }),
  visites_domicile: mesure('Actes de type VAD', {
    chapitre: 'activite',
    libelle: 'Visites à domicile',
    definition: 'Visites faites avec l’accord de la famille.',
    colonne: 'visites_domicile',
  }),
  conseils_techniques: mesure('Nombre de conseils techniques consignés', {
    chapitre: 'activite',
    libelle: 'Conseils techniques',
    definition: 'Réponses à un professionnel, sans élève nommé.',
    colonne: 'conseils_techniques',
  }),
  participations_instances: mesure('Nombre de participations à une instance consignées', {
    chapitre: 'activite',
    libelle: 'Participations à des instances',
    definition: 'Séances où le service a siégé ; ce qui s’y est dit d’un élève est un acte, à son dossier.',
    colonne: 'participations_instances',
  }),
  actions_collectives: mesure('Nombre d’actions collectives consignées', {
    chapitre: 'activite',
    libelle: 'Actions collectives',
    definition: 'Actions menées auprès d’un groupe, sans liste de noms ; une séance compte une fois.',
    colonne: 'actions_collectives',
  }),
  public_classes: mesure('Somme des nombres de classes dits par les auteurs des actions collectives', {
    chapitre: 'activite',
    libelle: 'Classes touchées par une action collective',
    definition:
      'Ce que les auteurs en ont dit ; une action dont le nombre est inconnu ou non demandé ne s’y ajoute pas, elle se compte à part.',
    denominateur: 'Actions collectives dont le nombre de classes est dit',
    colonne: 'public_classes',
  }),
  public_eleves: mesure('Somme des nombres d’élèves dits par les auteurs des actions collectives', {
    chapitre: 'activite',
    libelle: 'Élèves touchés par une action collective',
    definition:
      'Ce que les auteurs en ont dit ; une action dont le nombre est inconnu ou non demandé ne s’y ajoute pas, elle se compte à part.',
    denominateur: 'Actions collectives dont le nombre d’élèves est dit',
    colonne: 'public_eleves',
  }),
  public_parents: mesure('Somme des nombres de parents dits par les auteurs des actions collectives', {
    chapitre: 'activite',
    libelle: 'Parents touchés par une action collective',
    definition:
      'Ce que les auteurs en ont dit ; une action dont le nombre est inconnu ou non demandé ne s’y ajoute pas, elle se compte à part.',
    denominateur: 'Actions collectives dont le nombre de parents est dit',
    colonne: 'public_parents',
  }),
  dossiers_ouverts: mesure('Nombre d’ouvertures de dossier', {
    chapitre: 'dossiers',
    libelle: 'Dossiers ouverts',
    definition: 'Dossiers ouverts dans la période ; un dossier concerne un élève.',
    colonne: 'dossiers_ouverts',
  }),
  dossiers_clos: mesure('Nombre de clôtures de dossier', {
    chapitre: 'dossiers',
    libelle: 'Dossiers clos',
    definition: 'Dossiers clos dans la période.',
    colonne: 'dossiers_clos',
  }),
  ip_ecrits: mesure('Nombre d’informations préoccupantes transmises', {
    chapitre: 'protection',
    libelle: 'Informations préoccupantes transmises',
    definition: 'Écrits transmis dans la période ; un écrit peut concerner plusieurs enfants d’une fratrie.',
    colonne: 'ip_ecrits',
  }),
  ip_eleves: mesure('Somme des élèves concernés par les informations préoccupantes transmises', {
    chapitre: 'protection',
    libelle: 'Élèves concernés par une information préoccupante',
    definition: 'Un élève compte une fois par écrit qui le concerne.',
    colonne: 'ip_eleves',
  }),
  ip_reponses: mesure('Premières réponses du département à qui a transmis', {
    chapitre: 'protection',
    libelle: 'Réponses reçues aux informations préoccupantes',
    definition: 'La première réponse à une information, au mois de sa transmission ; une seconde ne recompte pas.',
    colonne: 'ip_reponses',
    ...RETOUR,
  }),
  signalements: mesure('Nombre de signalements transmis au procureur', {
    chapitre: 'protection',
    libelle: 'Signalements au procureur',
    definition: 'Signalements transmis dans la période ; l’acte de rédaction ne se compte pas en plus.',
    source: 'Code de l’action sociale et des familles, art. L226-4 II ; code de procédure pénale, art. 40',
    certitude: 'officiel_en_vigueur',
    colonne: 'signalements',
  }),
  demandes: mesure('Nombre de demandes venues du dehors', {
    chapitre: 'activite',
    libelle: 'Demandes venues du dehors',
    definition: 'Questions de la CRIP, du 119, d’un juge ou d’un service sur un élève, au mois de leur réception.',
    colonne: 'demandes',
  }),
  ip_titulaires_informes: mesure('Titulaires informés avant la transmission, rapportés aux titulaires de l’autorité parentale', {
    chapitre: 'protection',
    libelle: 'Titulaires de l’autorité parentale informés avant la transmission',
    definition: 'Part des titulaires informés ; les autres relèvent d’un motif écrit.',
    denominateur: 'Titulaires de l’autorité parentale des élèves concernés par une information préoccupante transmise',
    source: 'Code de l’action sociale et des familles, art. L226-2-1',
    certitude: 'officiel_en_vigueur',
    colonne: 'ip_titulaires_informes',
  }),
  ip_retours_dans_le_delai: mesure('Réponses reçues dans les trois mois, rapportées aux informations dont le délai est échu', {
    chapitre: 'protection',
    libelle: 'Réponses reçues dans les trois mois',
    definition: 'Part des informations préoccupantes dont l’auteur a connu les suites dans les trois mois de la transmission.',
    denominateur: 'Informations préoccupantes transmises depuis au moins trois mois',
    colonne: 'ip_retours_dans_le_delai',
    ...RETOUR,
  }),
} as const

/**
 * Ce que le rapport annuel demande et qu'Égide ne relève pas encore ; on le dit plutôt que de laisser croire à un zéro.
 */
export const rubriquesNonRelevees: readonly { readonly libelle: string; readonly pourquoi: string }[] = [
  {
    libelle: 'Élèves distincts connus du service',
    pourquoi: 'Les faits d’observation ne portent aucune clé d’élève : ils comptent des actes, pas des personnes.',
  },
  {
    libelle: 'Postes, secteurs et couverture des établissements',
    pourquoi: 'Les permanences sont connues, les quotités de poste ne le sont pas.',
  },
  { libelle: 'Absentéisme : sollicitations et enquêtes', pourquoi: 'Seules les enquêtes consignées comme actes sont comptées.' },
  { libelle: 'Fonds sociaux : montants', pourquoi: 'Seuls les avis consignés comme actes sont comptés.' },
  { libelle: 'Formation reçue et donnée, stagiaires', pourquoi: 'Rien ne les consigne.' },
  {
    libelle: 'Élèves d’Ulis et de Segpa',
    pourquoi: 'Le code de formation du fichier ne le dit pas sûrement : seul l’établissement qui en a une est connu.',
  },
]
