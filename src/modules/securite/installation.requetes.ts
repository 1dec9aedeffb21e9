import { randomBytes, randomUUID } from 'node:crypto'
import type { Fonction } from '#socle/agent.ts'
import type { Db, Tx } from '#socle/db.ts'
import { ErreurMetier } from '#socle/erreur.ts'
import { condenser } from './condense.ts'
import { motDePasseProvisoire } from './mot-de-passe.ts'

/** Pour l'exploitant (ligne de commande) et la démonstration : connexion du propriétaire, sans agent connecté. */
type Proprietaire = Db | Tx

export type AffectationAPoser = {
  readonly fonction: Fonction
  readonly territoireId: string
  /** Premier jour, « AAAA-MM-JJ ». */
  readonly du: string
  /** Jour où elle ne vaut plus, exclu. */
  readonly au?: string | null
  /** 1 = lundi. */
  readonly permanences?: readonly number[]
}

export type AgentACreer = {
  readonly identifiant: string
  readonly nomAffiche: string
  /** Sans lui, un mot de passe provisoire est tiré ; il sera à changer à la première connexion. */
  readonly motDePasse?: string
  /** Compte de démonstration : ni changement de mot de passe, ni double vérification, inutilisable hors démonstration. */
  readonly demonstration?: boolean
  readonly affectations?: readonly AffectationAPoser[]
}

export const tirerMotDePasseProvisoire = (): string => motDePasseProvisoire(randomBytes(20))

/**
 * Crée un compte et ses affectations. @returns l'identifiant, et le mot de passe provisoire à remettre s'il a été tiré
 *
 * @throws ErreurMetier conflit si l'identifiant est pris
 */
export async function creerAgent(db: Proprietaire, a: AgentACreer): Promise<{ agentId: string; motDePasseProvisoire: string | null }> {
  const tire = a.motDePasse === undefined ? tirerMotDePasseProvisoire() : null
  const condense = await condenser(a.motDePasse ?? tire ?? '')
  const agentId = randomUUID()
  const identifiant = a.identifiant.trim().toLowerCase()
  const cree = await db
    .insertInto('securite.agent')
    .values({ id: agentId, identifiant, nom_affiche: a.nomAffiche.trim(), demonstration: a.demonstration ?? false })
    .onConflict((oc) => oc.column('identifiant').doNothing())
    .executeTakeFirst()
  if (cree.numInsertedOrUpdatedRows !== 1n)
    throw new ErreurMetier(
      'conflit',
      'securite.identifiant_pris',
      `Un compte porte déjà l’identifiant « ${identifiant} ».`,
      {},
      'identifiant',
    )
  await db
    .insertInto('securite.identification')
    .values({ agent_id: agentId, mot_de_passe: condense, a_changer: !(a.demonstration ?? false) })
    .execute()
  for (const affectation of a.affectations ?? []) await affecter(db, agentId, affectation)
  return { agentId, motDePasseProvisoire: tire }
}

/** Affecte un agent, hors agent connecté (`cree_par` vide). Rend l'identifiant de l'affectation. */
export async function affecter(db: Proprietaire, agentId: string, a: AffectationAPoser): Promise<string> {
  const id = randomUUID()
  await db
    .insertInto('securite.affectation')
    .values({
      id,
      agent_id: agentId,
      fonction: a.fonction,
      territoire_id: a.territoireId,
      du: a.du,
      au: a.au ?? null,
      permanences: [...(a.permanences ?? [])],
    })
    .execute()
  return id
}
