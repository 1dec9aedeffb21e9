import { z } from 'zod'
import { casUsage, sansCible, sansSujet } from '#socle/cas-usage.ts'
import { sql } from '#socle/db.ts'
import { ErreurMetier } from '#socle/erreur.ts'
import { id } from '#socle/saisie.ts'
import { peutChercher, peutTenirFiche } from './eleve.politique.ts'
import { listFiches } from './eleve.requetes.ts'
import type { Rapprochement } from './rapprochement.ts'

const MAX = 100

/** Les rapprochements à décider dans mes établissements, les plus anciens d'abord ; 100 au plus. */
export const listerRapprochements = casUsage({
  nom: 'eleves.lister_rapprochements',
  saisie: z.object({}),
  charger: sansCible,
  autoriser: peutChercher,
  async executer(contexte): Promise<Rapprochement[]> {
    const rows = await contexte.tx
      .selectFrom('eleves.rapprochement as r')
      .innerJoin('referentiels.territoire as t', 't.id', 'r.ancien_etablissement_id')
      .select(['r.id', 'r.nouveau_id', 't.libelle', 'r.propose_le'])
      .where('r.decision', 'is', null)
      .orderBy('r.propose_le')
      .orderBy('r.id')
      .limit(MAX)
      .execute()
    const eleves = new Map(
      (
        await listFiches(
          contexte,
          rows.map((r) => r.nouveau_id),
        )
      ).map((e) => [e.id, e]),
    )
    return rows.flatMap((r) => {
      const eleve = eleves.get(r.nouveau_id)
      return eleve ? [{ id: r.id, eleve, ancienEtablissement: r.libelle, proposeLe: r.propose_le }] : []
    })
  },
  sujet: sansSujet,
})

/** Dit que deux fiches sont du même élève, ou de deux. Confirmer les réunit ; rien ne s'efface. */
export const deciderRapprochement = casUsage({
  nom: 'eleves.decider_rapprochement',
  saisie: z.object({ rapprochementId: id(), decision: z.enum(['confirmer', 'ecarter'], 'Dites si c’est le même élève.') }),
  async charger({ tx }, { rapprochementId }) {
    const row = await tx
      .selectFrom('eleves.rapprochement')
      .select(['etablissement_id', 'nouveau_id'])
      .where('id', '=', rapprochementId)
      .executeTakeFirst()
    if (!row)
      throw new ErreurMetier('introuvable', 'eleves.rapprochement_introuvable', 'Cette page n’existe pas ou ne vous est pas accessible.', {
        rapprochementId,
      })
    return { etablissementId: row.etablissement_id, eleveId: row.nouveau_id }
  },
  autoriser: peutTenirFiche,
  async executer({ tx }, { rapprochementId, decision }, { eleveId }) {
    const { rows } = await sql<{
      fait: boolean
    }>`select eleves.decider_rapprochement(${rapprochementId}, ${decision === 'confirmer'}) as fait`.execute(tx)
    if (!rows[0]?.fait)
      throw new ErreurMetier('conflit', 'eleves.rapprochement_decide', 'Ce rapprochement est déjà décidé. Rouvrez la liste.', {
        rapprochementId,
      })
    return { eleveId }
  },
  sujet: (_, resultat) => ({ eleveId: resultat?.eleveId }),
})
