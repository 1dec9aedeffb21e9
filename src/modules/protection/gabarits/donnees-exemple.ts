import type {
  Critere,
  DonneesInformationPreoccupante,
  EnfantConcerne,
  ReponseCritere,
  TitulaireAutoriteParentale,
} from '../information-preoccupante/donnees-ip.ts'

const critere = (code: string, libelle: string, reponse: ReponseCritere): Critere => ({ code, libelle, reponse })

/** Une enfant fictive. */
export const enfantExemple: EnfantConcerne = {
  nom: 'Lefèvre-Œillet',
  prenom: 'Maëlys',
  sexe: 'F',
  neLe: '2013-03-01',
  age: 13,
  domicile: '12 rue de l’Abbé-Grégoire\n15000 Aurillac',
  residenceActuelle: null,
  scolarite: {
    classe: '4e B',
    etablissement: 'Collège fictif des Volcans',
    uai: '0150000A',
    adresse: '3 avenue des Puys, 15000 Aurillac',
    telephone: '04 71 00 00 00',
    observations: 'Élève assidue jusqu’en septembre ; onze demi-journées d’absence non justifiées depuis le 1er octobre.',
  },
  avis: {
    recueilli: true,
    le: '2026-11-19',
    avis: 'Elle dit vouloir que « quelqu’un aide sa mère » et craint la réaction de son beau-père.',
  },
  enPropre: null,
}

const mere: TitulaireAutoriteParentale = {
  nom: 'Lefèvre',
  prenom: 'Aïcha',
  lien: 'Mère',
  neLe: '1985-07-14',
  adresse: '12 rue de l’Abbé-Grégoire\n15000 Aurillac',
  telephone: '06 00 00 00 01',
  courriel: 'a.lefevre@exemple.invalid',
  coordonneesANePasCommuniquer: true,
  information: {
    faite: true,
    le: '2026-11-20',
    comment: 'entretien au collège',
    par: 'Mme Roux, assistante de service social',
    reaction: 'Elle se dit soulagée et demande de l’aide.',
  },
}

const pere: TitulaireAutoriteParentale = {
  nom: 'Œillet',
  prenom: 'Jérôme',
  lien: 'Père',
  neLe: null,
  adresse: '8 place du Marché, 63000 Clermont-Ferrand',
  telephone: '06 00 00 00 02',
  courriel: null,
  coordonneesANePasCommuniquer: false,
  information: {
    faite: false,
    motif: 'Contraire à l’intérêt de l’enfant : menaces de représailles rapportées par l’élève le 19 novembre.',
  },
}

/** Une information préoccupante entièrement fictive, telle que la transmet un module qui a tout renseigné. */
export const donneesExemple: DonneesInformationPreoccupante = {
  statut: 'transmise',
  reference: 'IP-015-2026-00042',
  complete: null,
  redigeLe: '2026-11-21',
  empreinte: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  emetteur: {
    organisme: 'Direction des services départementaux de l’Éducation nationale du Cantal',
    service: 'Service social en faveur des élèves',
    adresse: '11 place de la Paix, 15000 Aurillac',
    telephone: '04 71 00 00 10',
    courriel: 'service.social@exemple.invalid',
    redacteur: { nom: 'Camille Roux', fonction: 'Assistante de service social, collège des Volcans' },
    transmetteur: { code: '541', libelle: 'Etablissement d’enseignement public' },
  },
  destinataire: {
    nom: 'Cellule de recueil des informations préoccupantes du Cantal',
    adresse: 'Hôtel du département, 15000 Aurillac',
    courriel: 'crip@exemple.invalid',
    protocole: 'Protocole départemental, version 3, en vigueur au 1er septembre 2026',
    copies: ['DSDEN du Cantal, conseillère technique'],
  },
  transmission: { le: '2026-11-21T16:45', voie: 'Messagerie sécurisée' },
  retourAttenduLe: '2027-02-21',
  enfants: [enfantExemple],
  familles: [
    {
      enfants: [],
      menage: { code: '6', libelle: 'Mineur vivant avec sa mère dans une famille recomposée' },
      autoriteParentale: { code: '11', libelle: 'Exercice conjoint par les parents vivant ensemble ou séparément' },
      decision: { code: '1', libelle: 'Décision du juge aux affaires familiales sur l’exercice de l’autorité parentale' },
      decisionPrecisions: 'Jugement du 3 mars 2024 : résidence chez la mère.',
      composition: 'La mère, son compagnon, Maëlys et son demi-frère.',
      titulaires: [mere, pere],
      autresMineurs: [{ nom: 'Noé Lefèvre', neLe: '2021-05-02', precisions: 'Demi-frère, école maternelle.' }],
    },
  ],
  motif: {
    evenement: 'Le 19 novembre, Maëlys est venue d’elle-même au bureau du service social, une marque visible à l’avant-bras droit.',
    lieuDuDanger: 'Domicile de la mère.',
  },
  constats: [
    { le: '2026-11-19', lieu: 'Bureau du service social', faits: 'J’ai constaté une marque bleue d’environ 4 cm à l’avant-bras droit.' },
    {
      le: '2026-10-14',
      lieu: 'Collège',
      faits: 'J’ai constaté qu’elle s’endormait pendant l’entretien.\nElle n’avait pas mangé à la cantine.',
    },
  ],
  paroles: [
    {
      propos: 'Il m’a attrapée par le bras parce que j’avais pas rangé. J’ai peur le soir 😭',
      de: 'Maëlys',
      a: 'Mme Roux',
      le: '2026-11-19',
      lieu: 'bureau du service social',
      circonstances: 'Propos spontanés, en réponse à « Comment vas-tu ? ».',
    },
  ],
  pointsDeVue: [],
  sources: [
    {
      de: 'Professeure principale',
      qualite: 'Collège des Volcans',
      le: '2026-11-12',
      rapporte: 'Elle indique que l’élève arriverait souvent sans ses affaires et pleurerait en classe.',
    },
  ],
  historique: 'Suivie par le service social depuis octobre 2025 : trois entretiens, une visite à domicile.',
  environnement: 'La grand-mère maternelle habite le même immeuble.',
  ressources: 'Maëlys se confie, garde de bons résultats ; la mère est à l’écoute.',
  besoins: [
    { code: 'META', libelle: 'Méta-besoin : besoin de sécurité', observe: 'Dit avoir peur le soir.', preoccupe: 'oui' },
    { code: 'EXPLO', libelle: 'besoin d’expériences et d’exploration du monde', observe: null, preoccupe: 'non' },
    { code: 'CADRE', libelle: 'besoin d’un cadre, de règles et de limites', observe: null, preoccupe: 'ne_sait_pas' },
    { code: 'ESTIME', libelle: 'besoin d’estime de soi et de valorisation de soi', observe: null, preoccupe: null },
    { code: 'IDENT', libelle: 'besoin d’identité', observe: null, preoccupe: null },
  ],
  natureDanger: [
    critere('SANTE', 'santé du mineur en danger ou en risque de danger', 'ne_sait_pas'),
    critere('SECURITE', 'sécurité du mineur en danger ou en risque de danger', 'oui'),
    critere('MORALITE', 'moralité du mineur en danger ou en risque de danger', 'non'),
    critere('CONDEDUC', 'conditions d’éducation gravement compromises ou en risque de l’être', null),
  ],
  typesDanger: [
    critere('VIOLSEX', 'violences sexuelles envers le mineur', 'ne_sait_pas'),
    critere('VIOLPHYS', 'violences physiques envers le mineur', 'oui'),
    critere('NEGLIG', 'négligences envers le mineur', 'non'),
  ],
  problematiques: [critere('CONFL', 'exposition du mineur à un conflit de couple', 'oui')],
  concertation: [{ le: '2026-11-20', avec: 'Conseillère technique de service social', apport: 'Avis favorable à la transmission.' }],
  actions: [{ le: '2026-10-20', action: 'Rencontre de la mère.', effet: 'Orientation acceptée vers le centre médico-social.' }],
  demande: 'Évaluation de la situation de Maëlys et de son demi-frère.',
  mesures: [],
  informationsAnterieures: [{ le: '2024-05-03', par: 'École élémentaire', suites: 'Classée.' }],
  pieces: ['Certificat de l’infirmière scolaire du 19 novembre 2026'],
  lieuSignature: 'Aurillac',
}

/** Un brouillon où rien n’est encore écrit. */
export const donneesVides: DonneesInformationPreoccupante = {
  ...donneesExemple,
  statut: 'brouillon',
  empreinte: null,
  destinataire: null,
  transmission: null,
  retourAttenduLe: null,
  emetteur: { ...donneesExemple.emetteur, adresse: null, telephone: null, courriel: null, transmetteur: null },
  enfants: [
    {
      nom: 'Roux',
      prenom: 'Léa',
      sexe: null,
      neLe: null,
      age: null,
      domicile: null,
      residenceActuelle: ' ',
      scolarite: { classe: null, etablissement: null, uai: null, adresse: null, telephone: null, observations: '' },
      avis: null,
      enPropre: null,
    },
  ],
  familles: [],
  motif: { evenement: null, lieuDuDanger: null },
  constats: [],
  paroles: [],
  pointsDeVue: [],
  sources: [],
  historique: null,
  environnement: null,
  ressources: null,
  besoins: [],
  natureDanger: [],
  typesDanger: [],
  problematiques: [],
  concertation: [],
  actions: [],
  demande: null,
  mesures: null,
  informationsAnterieures: null,
  pieces: [],
  lieuSignature: null,
}
