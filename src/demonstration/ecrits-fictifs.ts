import type { Hasard } from './fictif-hasard.ts'

/** Ce que dit une information préoccupante fictive ; jours « AAAA-MM-JJ ». Aucune situation réelle, aucun détail inutile. */
export type EcritFictif = {
  readonly motif: { readonly evenement: string; readonly lieuDuDanger: string }
  readonly constat: string
  readonly propos: string
  readonly rapporte: string
  readonly ressources: string
  readonly danger: Readonly<Record<string, string>>
  readonly types: Readonly<Record<string, string>>
}

const ECRITS: readonly [EcritFictif, ...EcritFictif[]] = [
  {
    motif: { evenement: 'L’élève a demandé à être reçu et a dit ne pas vouloir rentrer au domicile ce soir-là.', lieuDuDanger: 'Domicile' },
    constat: 'Endormissement en classe relevé par deux enseignants sur une semaine. L’élève arrive sans matériel et sans goûter.',
    propos: 'Le soir, je suis souvent seul jusqu’à tard et je ne sais pas à quelle heure on rentre.',
    rapporte: 'Des retards répétés le matin auraient été relevés depuis trois semaines.',
    ressources: 'Une tante que l’élève voit chaque semaine. Un club sportif où l’élève dit se sentir bien.',
    danger: { SECURITE: 'oui', SANTE: 'nsp', CONDEDUC: 'oui', MORALITE: 'non', CONDEDEV: 'nsp' },
    types: { NEGLIG: 'oui', VIOLPHYS: 'non', VIOLSEX: 'non', VIOLPSY: 'nsp', VIOLCONJ: 'nsp', DANGER: 'non', MINA: 'non' },
  },
  {
    motif: {
      evenement: 'L’élève a parlé à l’infirmière de disputes à la maison qui l’inquiètent, puis a accepté d’être reçu.',
      lieuDuDanger: 'Domicile',
    },
    constat: 'L’élève sursaute aux bruits de couloir et demande plusieurs fois l’heure de fin de l’entretien.',
    propos: 'Quand ils crient, je prends ma petite sœur et on va dans ma chambre.',
    rapporte: 'Un voisin aurait dit à l’établissement entendre des cris certains soirs.',
    ressources: 'Un grand-parent disponible. L’élève sait qui appeler.',
    danger: { SECURITE: 'oui', SANTE: 'non', CONDEDUC: 'nsp', MORALITE: 'non', CONDEDEV: 'oui' },
    types: { VIOLCONJ: 'oui', VIOLPSY: 'nsp', NEGLIG: 'non', VIOLPHYS: 'nsp', VIOLSEX: 'non', DANGER: 'non', MINA: 'non' },
  },
  {
    motif: {
      evenement: 'Absences nombreuses et rendez-vous de soins manqués, malgré plusieurs propositions d’aide à la famille.',
      lieuDuDanger: 'Domicile',
    },
    constat: 'Onze demi-journées d’absence en un mois. L’élève porte des lunettes cassées depuis la rentrée.',
    propos: 'On m’a dit que ce n’était pas grave, alors je ne demande plus.',
    rapporte: 'Deux rendez-vous de soins n’auraient pas été honorés.',
    ressources: 'Un parent présent aux réunions, qui répond au téléphone le matin.',
    danger: { SANTE: 'oui', SECURITE: 'nsp', CONDEDUC: 'oui', MORALITE: 'non', CONDEDEV: 'oui' },
    types: { NEGLIG: 'oui', VIOLPSY: 'non', VIOLPHYS: 'non', VIOLSEX: 'non', VIOLCONJ: 'non', DANGER: 'non', MINA: 'non' },
  },
]

export const unEcrit = (hasard: Hasard): EcritFictif => hasard.choisir(ECRITS)

/** Les paroles de l'enfant, dans la forme que le formulaire envoie ; l'écrit les reprend scellées. */
export const parolesFictives = ({ propos }: EcritFictif, le: string) => ({
  propos,
  le,
  heure: '10:15',
  lieu: 'Bureau du service social',
  question: 'posee',
  motsQuestion: 'Qu’est-ce que tu as envie de me dire ?',
})

/** Le contenu du brouillon, sans les paroles, déjà reprises. `jour` : celui de l'écrit. */
export function contenuFictif(e: EcritFictif, jour: string) {
  return {
    motif: e.motif,
    constats: [{ le: jour, lieu: 'Établissement', faits: e.constat }],
    sources: [{ de: 'Vie scolaire', qualite: 'Conseiller principal d’éducation', le: jour, rapporte: e.rapporte }],
    ressources: e.ressources,
    natureDanger: e.danger,
    typesDanger: e.types,
    avis: { recueilli: 'oui', le: jour, texte: 'L’élève a été informé de cet écrit et dit souhaiter qu’on aide sa famille.' },
    actions: [{ le: jour, action: 'Entretien avec l’élève, appel à la famille.', effet: 'La famille a répondu.' }],
    demande: 'Évaluation de la situation de l’élève et de l’aide dont sa famille a besoin.',
    mesuresConnues: 'aucun',
    anterieuresConnues: 'aucun',
  }
}
