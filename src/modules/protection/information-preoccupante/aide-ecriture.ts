/** Une aide, à côté du champ qu'elle concerne. Elle ne s'imprime pas. */
export type Aide = { readonly titre: string; readonly phrases: readonly string[] }

/**
 * Comment écrire une information préoccupante, tel que les écrits publics de référence le conseillent.
 *
 * @source Conseil général de l'Ardèche, « Écoles, enfance en danger » ; circonscription de Sens 2 (académie de Dijon) ;
 *   académie de Normandie (Barentin) ; rectorat de la Guyane (2024)
 * @lu 2026-11-21
 */
export const aides: readonly Aide[] = [
  {
    titre: 'Ce que j’ai vu, entendu',
    phrases: [
      '« J’ai constaté… » : des faits, datés et situés, dans l’ordre où ils se sont passés.',
      'Le motif de l’écrit se lit d’abord, isolé du contexte.',
    ],
  },
  {
    titre: 'Ce que l’enfant a dit',
    phrases: [
      'Ses mots exacts, entre guillemets, même maladroits.',
      'La question ouverte posée, qui était là, où et quand. On ne lui demande ni de répéter, ni de prouver.',
    ],
  },
  { titre: 'Ce qu’on m’a rapporté', phrases: ['Au style indirect, en disant qui : « Le professeur principal indique que… ».'] },
  { titre: 'Ce que je suppose', phrases: ['Au conditionnel, et le moins possible : ni ressenti, ni jugement de valeur, ni enquête.'] },
  {
    titre: 'Ce que je demande',
    phrases: [
      'L’écrit se construit depuis sa conclusion : ce qui fait craindre, et l’évaluation demandée.',
      'Il n’est pas nécessaire de dire tout ce qu’on sait : le strict nécessaire.',
    ],
  },
]

export const sourceAides = 'Aide d’écriture : Ardèche, académies de Dijon, de Normandie et de la Guyane.'
