import type { Issue } from './demande.ts'

export type Fondement = { readonly phrase: string; readonly source: string; readonly certitude: string | null }

const EN_VIGUEUR = null
const ANCIENNE = 'Lu dans une version antérieure, que la circulaire de 2017 reprend.'

/**
 * Ce qui autorise à répondre.
 *
 * @source CASF L226-2-2, D226-2-5 (en vigueur), L411-3 (version antérieure) ; code pénal 226-14 (en vigueur)
 * @lu 2026-11-26
 */
export const fondementsReponse = {
  L226_2_2: {
    phrase:
      'Partage entre personnes soumises au secret qui concourent à la protection de l’enfance, strictement limité à ce qui est nécessaire à leur mission.',
    source: 'CASF, art. L226-2-2',
    certitude: EN_VIGUEUR,
  },
  D226_2_5: {
    phrase: 'Le service social en faveur des élèves réalise l’évaluation en cas de besoin, ou y participe.',
    source: 'CASF, art. D226-2-5',
    certitude: EN_VIGUEUR,
  },
  L411_3: {
    phrase: 'Communication à l’autorité judiciaire ou aux services chargés de la protection de l’enfance, en vue de cette protection.',
    source: 'CASF, art. L411-3',
    certitude: ANCIENNE,
  },
  CP_226_14: {
    phrase: 'Information des autorités judiciaires, médicales ou administratives de privations ou de sévices infligés à un mineur.',
    source: 'Code pénal, art. 226-14',
    certitude: EN_VIGUEUR,
  },
} as const satisfies Readonly<Record<string, Fondement>>

/**
 * Ce qui fait refuser.
 *
 * @source code pénal 226-13 ; CASF L226-2-2 ; code des relations entre le public et l'administration L311-2 (en vigueur)
 * @lu 2026-11-26
 */
export const fondementsRefus = {
  CP_226_13: {
    phrase: 'L’information est couverte par le secret professionnel, et aucun texte n’autorise à la donner à ce demandeur.',
    source: 'Code pénal, art. 226-13',
    certitude: EN_VIGUEUR,
  },
  EXCEDE: {
    phrase: 'La demande va au-delà de ce qui est strictement nécessaire à la mission du demandeur.',
    source: 'CASF, art. L226-2-2',
    certitude: EN_VIGUEUR,
  },
  PREPARATOIRE: {
    phrase: 'Le document demandé est préparatoire : il n’est pas achevé.',
    source: 'Code des relations entre le public et l’administration, art. L311-2',
    certitude: EN_VIGUEUR,
  },
} as const satisfies Readonly<Record<string, Fondement>>

const TOUS: Readonly<Record<string, Fondement>> = { ...fondementsReponse, ...fondementsRefus }
export const fondementDe = (code: string): Fondement | null => TOUS[code] ?? null

/** Le fondement convient-il à l'issue ? Réorienter ou clore sans objet n'en demande pas. */
export function convient(issue: Issue, code: string | null): boolean {
  if (issue === 'repondue') return code !== null && Object.hasOwn(fondementsReponse, code)
  if (issue === 'refusee') return code !== null && Object.hasOwn(fondementsRefus, code)
  return code === null
}
