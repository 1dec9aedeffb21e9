import type { Contexte } from '#socle/cas-usage.ts'
import type { Cle, Lieu } from '#socle/coffre.ts'
import { sql } from '#socle/db.ts'
import type { ContenuRecit, Qualite, Recit } from './recit.ts'

const RECITS_MAX = 200
const SANS_CONTENU: ContenuRecit = { precision: null, commentSu: null }
const lieu = (ligneId: string): Lieu => ({ colonne: 'paroles.recit.contenu_chiffre', ligneId })

/** Les récits faits ailleurs, du plus récent au plus ancien, ceux dont on ignore le jour en dernier. */
export async function recitsSous({ tx }: Pick<Contexte, 'tx'>, cle: Cle): Promise<Recit[]> {
  const rows = await tx
    .selectFrom('paroles.recit as r')
    .innerJoin('securite.agent as a', 'a.id', 'r.auteur_id')
    .select(['r.id', 'r.a_qui', 'r.le', 'r.saisi_le', 'r.contenu_chiffre', 'a.nom_affiche as auteur'])
    .where('r.dossier_id', '=', cle.id)
    .orderBy(sql`r.le desc nulls last`)
    .orderBy('r.saisi_le', 'desc')
    .orderBy('r.id', 'desc')
    .limit(RECITS_MAX)
    .execute()
  return rows.map((r) => ({
    ...(r.contenu_chiffre === null ? SANS_CONTENU : (JSON.parse(cle.dechiffrer(lieu(r.id), r.contenu_chiffre)) as ContenuRecit)),
    id: r.id,
    aQui: r.a_qui as Qualite,
    le: r.le,
    saisiLe: r.saisi_le,
    auteur: r.auteur,
  }))
}

export async function insererRecit(
  { tx, agent, identifiant }: Contexte,
  cle: Cle,
  { aQui, le, ...contenu }: ContenuRecit & Pick<Recit, 'aQui' | 'le'>,
): Promise<string> {
  const id = identifiant()
  const vide = contenu.precision === null && contenu.commentSu === null
  await tx
    .insertInto('paroles.recit')
    .values({
      id,
      dossier_id: cle.id,
      auteur_id: agent.id,
      a_qui: aQui,
      le,
      contenu_chiffre: vide ? null : cle.chiffrer(lieu(id), JSON.stringify(contenu)),
    })
    .execute()
  return id
}
