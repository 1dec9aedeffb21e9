import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { type Db, ouvrirBase, sql } from '#socle/db.ts'
import { ErreurMetier } from '#socle/erreur.ts'
import type { Entete } from '../lecture/enregistrement.ts'
import type { Avancement } from './charger-fichier.requetes.ts'
import { type Demande, importerFichier, type Resultat, type Tour } from './importer-fichier.requetes.ts'
import { inscrire } from './inscrire-compte-rendu.requetes.ts'
import { LecteurDepot } from './lecteur-depot.ts'
import { lireEntete } from './lecture-chiffree.ts'
import { AUCUN, type GenreFichier, ORDRE_NATURES, type RapportImport } from './rapport.ts'
import type { ReglagesImport } from './reglages.ts'
import { type SessionImport, SessionsImport } from './session-import.requetes.ts'

/** Avancement d'un fichier, pour l'écran : octets lus sur octets à lire. */
export type Suivi = (chemin: string, avancement: Readonly<Avancement>) => void

const CADENCE_MS = 500

/**
 * Importe des fichiers l'un après l'autre, structures puis élèves puis responsables, quel que soit l'ordre donné. Un fichier
 * refusé n'empêche pas les autres. Rend un compte rendu par fichier, dans l'ordre de leur import.
 *
 * @param admis établissements attendus (obligatoire et unique pour ONDE) ; null : tout établissement connu
 */
export async function importerFichiers(
  r: ReglagesImport,
  genre: GenreFichier,
  chemins: readonly string[],
  admis: readonly string[] | null = null,
  suivre?: Suivi,
): Promise<RapportImport[]> {
  const db = ouvrirBase(r.urlTache, { max: 1, nom: 'egide import' })
  try {
    const demandes = chemins.map((chemin) => ({ importId: r.identifiant(), genre, chemin, admis }))
    for (const { importId } of demandes)
      await db
        .insertInto('eleves.import')
        .values({ id: importId, genre, etablissements_admis: admis === null ? null : [...admis] })
        .execute()
    return await importerDemandes(r, db, demandes, suivre)
  } finally {
    await db.destroy()
  }
}

/**
 * Mène à bien des imports déjà inscrits, dans l'ordre des natures. Deux fichiers se lisent et se chiffrent pendant que la base fusionne
 * les précédents ; chacun n'entre qu'après ceux d'avant, ou avec le dernier d'entre eux si rien ne les lie.
 *
 * @source ADR 0023
 */
export async function importerDemandes(r: ReglagesImport, db: Db, demandes: readonly Demande[], suivre?: Suivi): Promise<RapportImport[]> {
  const lecteur = new LecteurDepot()
  const sessions = new SessionsImport(r.urlTache, LECTURES + FUSIONS + PREPARES)
  try {
    return await enchainer({ r, db, lecteur, sessions, lot: demandes.map((d) => d.importId), suivre }, await enOrdre(demandes))
  } finally {
    await lecteur.fermer()
    await sessions.fermer()
  }
}

/** Fichiers qui se lisent à la fois, qui fusionnent à la fois, et le suivant, qui se prépare en attendant son tour de lire. */
const [LECTURES, FUSIONS, PREPARES] = [2, 2, 1]

/** Chacun attend une connexion, puis une place de lecture, puis son tour de fusionner ; une panne arrête ceux qui l'attendent. */
async function enchainer(commun: Omit<Travail, keyof Place | 'tour' | 'session'>, places: readonly Place[]): Promise<RapportImport[]> {
  const menes: Promise<RapportImport | null>[] = []
  const lus: Promise<void>[] = []
  for (const [i, place] of places.entries()) {
    const avant = menes.slice(0, separables(places[i - 1]?.entete, place.entete) ? 1 - FUSIONS : undefined)
    const libre = lus.at(-LECTURES)
    const lu = Promise.withResolvers<void>()
    lu.promise.catch(() => undefined)
    const tour = { lire: async () => libre, fusionner: () => Promise.all(avant).then(() => lu.resolve()) }
    const mene = commun.sessions.prendre((session) => importerUn({ ...commun, ...place, session, tour }))
    mene.then(() => lu.resolve(), lu.reject)
    lus.push(lu.promise)
    menes.push(mene)
  }
  await Promise.allSettled(menes)
  return (await Promise.all(menes)).filter((rapport) => rapport !== null)
}

/** Un fichier et son en-tête, ou ce qui le fera refuser quand viendra son tour. */
type Place = { readonly demande: Demande; readonly entete: Entete | ErreurMetier }

async function enOrdre(demandes: readonly Demande[]): Promise<Place[]> {
  const places = await Promise.all(demandes.map(async (demande) => ({ demande, entete: await enteteOuRefus(demande) })))
  const rang = ({ entete }: Place) => (entete instanceof ErreurMetier ? -1 : ORDRE_NATURES.indexOf(entete.nature))
  return places.sort((a, b) => rang(a) - rang(b))
}

const enteteOuRefus = ({ genre, chemin }: Demande): Promise<Place['entete']> =>
  lireEntete(genre, chemin).catch((erreur: unknown) => {
    if (erreur instanceof ErreurMetier) return erreur
    throw erreur
  })

/** Deux fichiers d'une nature, de deux établissements : seuls les élèves passent de l'un à l'autre, rien d'autre ne s'y touche. */
const separables = (a: Place['entete'] | undefined, b: Place['entete']) =>
  !(a === undefined || a instanceof ErreurMetier || b instanceof ErreurMetier) &&
  a.nature === b.nature &&
  a.nature !== 'eleves' &&
  a.uai !== b.uai

type Travail = Place & {
  readonly r: ReglagesImport
  readonly db: Db
  readonly lecteur: LecteurDepot
  readonly sessions: SessionsImport
  readonly session: SessionImport
  /** Les imports menés ensemble. */
  readonly lot: readonly string[]
  readonly suivre: Suivi | undefined
  readonly tour: Tour
}

const VERROU = `hashtextextended('eleves.import.un ' || $1, 0)`

/** Un import, sous son verrou : null si un autre processus le mène déjà, ou s'il est déjà fini. */
async function importerUn(t: Travail): Promise<RapportImport | null> {
  const { db, demande, session } = t
  const [pris] = await session.lignes<{ ok: boolean }>(`select pg_try_advisory_lock(${VERROU}) as ok`, [demande.importId])
  if (!pris?.ok) return null
  const { numUpdatedRows } = await db
    .updateTable('eleves.import')
    .set({ etat: 'en_cours', vivant_le: sql`now()` })
    .where('id', '=', demande.importId)
    .where('etat', 'in', ['depose', 'en_cours'])
    .executeTakeFirst()
  const rapport = numUpdatedRows === 0n ? null : await mener(t)
  await session.executer(`select pg_advisory_unlock(${VERROU})`, [demande.importId])
  return rapport
}

async function mener(t: Travail): Promise<RapportImport> {
  const { db, session, demande, entete, suivre } = t
  const fichier = { importId: demande.importId, chemin: demande.chemin, nature: entete instanceof ErreurMetier ? null : entete.nature }
  const avancement: Avancement = { octetsLus: 0, octetsTotal: 0 }
  const arreter = battre(t, avancement)
  try {
    if (entete instanceof ErreurMetier) throw entete
    // Se calcule pendant la lecture : un fichier qu'elle ne peut pas ouvrir est refusé par l'une ou par l'autre.
    const empreinte = empreinteFichier(demande.chemin)
    empreinte.catch(() => undefined)
    const conclure = async (fini: Resultat) => {
      await arreter()
      await inscrire(session, { importId: demande.importId, entete, empreinte: await empreinte, octets: avancement.octetsTotal }, fini)
    }
    const resultat = await importerFichier({ ...t, entete, avancement, conclure })
    suivre?.(demande.chemin, avancement)
    return { ...fichier, ...resultat, refus: null }
  } catch (erreur) {
    await arreter()
    if (!(erreur instanceof ErreurMetier)) throw erreur
    await db
      .updateTable('eleves.import')
      .set({ etat: 'refuse', refus: erreur.message, fini_le: sql`now()` })
      .where('id', '=', demande.importId)
      .execute()
    return { ...fichier, etablissementId: null, compteurs: AUCUN, avertissements: [], rejets: [], refus: erreur.message }
  }
}

/** Écrit l'avancement par une autre connexion que l'import, et donne signe de vie. Rend de quoi l'arrêter, une fois écrit le dernier. */
function battre({ db, demande, lot, suivre }: Travail, avancement: Avancement): () => Promise<void> {
  let enCours: Promise<unknown> = Promise.resolve()
  const minuterie = setInterval(() => {
    suivre?.(demande.chemin, avancement)
    enCours = enCours
      .then(() => inscrireAvancement(db, demande.importId, avancement))
      .then(() => donnerSigneDeVie(db, lot))
      .catch(() => undefined)
  }, CADENCE_MS)
  return async () => {
    clearInterval(minuterie)
    await enCours
  }
}

/** Tant que sa lecture n'a pas commencé, un fichier garde la taille qu'avait son dépôt. */
async function inscrireAvancement(db: Db, importId: string, { octetsLus, octetsTotal }: Avancement): Promise<void> {
  if (octetsTotal === 0) return
  await db.updateTable('eleves.import').set({ octets_lus: octetsLus, octets_total: octetsTotal }).where('id', '=', importId).execute()
}

/** Ceux du même dépôt qui attendent leur tour vivent aussi : ils ne sont pas à reprendre. */
const donnerSigneDeVie = (db: Db, lot: readonly string[]) =>
  db
    .updateTable('eleves.import')
    .set({ vivant_le: sql`now()` })
    .where('id', 'in', lot)
    .where('etat', 'in', ['depose', 'en_cours'])
    .execute()

async function empreinteFichier(chemin: string): Promise<Buffer> {
  const somme = createHash('sha256')
  await pipeline(createReadStream(chemin), somme).catch(() => {
    throw new ErreurMetier(
      'invalide',
      'eleves.import_fichier_illisible',
      'Le fichier n’a pas pu être ouvert. Vérifiez qu’il existe toujours et que vous pouvez le lire.',
    )
  })
  return somme.digest()
}
