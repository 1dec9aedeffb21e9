import type { Contexte } from '#socle/cas-usage.ts'
import type { Cle, Lieu } from '#socle/coffre.ts'
import { etapeSimultanee } from './erreurs.ts'
import type { NatureEtape } from './signalement.ts'

/** Ce que l'étape chiffre : à qui la copie est allée, ce qui est dit. */
type Dit = { readonly aQui: string | null; readonly texte: string | null }
export type EtapeLue = Dit & {
  readonly rang: number
  readonly nature: NatureEtape
  readonly le: string
  readonly copieeLe: Date | null
  readonly canal: string | null
  readonly auteur: string
}

const lieu = (signalementId: string, rang: number): Lieu => ({
  colonne: 'protection.signalement_etape.contenu_chiffre',
  ligneId: `${signalementId}/${rang}`,
})

/** Les étapes, dans l'ordre où elles ont été consignées. */
export async function listEtapes({ tx }: Pick<Contexte, 'tx'>, cle: Cle, id: string): Promise<EtapeLue[]> {
  const rows = await tx
    .selectFrom('protection.signalement_etape as e')
    .innerJoin('securite.agent as a', 'a.id', 'e.auteur_id')
    .select(['e.rang', 'e.nature', 'e.le', 'e.copiee_le', 'e.canal', 'e.contenu_chiffre', 'a.nom_affiche as auteur'])
    .where('e.signalement_id', '=', id)
    .orderBy('e.rang')
    .limit(200)
    .execute()
  return rows.map(({ contenu_chiffre, copiee_le, nature, ...r }) => ({
    ...r,
    nature: nature as NatureEtape,
    copieeLe: copiee_le,
    ...(contenu_chiffre === null ? { aQui: null, texte: null } : (JSON.parse(cle.dechiffrer(lieu(id, r.rang), contenu_chiffre)) as Dit)),
  }))
}

/** Ajoute l'étape au rang qui suit ce qu'on a lu. @throws ErreurMetier conflit si une autre l'a pris entre-temps */
export async function insererEtape({ tx, agent }: Contexte, cle: Cle, id: string, e: Omit<EtapeLue, 'auteur'>): Promise<void> {
  const inseree = await tx
    .insertInto('protection.signalement_etape')
    .values({
      signalement_id: id,
      dossier_id: cle.id,
      rang: e.rang,
      nature: e.nature,
      le: e.le,
      copiee_le: e.copieeLe,
      canal: e.canal,
      contenu_chiffre: (e.aQui ?? e.texte) ? cle.chiffrer(lieu(id, e.rang), JSON.stringify({ aQui: e.aQui, texte: e.texte })) : null,
      auteur_id: agent.id,
    })
    .onConflict((oc) => oc.doNothing())
    .returning('rang')
    .executeTakeFirst()
  if (!inseree) throw etapeSimultanee(id)
}
