import type { Contexte } from '#socle/cas-usage.ts'
import type { Cle, Lieu } from '#socle/coffre.ts'
import { sql } from '#socle/db.ts'
import { ErreurMetier } from '#socle/erreur.ts'
import { memeNote, type NoteUrgence, noteVide, reunir } from './note-urgence.ts'

/** Un enregistrement d'une urgence, déchiffré. */
export type VersionUrgence = {
  readonly rang: number
  readonly auteur: string
  readonly ecriteLe: Date
  readonly reunie: boolean
  readonly note: NoteUrgence
}

/** Une urgence d'un dossier, sans ce qui y est dit. */
export type UrgenceDuDossier = {
  readonly id: string
  readonly ouverteLe: Date
  readonly auteur: string
  readonly versions: number
  readonly completeeLe: Date
}

const VERSIONS_MAX = 200
const lieuDe = (urgenceId: string, rang: number): Lieu => ({
  colonne: 'protection.urgence_version.contenu_chiffre',
  ligneId: `${urgenceId}/${rang}`,
})
const lireContenu = (cle: Cle, urgenceId: string, rang: number, chiffre: Buffer): NoteUrgence => ({
  ...noteVide(),
  ...(JSON.parse(cle.dechiffrer(lieuDe(urgenceId, rang), chiffre)) as NoteUrgence),
})

/** @throws ErreurMetier introuvable, qu'elle n'existe pas, soit d'un autre dossier ou hors de portée */
export async function exigerUrgence({ tx }: Pick<Contexte, 'tx'>, dossierId: string, urgenceId: string): Promise<void> {
  const row = await tx
    .selectFrom('protection.urgence')
    .select('id')
    .where('id', '=', urgenceId)
    .where('dossier_id', '=', dossierId)
    .executeTakeFirst()
  if (!row)
    throw new ErreurMetier('introuvable', 'protection.urgence_introuvable', 'Cette page n’existe pas ou ne vous est pas accessible.', {
      urgenceId,
    })
}

/** Les versions d'une urgence, la dernière d'abord ; 200 au plus. */
export async function listVersions({ tx }: Pick<Contexte, 'tx'>, cle: Cle, urgenceId: string): Promise<VersionUrgence[]> {
  const rows = await tx
    .selectFrom('protection.urgence_version as v')
    .innerJoin('securite.agent as a', 'a.id', 'v.auteur_id')
    .select(['v.rang', 'v.ecrite_le', 'v.reunie', 'v.contenu_chiffre', 'a.nom_affiche'])
    .where('v.urgence_id', '=', urgenceId)
    .orderBy('v.rang', 'desc')
    .limit(VERSIONS_MAX)
    .execute()
  return rows.map((r) => ({
    rang: r.rang,
    auteur: r.nom_affiche,
    ecriteLe: r.ecrite_le,
    reunie: r.reunie,
    note: lireContenu(cle, urgenceId, r.rang, r.contenu_chiffre),
  }))
}

/** Les urgences d'un dossier, de la plus récente à la plus ancienne ; 50 au plus. */
export async function listUrgencesDuDossier({ tx }: Pick<Contexte, 'tx'>, dossierId: string): Promise<UrgenceDuDossier[]> {
  const rows = await tx
    .selectFrom('protection.urgence as u')
    .innerJoin('securite.agent as a', 'a.id', 'u.ouverte_par')
    .innerJoinLateral(
      (eb) =>
        eb
          .selectFrom('protection.urgence_version as v')
          .select(['v.rang', 'v.ecrite_le'])
          .whereRef('v.urgence_id', '=', 'u.id')
          .orderBy('v.rang', 'desc')
          .limit(1)
          .as('d'),
      (on) => on.onTrue(),
    )
    .select(['u.id', 'u.ouverte_le', 'a.nom_affiche', 'd.rang', 'd.ecrite_le'])
    .where('u.dossier_id', '=', dossierId)
    .orderBy('u.ouverte_le', 'desc')
    .orderBy('u.id')
    .limit(50)
    .execute()
  return rows.map((r) => ({
    id: r.id,
    ouverteLe: r.ouverte_le,
    auteur: r.nom_affiche,
    versions: r.rang,
    completeeLe: r.ecrite_le,
  }))
}

/**
 * Ouvre une urgence sous l'identifiant que portait le formulaire : un second envoi retrouve la même. Un identifiant déjà pris ailleurs
 * ne fait rien refuser : un autre le remplace.
 */
export async function ouvrirUrgence(contexte: Contexte, dossierId: string, voulu: string | null): Promise<string> {
  const urgenceId = voulu ?? contexte.identifiant()
  const inserer = (id: string) =>
    contexte.tx
      .insertInto('protection.urgence')
      .values({ id, dossier_id: dossierId, ouverte_par: contexte.agent.id })
      .onConflict((oc) => oc.column('id').doNothing())
      .returning('id')
      .executeTakeFirst()
  if (await inserer(urgenceId)) return urgenceId
  const deja = await contexte.tx.selectFrom('protection.urgence').select('dossier_id').where('id', '=', urgenceId).executeTakeFirst()
  if (deja?.dossier_id === dossierId) return urgenceId
  const autre = contexte.identifiant()
  await inserer(autre)
  return autre
}

/**
 * Ajoute une version. Deux personnes à la fois attendent l'une l'autre le temps d'une écriture, et leurs textes sont réunis ; le même
 * texte envoyé deux fois ne s'ajoute pas.
 *
 * @param rangLu la version que la personne avait sous les yeux, nulle si elle partait d'une page vierge
 */
export async function ajouterVersion(
  contexte: Contexte,
  cle: Cle,
  urgenceId: string,
  rangLu: number | null,
  mienne: NoteUrgence,
): Promise<void> {
  const { tx, agent } = contexte
  await sql`select pg_advisory_xact_lock(hashtextextended(${urgenceId}, 15))`.execute(tx)
  const derniere = await findNote(contexte, cle, urgenceId, null)
  const reunie = derniere !== null && derniere.rang !== rangLu
  const lue = reunie && rangLu !== null ? await findNote(contexte, cle, urgenceId, rangLu) : null
  const note = reunie ? reunir(lue?.note ?? noteVide(), derniere.note, mienne) : mienne
  if (derniere !== null && memeNote(note, derniere.note)) return
  const rang = (derniere?.rang ?? 0) + 1
  await tx
    .insertInto('protection.urgence_version')
    .values({
      urgence_id: urgenceId,
      dossier_id: cle.id,
      rang,
      auteur_id: agent.id,
      reunie,
      contenu_chiffre: cle.chiffrer(lieuDe(urgenceId, rang), JSON.stringify(note)),
    })
    .execute()
}

/** La version de ce rang, ou la dernière. */
async function findNote(
  { tx }: Pick<Contexte, 'tx'>,
  cle: Cle,
  urgenceId: string,
  rang: number | null,
): Promise<{ readonly rang: number; readonly note: NoteUrgence } | null> {
  const row = await tx
    .selectFrom('protection.urgence_version')
    .select(['rang', 'contenu_chiffre'])
    .where('urgence_id', '=', urgenceId)
    .$if(rang !== null, (q) => q.where('rang', '=', rang ?? 0))
    .orderBy('rang', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? { rang: row.rang, note: lireContenu(cle, urgenceId, row.rang, row.contenu_chiffre) } : null
}
