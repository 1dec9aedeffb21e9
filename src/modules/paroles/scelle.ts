import { sha256 } from '#socle/empreinte.ts'

/** La question qui a précédé les paroles : aucune, ou une question ouverte, dont les mots peuvent ne pas être notés. */
export type Question = { readonly genre: 'aucune' } | { readonly genre: 'posee'; readonly mots: string | null }

/** Des paroles telles qu'elles se scellent : les mots, et tout ce qui dit d'où ils viennent. */
export type Scelle = {
  readonly version: 1
  /** Tiré au hasard : l'empreinte, lisible en base, ne permet pas de deviner les mots. */
  readonly sel: string
  readonly paroleId: string
  readonly dossierId: string
  readonly auteurId: string
  readonly scelleLe: string
  /** Mot pour mot. */
  readonly propos: string
  readonly entenduPar: string
  readonly le: string
  readonly heure: string | null
  readonly lieu: string | null
  readonly presents: string | null
  readonly question: Question | null
}

type Json = string | number | boolean | null | readonly Json[] | { readonly [cle: string]: Json }

/** JSON canonique : clés triées, aucun blanc. Deux valeurs égales s'écrivent pareil, deux valeurs différentes jamais. */
export function canonique(valeur: Json): string {
  if (valeur === null || typeof valeur !== 'object') return JSON.stringify(valeur)
  if (Array.isArray(valeur)) return `[${valeur.map(canonique).join(',')}]`
  const paires = Object.entries(valeur).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return `{${paires.map(([cle, v]) => `${JSON.stringify(cle)}:${canonique(v)}`).join(',')}}`
}

/** Panne, non refus : des paroles qui ne répondent plus à leur empreinte ne se lisent ni ne se réutilisent. */
const paroleAlteree = () => new Error('Paroles : sceau altéré, empreinte différente.')

/** Ce que la base dit à côté du scellé, et qui doit lui rester égal. */
export type Reperes = Pick<Scelle, 'paroleId' | 'dossierId' | 'auteurId' | 'le'>

/** Rouvre des paroles scellées, revérifiées. @throws Error si un octet, ou ce que la base dit à côté, a changé */
export function verifier(texte: string, empreinte: Uint8Array, reperes: Reperes): Scelle {
  if (!sha256(texte).equals(empreinte)) throw paroleAlteree()
  const scelle = JSON.parse(texte) as Scelle
  for (const cle of ['paroleId', 'dossierId', 'auteurId', 'le'] as const) if (scelle[cle] !== reperes[cle]) throw paroleAlteree()
  return scelle
}
