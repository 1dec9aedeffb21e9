import type { Fonction, Niveau } from '#socle/agent.ts'
import { sql, type Tx } from '#socle/db.ts'
import type { AffectationLue, Compte, Reinitialisation } from './comptes.ts'

export const PAR_PAGE = 50

const comptes = (tx: Tx) =>
  tx
    .selectFrom('securite.agent')
    .select(['id', 'identifiant', 'nom_affiche as nomAffiche', 'cree_le as creeLe', 'ferme_le as fermeLe', 'demonstration'])

const motif = (q: string) => `%${q.toLowerCase().replace(/[\\%_]/g, (c) => `\\${c}`)}%`

/** Les comptes par nom, cinquante à la page ; `q` cherche dans le nom et l'identifiant. `total` compte tout ce qui répond. */
export async function listComptes(tx: Tx, q: string | null, page: number): Promise<{ comptes: Compte[]; total: number }> {
  const filtre = q === null ? sql<boolean>`true` : sql<boolean>`(lower(nom_affiche) like ${motif(q)} or identifiant like ${motif(q)})`
  const trouves = await comptes(tx)
    .where(filtre)
    .orderBy(sql`lower(nom_affiche)`)
    .orderBy('id')
    .limit(PAR_PAGE)
    .offset((page - 1) * PAR_PAGE)
    .execute()
  const { total } = await tx
    .selectFrom('securite.agent')
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .where(filtre)
    .executeTakeFirstOrThrow()
  return { comptes: trouves, total }
}

export const findCompte = (tx: Tx, id: string): Promise<Compte | undefined> => comptes(tx).where('id', '=', id).executeTakeFirst()

const affectations = (tx: Tx) =>
  tx
    .selectFrom('securite.affectation as f')
    .innerJoin('referentiels.territoire as t', 't.id', 'f.territoire_id')
    .select([
      'f.id',
      'f.agent_id as agentId',
      'f.fonction',
      'f.territoire_id as territoireId',
      't.libelle as territoire',
      't.niveau',
      'f.du',
      'f.au',
      'f.permanences',
    ])

const lue = (row: { fonction: string; niveau: string }) => row as AffectationLue

/** Les affectations d'un agent que l'on a le droit de voir, les plus récentes d'abord ; au plus 200. */
export async function listAffectations(tx: Tx, agentId: string): Promise<AffectationLue[]> {
  const rows = await affectations(tx)
    .where('f.agent_id', '=', agentId)
    .orderBy('f.du', 'desc')
    .orderBy('t.libelle')
    .orderBy('f.id')
    .limit(200)
    .execute()
  return rows.map(lue)
}

export async function findAffectation(tx: Tx, id: string): Promise<AffectationLue | undefined> {
  const row = await affectations(tx).where('f.id', '=', id).executeTakeFirst()
  return row && lue(row)
}

export type MembreEquipe = AffectationLue & { readonly nomAffiche: string }
export const EQUIPE_MAX = 500

/** Les affectations en cours ou à venir sur le territoire du conseiller, par nom ; au plus 500. */
export async function listEquipe(tx: Tx, aujourdHui: string): Promise<MembreEquipe[]> {
  const rows = await affectations(tx)
    .innerJoin('securite.agent as a', 'a.id', 'f.agent_id')
    .select('a.nom_affiche as nomAffiche')
    .where(sql<boolean>`f.territoire_id = any ((select securite.territoires_de(array['ctss_bassin', 'ctss_departement']))::uuid[])`)
    .where((eb) => eb.or([eb('f.au', 'is', null), eb('f.au', '>', aujourdHui)]))
    .where('a.ferme_le', 'is', null)
    .orderBy('a.nom_affiche')
    .orderBy('a.id')
    .orderBy('t.libelle')
    .orderBy('f.id')
    .limit(EQUIPE_MAX + 1)
    .execute()
  return rows.map((row) => ({ ...lue(row), nomAffiche: row.nomAffiche }))
}

/** Le territoire et tous ceux qui le contiennent. */
export async function listAncetres(tx: Tx, territoireId: string): Promise<string[]> {
  const rows = await tx.selectFrom('referentiels.ascendance').select('ancetre_id').where('descendant_id', '=', territoireId).execute()
  return rows.map((r) => r.ancetre_id)
}

export type TerritoireOffert = { readonly id: string; readonly niveau: Niveau; readonly libelle: string; readonly code: string }

/** Ces territoires et ce qu'ils contiennent, parmi les niveaux demandés, par niveau et par nom. Au plus 3 000. */
export async function listTerritoiresSous(tx: Tx, ancetres: readonly string[], niveaux: readonly Niveau[]): Promise<TerritoireOffert[]> {
  if (ancetres.length === 0 || niveaux.length === 0) return []
  const rows = await tx
    .selectFrom('referentiels.territoire as t')
    .select(['t.id', 't.niveau', 't.libelle', 't.code'])
    .where('t.id', 'in', (eb) => eb.selectFrom('referentiels.ascendance').select('descendant_id').where('ancetre_id', 'in', ancetres))
    .where('t.niveau', 'in', niveaux)
    .orderBy('t.niveau')
    .orderBy('t.libelle')
    .orderBy('t.id')
    .limit(3_000)
    .execute()
  return rows.map((row) => ({ ...row, niveau: row.niveau as Niveau }))
}

/** Vrai si l'agent exerce déjà cette fonction là, à un moment de cette période. */
export async function chevauche(
  tx: Tx,
  a: { agentId: string; fonction: Fonction; territoireId: string; du: string; au: string | null },
): Promise<boolean> {
  const deja = await tx
    .selectFrom('securite.affectation')
    .select('id')
    .where('agent_id', '=', a.agentId)
    .where('fonction', '=', a.fonction)
    .where('territoire_id', '=', a.territoireId)
    .where((eb) => eb.or([eb('au', 'is', null), eb('au', '>', a.du)]))
    .where(a.au === null ? sql<boolean>`true` : sql<boolean>`du < ${a.au}`)
    .executeTakeFirst()
  return deja !== undefined
}

/** Les remises à zéro d'un compte, la plus récente d'abord ; au plus 10. */
export async function listReinitialisations(tx: Tx, agentId: string): Promise<Reinitialisation[]> {
  return tx
    .selectFrom('securite.reinitialisation as r')
    .leftJoin('securite.agent as a', 'a.id', 'r.faite_par')
    .select(['r.faite_le as faiteLe', 'a.nom_affiche as par'])
    .where('r.agent_id', '=', agentId)
    .orderBy('r.faite_le', 'desc')
    .orderBy('r.id')
    .limit(10)
    .execute()
}

export async function reinitialiserCompte(tx: Tx, agentId: string, condense: string): Promise<void> {
  await sql`select securite.reinitialiser(${agentId}, ${condense})`.execute(tx)
}

export async function fermerCompte(tx: Tx, agentId: string): Promise<void> {
  await sql`select securite.fermer_compte(${agentId})`.execute(tx)
}
