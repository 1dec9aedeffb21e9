import type { Contexte } from '#socle/cas-usage.ts'
import type { Cle, Lieu } from '#socle/coffre.ts'
import { sql } from '#socle/db.ts'
import { type Avis, avisIntrouvable, type Conseiller, dejaRendu } from './avis.ts'

const lieuDe = (colonne: 'extrait_chiffre' | 'avis_chiffre', ligneId: string): Lieu => ({ colonne: `protection.avis.${colonne}`, ligneId })

/** À qui l'agent peut demander un avis, par nom. */
export const listConseillers = async ({ tx }: Pick<Contexte, 'tx'>): Promise<Conseiller[]> =>
  (await sql<Conseiller>`select id, nom, fonction from protection.conseillers() limit 50`.execute(tx)).rows

const lignes = ({ tx }: Pick<Contexte, 'tx'>) =>
  tx
    .selectFrom('protection.avis as a')
    .innerJoin('securite.agent as d', 'd.id', 'a.demandeur_id')
    .innerJoin('securite.agent as c', 'c.id', 'a.conseiller_id')
    .select(['a.id', 'a.conseiller_id', 'a.demande_le', 'a.extrait_chiffre', 'a.rendu_le', 'a.avis_chiffre'])
    .select(['d.nom_affiche as demandeur', 'c.nom_affiche as conseiller'])
type AvisRow = Awaited<ReturnType<ReturnType<typeof lignes>['execute']>>[number]

const versAvis = (cle: Cle, r: AvisRow): Avis => ({
  id: r.id,
  demandeur: r.demandeur,
  conseiller: r.conseiller,
  demandeLe: r.demande_le,
  extrait: cle.dechiffrer(lieuDe('extrait_chiffre', r.id), r.extrait_chiffre),
  rendu: r.rendu_le && r.avis_chiffre ? { le: r.rendu_le, texte: cle.dechiffrer(lieuDe('avis_chiffre', r.id), r.avis_chiffre) } : null,
})

async function dechiffrer({ tx, coffre }: Contexte, rows: readonly AvisRow[]): Promise<Avis[]> {
  const cles = await coffre.ouvrirCles(
    tx,
    rows.map((r) => r.id),
  )
  return rows.flatMap((r) => {
    const cle = cles.get(r.id)
    return cle ? [versAvis(cle, r)] : []
  })
}

/** Les avis demandés sur une information, du plus récent au plus ancien ; 20 au plus. */
export async function listAvisDe(contexte: Contexte, informationId: string): Promise<Avis[]> {
  const rows = await lignes(contexte)
    .innerJoin('protection.avis_information as i', 'i.avis_id', 'a.id')
    .where('i.information_id', '=', informationId)
    .orderBy('a.demande_le', 'desc')
    .limit(20)
    .execute()
  return dechiffrer(contexte, rows)
}

/** Les avis demandés à l'agent, à rendre d'abord ; 50 au plus. */
export async function listAvisDemandes(contexte: Contexte): Promise<Avis[]> {
  const rows = await lignes(contexte)
    .where('a.conseiller_id', '=', contexte.agent.id)
    .orderBy(sql`a.rendu_le is not null`)
    .orderBy('a.demande_le', 'desc')
    .limit(50)
    .execute()
  return dechiffrer(contexte, rows)
}

/** Un avis et à qui il est demandé. @throws ErreurMetier introuvable */
export async function chargerAvis(contexte: Contexte, { avisId }: { readonly avisId: string }) {
  const row = await lignes(contexte).where('a.id', '=', avisId).executeTakeFirst()
  const [avis] = row ? await dechiffrer(contexte, [row]) : []
  if (!row || !avis) throw avisIntrouvable(avisId)
  return { avis, conseillerId: row.conseiller_id }
}

type ADemander = { readonly informationId: string; readonly dossierId: string; readonly conseillerId: string; readonly extrait: string }

export async function insererAvis({ tx, coffre, agent, identifiant }: Contexte, a: ADemander): Promise<string> {
  const id = identifiant()
  const cle = await coffre.creerCle(tx, 'avis', id)
  await tx
    .insertInto('protection.avis')
    .values({
      id,
      demandeur_id: agent.id,
      conseiller_id: a.conseillerId,
      extrait_chiffre: cle.chiffrer(lieuDe('extrait_chiffre', id), a.extrait),
    })
    .execute()
  await tx
    .insertInto('protection.avis_information')
    .values({ avis_id: id, information_id: a.informationId, dossier_id: a.dossierId })
    .execute()
  return id
}

/** @throws ErreurMetier conflit s'il est déjà rendu */
export async function rendre({ tx, coffre, maintenant }: Contexte, avisId: string, texte: string): Promise<void> {
  const cle = await coffre.ouvrirCle(tx, avisId)
  const rendu = await tx
    .updateTable('protection.avis')
    .set({ rendu_le: maintenant, avis_chiffre: cle.chiffrer(lieuDe('avis_chiffre', avisId), texte) })
    .where('id', '=', avisId)
    .where('rendu_le', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (!rendu) throw dejaRendu(avisId)
}
