import type { Contexte } from '#socle/cas-usage.ts'
import type { Cle, Lieu } from '#socle/coffre.ts'
import { sql, type Tx } from '#socle/db.ts'
import { ErreurMetier } from '#socle/erreur.ts'
import type { Dossier, Identite, Membre, Qualite } from './dossier.ts'

/** Hors périmètre et inexistant répondent pareil : l'existence d'un dossier est déjà un secret. */
export const dossierIntrouvable = (dossierId: string) =>
  new ErreurMetier('introuvable', 'dossiers.introuvable', 'Ce dossier n’existe pas ou ne vous est pas accessible.', { dossierId })

export const lieuIdentite = (dossierId: string): Lieu => ({ colonne: 'dossiers.dossier.identite_chiffree', ligneId: dossierId })

/**
 * Les dossiers visibles, avec le nom de leur établissement. Aucun filtre de périmètre : la politique de ligne le porte.
 *
 * Le nom est une sous-requête et non une jointure : il ne se cherche que pour les lignes montrées, pas pour trier les autres.
 */
export function dossiersVisibles({ tx }: Pick<Contexte, 'tx'>) {
  return tx.selectFrom('dossiers.dossier as d').select([
    'd.id',
    'd.etablissement_id',
    'd.statut',
    'd.motif',
    'd.origine',
    'd.ouvert_le',
    'd.dernier_acte_le',
    'd.clos_le',
    'd.issue',
    'd.suite_de',
    'd.version',
    'd.identite_chiffree',
    sql<string>`(select t.libelle from referentiels.territoire t where t.id = d.etablissement_id)`.as('etablissement'),
    // Celui qui lit y est admis en ce moment, comme stagiaire : la question que pose déjà la politique de ligne.
    sql<boolean>`d.id = any ((select dossiers.adhesions())::uuid[])`.as('est_admis'),
  ])
}
export type DossierRow = Awaited<ReturnType<ReturnType<typeof dossiersVisibles>['execute']>>[number]

export const versDossier = (r: DossierRow): Dossier => ({
  id: r.id,
  etablissementId: r.etablissement_id,
  etablissement: r.etablissement,
  statut: r.statut === 'clos' ? 'clos' : 'ouvert',
  motif: r.motif,
  origine: r.origine,
  ouvertLe: r.ouvert_le,
  dernierActeLe: r.dernier_acte_le,
  closLe: r.clos_le,
  issue: r.issue,
  suiteDe: r.suite_de,
  version: r.version,
  estAdmis: Boolean(r.est_admis),
  identiteChiffree: r.identite_chiffree,
})

/** @throws ErreurMetier introuvable */
export async function findDossier(contexte: Pick<Contexte, 'tx' | 'agent' | 'aujourdHui'>, dossierId: string): Promise<Dossier> {
  const row = await dossiersVisibles(contexte).where('d.id', '=', dossierId).executeTakeFirst()
  if (!row) throw dossierIntrouvable(dossierId)
  return versDossier(row)
}

/** L'identité que garde le dossier. @throws ErreurMetier introuvable si la clé est détruite ou hors de portée. */
export const identiteDe = async ({ tx, coffre }: Pick<Contexte, 'tx' | 'coffre'>, dossier: Scelle): Promise<Identite> =>
  identiteSous(await coffre.ouvrirCle(tx, dossier.id), dossier)

type Scelle = Pick<Dossier, 'id' | 'identiteChiffree'>
/** La même, la clé du dossier étant déjà ouverte. */
export const identiteSous = (cle: Cle, { id, identiteChiffree }: Scelle): Identite =>
  JSON.parse(cle.dechiffrer(lieuIdentite(id), identiteChiffree)) as Identite

/** Les identités de plusieurs dossiers, clés ouvertes en une requête ; 200 au plus, le temps d'une page. */
export async function identitesDe(
  contexte: Pick<Contexte, 'tx' | 'coffre'>,
  dossierIds: readonly string[],
): Promise<ReadonlyMap<string, Identite>> {
  const ids = [...new Set(dossierIds)].slice(0, 200)
  if (ids.length === 0) return new Map()
  const dossiers = contexte.tx
    .selectFrom('dossiers.dossier')
    .select(['id', 'identite_chiffree as identiteChiffree'])
    .where('id', 'in', ids)
    .execute()
  return identitesLues(contexte, await dossiers)
}

/** Les identités de dossiers déjà lus. Qui n'a plus de clé n'a plus d'identité. */
export async function identitesLues(
  { tx, coffre }: Pick<Contexte, 'tx' | 'coffre'>,
  dossiers: readonly Scelle[],
): Promise<ReadonlyMap<string, Identite>> {
  const cles = await coffre.ouvrirCles(
    tx,
    dossiers.map((d) => d.id),
  )
  return new Map(
    dossiers.flatMap((d) => {
      const cle = cles.get(d.id)
      return cle ? [[d.id, identiteSous(cle, d)] as const] : []
    }),
  )
}

/** Les adhésions d'un dossier, en cours et passées, de la plus récente à la plus ancienne ; 100 au plus. */
export async function listMembres(tx: Tx, dossierId: string): Promise<Membre[]> {
  const rows = await tx
    .selectFrom('dossiers.membre as m')
    .innerJoin('securite.agent as a', 'a.id', 'm.agent_id')
    .select(['m.id', 'm.agent_id', 'a.nom_affiche', 'm.qualite', 'm.du', 'm.au'])
    .where('m.dossier_id', '=', dossierId)
    .orderBy('m.du', 'desc')
    .orderBy('m.id')
    .limit(100)
    .execute()
  return rows.map((r) => ({ id: r.id, agentId: r.agent_id, nom: r.nom_affiche, qualite: r.qualite as Qualite, du: r.du, au: r.au }))
}

/** Note dans le dossier le jour de son dernier acte, sans jamais le reculer. */
export async function noterActe(tx: Tx, dossierId: string, dateActe: string): Promise<void> {
  await tx
    .updateTable('dossiers.dossier')
    .set({ dernier_acte_le: dateActe })
    .where('id', '=', dossierId)
    .where('dernier_acte_le', '<', dateActe)
    .execute()
}
