import type { DonneesSignalement } from '../signalement/composer-document.ts'
import { fondements } from '../signalement/contenu.ts'

/** Un signalement entièrement fictif, transmis. */
export const signalementExemple: DonneesSignalement & { readonly empreinte: string } = {
  brouillon: false,
  reference: 'SIG-015-2026-00000042',
  redigeLe: '2026-11-21',
  empreinte: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  envoi: {
    destinataire: {
      intitule: 'Procureur de la République, tribunal judiciaire fictif',
      adresse: '1 place Fictive, 15000 Aurillac',
      courriel: 'parquet@exemple.invalid',
      telephone: '04 71 00 00 03',
      protocole: 'Protocole départemental (Cantal), version 1',
    },
    voie: 'Messagerie sécurisée',
    le: '2026-11-21T16:45',
  },
  fondements: [fondements.article40, fondements.articleL2264],
  etablissement: { nom: 'Collège fictif des Volcans', adresse: '3 avenue des Puys, 15000 Aurillac' },
  redacteur: { nom: 'Camille Roux', fonction: 'Assistante de service social, Collège fictif des Volcans' },
  enfant: { nom: 'Lefèvre-Œillet', prenom: 'Maëlys', neLe: '2013-03-01' },
  titulaires: [
    { nom: 'Lefèvre', prenom: 'Aïcha', lien: 'mère', adresseSecrete: true },
    { nom: 'Œillet', prenom: 'Jérôme', lien: 'père', adresseSecrete: false },
  ],
  gravite: 'Coups répétés ; l’élève dit craindre de rentrer ce soir.',
  urgence: 'oui',
  recueilliesPar: 'Dominique Fictif, infirmier',
  faitsLe: '20 novembre 2026 au soir',
  faitsLieu: 'Au domicile',
  faits: 'L’élève est venue à l’infirmerie avant la première heure de cours.\n\nElle a relevé sa manche sans qu’on le lui demande.',
  paroles: 'Il m’a tapée avec la ceinture.',
  question: 'Que s’est-il passé ?',
  presents: 'L’infirmier seul',
  constat: 'Trace rouge de dix centimètres au bras gauche.',
  misEnCause: 'Un oncle, adresse inconnue',
  infractionFamille: true,
  enfantOu: 'Au collège jusqu’à 17 h, puis selon l’instruction du parquet',
  mesures: 'Appel au 17 à 9 h 30',
  appelLe: '21 novembre 2026, 9 h 40',
  magistrat: 'Substitut de permanence',
  consigne: 'Ne pas informer les parents avant l’audition',
  parentsInformes: 'non',
  parentsPourquoi: 'Sur instruction du parquet',
}
