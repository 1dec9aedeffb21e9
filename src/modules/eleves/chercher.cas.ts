import { z } from 'zod'
import { type Contexte, casUsage, sansCible, sansSujet } from '#socle/cas-usage.ts'
import { peutChercher } from './eleve.politique.ts'
import { ecrirePreuve } from './preuve-recherche.ts'
import { LETTRES_MIN, type Recherche } from './recherche.ts'
import { chercherEleves } from './rechercher.requetes.ts'

/** Les dossiers ouverts et lisibles de ces élèves, élève → dossier. Un module qui dépend de celui-ci le fournit. */
export type Marquage = (contexte: Contexte, eleveIds: readonly string[]) => Promise<ReadonlyMap<string, string>>

const saisie = z.object({
  q: z
    .string()
    .max(200)
    .default('')
    .transform((q) => q.trim()),
})

/** La recherche, journalisée sans ce qui a été tapé. */
export const creerChercher = (marquer: Marquage) =>
  casUsage({
    nom: 'eleves.chercher',
    saisie,
    charger: sansCible,
    autoriser: peutChercher,
    async executer(contexte, { q }): Promise<Recherche> {
      const trouves = await chercherEleves(contexte, q)
      const dossiers = await marquer(
        contexte,
        trouves.eleves.map((e) => e.id),
      )
      const eleves = trouves.eleves.map((e) => ({ ...e, dossierId: dossiers.get(e.id) ?? null }))
      return { ...trouves, q, eleves, preuve: q.length < LETTRES_MIN ? null : ecrirePreuve(contexte, q) }
    },
    sujet: sansSujet,
  })
