import { jourComplet } from '#ui/dates.ts'

export type Genre = 'relance' | 'depart' | 'bordereau' | 'parent' | 'note_sociale' | 'enquete'
/** Ce qui se commence depuis une information transmise, et d'elle seule. */
export const AUTOUR_D_UNE_INFORMATION: readonly Genre[] = ['relance', 'depart', 'bordereau']
export type Section = { readonly nom: string; readonly titre: string | null; readonly aide?: string }

/** Un modèle de lettre : ce qu'il est, ses parties dans l'ordre, la règle qui le fonde, ce que cette règle vaut. */
export type Modele = {
  readonly titre: string
  readonly quand: string
  readonly sections: readonly Section[]
  readonly regle: { readonly phrase: string; readonly source: string; readonly certitude?: string } | null
}

const CORPS = { nom: 'corps', titre: null } as const

/** Les parties d'un rapport social, et leur rang dans la trame. */
const TRAME = [
  { nom: 'objet', titre: 'Objet, demandeur, fondement' },
  { nom: 'famille', titre: 'Composition familiale, autorité parentale, logement' },
  { nom: 'scolarite', titre: 'Situation scolaire', aide: 'Assiduité, résultats, comportement.' },
  { nom: 'origine', titre: 'Origine et motif de l’intervention' },
  { nom: 'chronologie', titre: 'Rencontres et démarches' },
  {
    nom: 'observations',
    titre: 'Observations et paroles citées',
    aide: 'Paroles exactes entre guillemets ; conditionnel pour les hypothèses.',
  },
  { nom: 'sante', titre: 'Santé', aide: 'Seulement ce qui est nécessaire.' },
  { nom: 'ressources', titre: 'Ressources, environnement, partenaires, mesures' },
  { nom: 'pointsDeVue', titre: 'Points de vue de l’élève et des parents' },
  { nom: 'analyse', titre: 'Analyse' },
  { nom: 'propositions', titre: 'Propositions' },
  { nom: 'information', titre: 'Information des intéressés' },
] as const satisfies readonly Section[]

/** Les seules parties qu'une enquête demandée par le DASEN contient : 1, 3, 5, 8, 9 et 11 de la trame. @source C. éduc. R131-7 ; trame proposée */
const ENQUETE = ['objet', 'scolarite', 'chronologie', 'ressources', 'pointsDeVue', 'propositions'] as const

export const modeles: Readonly<Record<Genre, Modele>> = {
  relance: {
    titre: 'Demande des suites données à une information préoccupante',
    quand: 'Le délai de réponse est passé.',
    sections: [CORPS],
    regle: {
      phrase:
        'Le président du conseil départemental informe des suites, dans les trois mois de la transmission, les professionnels qui ont transmis.',
      source: 'CASF, art. L226-5',
    },
  },
  depart: {
    titre: 'Départ d’une famille dans un autre département',
    quand: 'La famille déménage, son adresse est connue ou non.',
    sections: [CORPS],
    regle: {
      phrase:
        'Le président du conseil départemental d’origine informe celui d’accueil et lui transmet ce qui concerne le mineur et la famille ; sans adresse connue, et si l’interruption met l’enfant en danger, il avise l’autorité judiciaire. Transmettre au département d’accueil ne vous revient pas : prévenez la cellule.',
      source: 'CASF, art. L221-3 et L226-3-2',
      certitude:
        'Lu le 29 novembre 2026 dans une réponse ministérielle du 23 août 2016 (Assemblée nationale, question 14-2760), non dans le code en vigueur. Prévenir la cellule par une lettre est une proposition d’Égide.',
    },
  },
  bordereau: {
    titre: 'Bordereau de transmission',
    quand: 'Des pièces accompagnent un envoi.',
    sections: [
      { nom: 'pieces', titre: 'Autres pièces jointes', aide: 'Une par ligne.' },
      { ...CORPS, titre: 'Observation' },
    ],
    regle: null,
  },
  parent: {
    titre: 'Lettre',
    quand: 'Écrire à un titulaire de l’autorité parentale, à son adresse, à lui seul.',
    sections: [CORPS],
    regle: {
      phrase: 'Les deux parents sont au même rang : leur séparation n’y change rien. Une lettre chacun, à son adresse.',
      source: 'C. civ., art. 372 et 373-2',
    },
  },
  note_sociale: {
    titre: 'Note sociale',
    quand: 'Rendre compte à la conseillère technique ou compléter un écrit.',
    sections: TRAME,
    regle: {
      phrase: 'On ne relate pas tout ce que l’on sait : ce qui est nécessaire au destinataire, et rien d’autre.',
      source: 'CASF, art. L226-2-2',
      certitude: 'Trame proposée par Égide d’après des écrits départementaux ; aucune n’est fixée par la loi.',
    },
  },
  enquete: {
    titre: 'Enquête sociale',
    quand: 'Le DASEN la demande (absentéisme).',
    sections: TRAME.filter((s) => (ENQUETE as readonly string[]).includes(s.nom)),
    regle: {
      phrase: 'Enquête demandée par l’inspecteur d’académie : seulement ce qui est strictement nécessaire.',
      source: 'Code de l’éducation, art. R131-7',
      certitude: 'Lu dans une version antérieure ; les parties retenues sont une proposition d’Égide.',
    },
  },
}
export const genres = Object.keys(modeles) as [Genre, ...Genre[]]

/** Ce qui est écrit, sous la clé du dossier. `sections` : par nom, dans le modèle du genre ; rien d'autre n'y entre. */
export type Contenu = {
  readonly destinataire: { readonly nom: string | null; readonly adresse: string | null }
  readonly sections: Readonly<Record<string, string | null>>
}

/** Ne garde que les parties du modèle : une enquête ne contient jamais l'analyse d'une note. */
export const retenir = (genre: Genre, sections: Contenu['sections']): Contenu['sections'] =>
  Object.fromEntries(modeles[genre].sections.map(({ nom }) => [nom, sections[nom] ?? null]))

/**
 * L'avis de départ, à compléter de l'adresse. Il ne transmet rien au département d'accueil : c'est l'affaire du département d'origine.
 *
 * @source CASF L221-3 et L226-3-2, d'après la réponse ministérielle du 23 août 2016 (AN, question 14-2760)
 * @lu 2026-11-29
 */
const texteDepart = (reference: string, transmiseLe: string): string =>
  `Le ${jourComplet(transmiseLe)}, je vous ai transmis une information préoccupante, référence ${reference}.

J’apprends que la famille quitte le département. Nouvelle adresse : [la connue, ou « inconnue à ce jour »]. Établissement demandé : [s’il est connu].

Je vous en informe pour que le département d’accueil puisse l’être, comme le prévoit l’article L221-3 du code de l’action sociale et des familles. Les suites données jusqu’ici me restent utiles.`

/** La lettre de relance, prête à signer ; `transmiseLe` et `due` : jours civils. @source CASF L226-5 */
const texteRelance = (reference: string, transmiseLe: string, due: string): string =>
  `Le ${jourComplet(transmiseLe)}, je vous ai transmis une information préoccupante, référence ${reference}.

L’article L226-5 du code de l’action sociale et des familles prévoit que les professionnels qui ont transmis une information soient informés des suites qui lui ont été données, dans les trois mois de la transmission. Ce délai s’achevait le ${jourComplet(due)}.

Je n’ai reçu à ce jour aucune réponse. Je vous remercie de bien vouloir me faire connaître ces suites.`

/** Ce qu'une lettre née d'une information dit avant qu'on y touche ; jours civils. */
export function texteInitial(
  genre: Genre,
  i: { readonly reference: string; readonly transmiseLe: string; readonly retourAttenduLe: string },
): string | null {
  if (genre === 'relance') return texteRelance(i.reference, i.transmiseLe, i.retourAttenduLe)
  return genre === 'depart' ? texteDepart(i.reference, i.transmiseLe) : null
}
