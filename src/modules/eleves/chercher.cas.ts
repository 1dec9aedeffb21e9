import { z } from 'zod'
import { type Contexte, casUsage, sansCible, sansSujet } from '#socle/cas-usage.ts'
import { peutChercher } from './eleve.politique.ts'
import { ecrirePreuve } from './preuve-recherche.ts'
import { chercherEleves, type EleveTrouve, LETTRES_MIN } from './rechercher.requetes.ts'

/** Ce qu'un résultat ajoute à l'identité : où j'en suis avec cet élève. */
export type Suivi = 'suivi_par_moi' | 'dossier_ouvert' | 'jamais_vu'

/** Dit où j'en suis avec des élèves ; un autre module, qui dépend de celui-ci, le fournit. Absent de la réponse : jamais vu. */
export type Marquage = (contexte: Contexte, eleveIds: readonly string[]) => Promise<ReadonlyMap<string, Suivi>>

export type Trouve = EleveTrouve & { readonly suivi: Suivi | null }

/** `preuve` est nulle tant que rien n'a été cherché : on ne crée pas un élève sans l'avoir cherché. */
export type Recherche = {
  readonly q: string
  readonly eleves: readonly Trouve[]
  readonly total: number
  readonly davantage: boolean
  readonly preuve: string | null
}

const saisie = z.object({
  q: z
    .string()
    .max(200)
    .default('')
    .transform((q) => q.trim()),
})

/** La recherche, journalisée sans ce qui a été tapé. `marquer` manque : les résultats ne disent pas le suivi. */
export const creerChercher = (marquer?: Marquage) =>
  casUsage({
    nom: 'eleves.chercher',
    saisie,
    charger: sansCible,
    autoriser: peutChercher,
    async executer(contexte, { q }): Promise<Recherche> {
      const trouves = await chercherEleves(contexte, q)
      const suivis = await marquer?.(
        contexte,
        trouves.eleves.map((e) => e.id),
      )
      const eleves = trouves.eleves.map((e) => ({ ...e, suivi: suivis ? (suivis.get(e.id) ?? 'jamais_vu') : null }))
      return { ...trouves, q, eleves, preuve: q.length < LETTRES_MIN ? null : ecrirePreuve(contexte, q) }
    },
    sujet: sansSujet,
  })

export const chercher = creerChercher()
