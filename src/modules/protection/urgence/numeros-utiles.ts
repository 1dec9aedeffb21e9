/** Un numéro à appeler : qui répond, quand. */
export type Numero = { readonly numero: string; readonly qui: string; readonly quand: string }

/**
 * Les numéros nationaux, dans l'ordre où l'urgence les demande.
 *
 * @source service-public.fr, fiche F952 (17, 112, 15, 119) ; education.gouv.fr, la protection de l'enfance (119, 3018, 3114)
 * @lu 2026-11-21
 */
export const numerosUtiles: readonly Numero[] = [
  { numero: '17', qui: 'Police secours ou gendarmerie', quand: 'L’enfant est en danger maintenant.' },
  { numero: '15', qui: 'SAMU', quand: 'L’enfant est blessé ou a besoin de soins.' },
  { numero: '112', qui: 'Urgence européenne', quand: 'Depuis tout téléphone, dans toute l’Union européenne.' },
  { numero: '119', qui: 'Allô Enfance en danger', quand: 'Pour parler d’une situation : jour et nuit, gratuit, confidentiel.' },
  { numero: '3114', qui: 'Prévention du suicide', quand: 'Jour et nuit, tous les jours.' },
  { numero: '3018', qui: 'Harcèlement et violences numériques', quand: 'Tous les jours de 9 h à 23 h.' },
]

export const sourceNumeros = 'service-public.fr, fiche F952 ; education.gouv.fr, page « La protection de l’enfance »'
