import { z } from 'zod'
import { compterMesActions } from '#modules/actions-collectives/index.ts'
import { anneeScolaire } from '#modules/pilotage/index.ts'
import { type Contexte, casUsage, sansCible, sansSujet } from '#socle/cas-usage.ts'
import { sql } from '#socle/db.ts'
import { peutVoirSonActivite } from './acte.politique.ts'
import { motifEnClair } from './acte.ts'
import type { MonActivite, Repartition } from './acte-affiche.ts'
import { lieuNiveau } from './inscrire-acte.requetes.ts'

type Ligne = {
  acte_id: string
  date_acte: string
  type: string
  motif: string
  precision_locale: string | null
  origine: string | null
  niveau_chiffre: Buffer | null
}

/** Mes actes d'une année scolaire, comptés. Un acte rectifié ne compte qu'une fois, tel que rectifié. */
export const lireMonActivite = casUsage({
  nom: 'actes.lire_mon_activite',
  saisie: z.object({ annee: z.coerce.number().int().min(2000).max(2100).nullish().catch(null) }),
  charger: sansCible,
  autoriser: peutVoirSonActivite,
  async executer(contexte, saisie): Promise<MonActivite> {
    const annee = saisie.annee ?? anneeScolaire(contexte.aujourdHui)
    const [du, au] = [`${annee}-09-01`, `${annee + 1}-09-01`]
    const { rows } = await sql<Ligne>`select * from actes.mon_activite(${du}, ${au})`.execute(contexte.tx)
    return {
      annee,
      total: rows.length,
      mois: compter(rows, (r) => r.date_acte.slice(0, 7)),
      type: compter(rows, (r) => r.type),
      motif: compter(rows, (r) => r.motif),
      precision: compter(rows, (r) => r.precision_locale && motifEnClair(r.motif, r.precision_locale)),
      origine: compter(rows, (r) => r.origine),
      niveau: await compterNiveaux(contexte, rows),
      sansNom: contexte.agent.fonctions.has('assistant_social') ? await compterMesActions(contexte, du, au) : null,
    }
  },
  sujet: sansSujet,
})

function compter(lignes: readonly Ligne[], code: (ligne: Ligne) => string | null): Repartition {
  const comptes = new Map<string, number>()
  for (const ligne of lignes) {
    const lu = code(ligne)
    if (lu !== null) comptes.set(lu, (comptes.get(lu) ?? 0) + 1)
  }
  return comptes
}

async function compterNiveaux({ tx, coffre, agent }: Contexte, lignes: readonly Ligne[]): Promise<Repartition> {
  if (!lignes.some((l) => l.niveau_chiffre)) return new Map()
  const cle = await coffre.ouvrirCle(tx, agent.id)
  return compter(lignes, (l) => l.niveau_chiffre && cle.dechiffrer(lieuNiveau(l.acte_id), l.niveau_chiffre))
}
