import type { Cle } from '#socle/coffre.ts'
import { type Db, ouvrirBase } from '#socle/db.ts'
import { ErreurMetier } from '#socle/erreur.ts'
import type { Enregistrement, Entete, Lot, NatureFichier } from '../lecture/enregistrement.ts'
import { lireOnde } from '../lecture/onde.ts'
import { lireSiecle } from '../lecture/siecle.ts'
import { acheverDeplacements, preparerDeplacements } from './deplacements.requetes.ts'
import { trouverEtablissement } from './etablissement-attendu.requetes.ts'
import { fusionnerAdresses } from './fusion-adresses.requetes.ts'
import { type BilanEleves, fusionnerEleves } from './fusion-eleves.requetes.ts'
import { fusionnerResponsables } from './fusion-responsables.requetes.ts'
import { fusionnerStructures } from './fusion-structures.requetes.ts'
import type { Valeur } from './lignes-copie.ts'
import { Lots, TABLES_LUES, type TableLue } from './lots.ts'
import { anneeScolaireDe, type Compteurs, type GenreFichier, REJETS_GARDES, type RejetImport } from './rapport.ts'
import type { ReglagesImport } from './reglages.ts'
import { SessionImport } from './session-import.requetes.ts'

export type Demande = {
  readonly importId: string
  readonly genre: GenreFichier
  readonly chemin: string
  /** Établissements dont le fichier est attendu ; null : tous ceux qu'Égide connaît. */
  readonly admis: readonly string[] | null
}

export type Resultat = {
  readonly entete: Entete
  readonly etablissementId: string
  readonly compteurs: Compteurs
  readonly avertissements: readonly string[]
  readonly rejets: readonly RejetImport[]
}

/** Où en est la lecture, en octets du contenu. */
export type Avancement = { octetsLus: number; octetsTotal: number }

/** Ce qui relie un fichier aux autres. `monTour` : les fichiers d'avant sont entrés, ou refusés. */
export type Suite = {
  readonly avancement: Avancement
  readonly monTour: () => Promise<void>
  readonly conclure: (s: SessionImport, resultat: Resultat) => Promise<void>
}

const lecteur = (genre: GenreFichier) => (genre === 'siecle' ? lireSiecle : lireOnde)

/** L'en-tête d'un fichier. @throws ErreurMetier une phrase si le fichier ne se lit pas. */
export async function lireEntete(genre: GenreFichier, chemin: string): Promise<Entete> {
  for await (const lot of lecteur(genre)(chemin)) return enteteDe(lot.enregistrements)
  throw illisible()
}

const illisible = () =>
  new ErreurMetier('invalide', 'eleves.import_sans_donnees', 'Le fichier ne contient aucune donnée. Refaites l’export.')

function enteteDe([premier]: readonly Enregistrement[]): Entete {
  if (premier?.genre === 'entete') return premier
  throw illisible()
}

/**
 * Importe un fichier en une transaction : tout, ou rien si la lecture échoue, si l'arrêt est demandé ou si le processus
 * meurt. Il se lit et se chiffre dans ses tables temporaires, puis attend son tour pour toucher aux élèves. `conclure` s'exécute
 * dans cette transaction : le compte rendu est vrai dès que les élèves le sont.
 *
 * @throws ErreurMetier une phrase qui dit quoi faire ; rien n'a changé
 */
export async function importerFichier(r: ReglagesImport, demande: Demande, suite: Suite): Promise<Resultat> {
  const db = ouvrirBase(r.urlTache, { max: 1, nom: 'egide import suivi' })
  try {
    const entete = await lireEntete(demande.genre, demande.chemin)
    const etablissementId = await trouverEtablissement(db, entete, demande.admis)
    const cle = await r.coffre.cleDe(db as Parameters<typeof r.coffre.cleDe>[0], 'etablissement', etablissementId)
    const session = await SessionImport.ouvrir(r.urlTache)
    try {
      return await session
        .enTransaction(async () => {
          const resultat = await verser({ r, demande, db, cle, session, entete, etablissementId, ...suite })
          r.signal?.throwIfAborted()
          await suite.conclure(session, resultat)
          return resultat
        })
        .then(async (resultat) => {
          await session.executer('select eleves.ranger_recherche()')
          return resultat
        })
    } finally {
      await session.fermer()
    }
  } finally {
    await db.destroy()
  }
}

type Travail = Suite & {
  readonly r: ReglagesImport
  readonly demande: Demande
  readonly db: Db
  readonly cle: Cle
  readonly session: SessionImport
  readonly entete: Entete
  readonly etablissementId: string
}

/** Une fusion par établissement à la fois : la seconde attend la fin de la première. */
const VERROU = `select pg_advisory_xact_lock(hashtextextended('eleves.import ' || $1, 0))`

async function verser(t: Travail): Promise<Resultat> {
  const { session, entete, etablissementId, r } = t
  for (const [table, colonnes] of Object.entries(TABLES_LUES))
    await session.executer(`create temp table ${table} (${colonnes}) on commit drop`)
  const lus = await charger(t)
  await t.monTour()
  r.signal?.throwIfAborted()
  await session.executer(VERROU, [etablissementId])
  const fusion = await fusionner(t, lus)
  const rejets = [...lus.rejets, ...fusion.rejets].sort((a, b) => a.ligne - b.ligne).slice(0, REJETS_GARDES)
  const annee = anneeScolaireDe(r.aujourdHui())
  const avertissements = [...fusion.avertissements]
  if (entete.anneeScolaire !== null && entete.anneeScolaire !== annee)
    avertissements.unshift(
      `Ce fichier est celui de l’année scolaire ${entete.anneeScolaire}-${entete.anneeScolaire + 1}, et non de l’année en cours.`,
    )
  return {
    entete,
    etablissementId,
    compteurs: { ...fusion.compteurs, rejetes: lus.rejetes + fusion.rejets.length },
    avertissements,
    rejets,
  }
}

type Lus = { readonly rejets: RejetImport[]; rejetes: number; rejetsSansCle: number; readonly nombre: Record<TableLue, number> }

/** Lit, chiffre et copie, lot par lot : la mémoire ne dépend pas de la taille du fichier. */
async function charger({ r, demande, session, cle, entete, avancement }: Travail): Promise<Lus> {
  const lots = new Lots(r.coffre.empreinte, cle, origineDe(entete.nature), demande.genre === 'onde')
  const nombre = Object.fromEntries(Object.keys(TABLES_LUES).map((t) => [t, 0])) as Record<TableLue, number>
  const lus: Lus = { rejets: [], rejetes: 0, rejetsSansCle: 0, nombre }
  const options = { ...(r.tailleMax === undefined ? {} : { tailleMax: r.tailleMax }), ...(r.signal ? { signal: r.signal } : {}) }
  // La base copie un lot pendant que le suivant se lit et se chiffre.
  let copie: Promise<unknown> = Promise.resolve()
  for await (const lot of lecteur(demande.genre)(demande.chemin, options)) {
    const lues = Object.entries(lots.preparer(lot.enregistrements))
    await copie
    copie = copier(session, lues)
    copie.catch(() => undefined)
    for (const [table, lignes] of lues) nombre[table as TableLue] += lignes.length
    retenirRejets(lus, lot)
    Object.assign(avancement, { octetsLus: lot.octetsLus, octetsTotal: lot.octetsTotal })
  }
  await copie
  return lus
}

async function copier(session: SessionImport, lues: readonly [string, Valeur[][]][]): Promise<void> {
  for (const [table, lignes] of lues) await session.copier(table, lignes)
}

function retenirRejets(lus: Lus, { enregistrements }: Lot): void {
  for (const e of enregistrements) {
    if (e.genre !== 'rejet') continue
    lus.rejetes++
    if (e.cle === null) lus.rejetsSansCle++
    if (lus.rejets.length < REJETS_GARDES) lus.rejets.push({ ligne: e.ligne, motif: e.motif })
  }
}

const origineDe = (nature: NatureFichier) => (nature === 'responsables' || nature === 'onde_responsables' ? 'responsables' : 'eleves')

type Fusion = {
  readonly compteurs: Omit<Compteurs, 'rejetes'>
  readonly rejets: readonly RejetImport[]
  readonly avertissements: readonly string[]
}

function fusionner(t: Travail, lus: Lus): Promise<Fusion> {
  switch (t.entete.nature) {
    case 'eleves':
    case 'onde_eleves':
      return verserEleves(t, lus)
    case 'responsables':
    case 'onde_responsables':
      return verserResponsables(t)
    case 'structures':
      return fusionnerStructures(t.session, t.etablissementId, lus.nombre.lu_structure).then((compteurs) => ({
        compteurs,
        rejets: [],
        avertissements: [],
      }))
  }
}

async function verserEleves({ session, etablissementId, entete, r, demande, db, cle }: Travail, lus: Lus): Promise<Fusion> {
  if (lus.nombre.lu_eleve === 0)
    throw new ErreurMetier(
      'invalide',
      'eleves.import_aucun_eleve',
      'Ce fichier ne contient aucun élève lisible : rien n’a changé. Refaites l’export « Élèves ».',
    )
  // ONDE n'a pas d'identifiant : une ligne illisible est peut-être celle d'un présent.
  const partants = demande.genre === 'siecle' || lus.rejetsSansCle === 0
  const bilan = await fusionnerEleves({
    session,
    etablissementId,
    source: demande.genre,
    jour: entete.dateExport ?? r.aujourdHui(),
    partants,
    avantMiseAJour: () => preparerDeplacements(session, etablissementId),
  })
  await acheverDeplacements(session, r.coffre, db, cle)
  await session.executer(`create temp table adresse_citee on commit drop as
    select l.adresse as cle from lu_eleve l join cible c on c.cle = l.cle and c.verdict in ('meme', 'reconnu', 'neuf') where l.adresse is not null`)
  await fusionnerAdresses(session, etablissementId, 'eleves')
  const { rejets, presentsAvant, ...compteurs } = bilan
  return { compteurs, rejets, avertissements: avertissementsEleves(bilan, partants) }
}

/** Au-delà de cette part de départs, l'export est sans doute incomplet ; choix d'Égide, un avertissement et non un refus. */
const PART_SUSPECTE = 0.5
const EFFECTIF_MIN = 20

function avertissementsEleves({ partis, presentsAvant }: BilanEleves, partants: boolean): string[] {
  const phrases: string[] = []
  if (presentsAvant >= EFFECTIF_MIN && partis > presentsAvant * PART_SUSPECTE)
    phrases.push(
      `${partis} élèves présents jusqu’ici sur ${presentsAvant} ne figurent plus dans ce fichier : vérifiez que l’export est complet, puis importez-le de nouveau.`,
    )
  if (!partants) phrases.push('Des lignes illisibles ne disent pas de quel élève il s’agit : aucun départ n’a été marqué.')
  return phrases
}

async function verserResponsables({ session, etablissementId, r, cle, demande }: Travail): Promise<Fusion> {
  const [connus] = await session.lignes<{ n: boolean }>(
    'select exists (select from eleves.eleve where etablissement_id = $1 and source <> $2) as n',
    [etablissementId, 'manuel'],
  )
  const { liensLus, liensConnus, rejets, ...compteurs } = await fusionnerResponsables(session, r.coffre, cle, demande.genre === 'onde')
  if (!connus?.n || (liensLus > 0 && liensConnus === 0))
    throw new ErreurMetier(
      'invalide',
      'eleves.import_eleves_d_abord',
      'Aucun élève de ce fichier n’est connu d’Égide : importez d’abord le fichier « Élèves » du même établissement, puis celui-ci.',
    )
  await session.executer(`create temp table adresse_citee on commit drop as
    select p.adresse as cle from lu_personne p where p.adresse is not null and exists (select from lien_vu l where l.cle_personne = p.cle and l.homonymes = 1)`)
  await fusionnerAdresses(session, etablissementId, 'responsables')
  return { compteurs: { ...compteurs, aConfirmer: 0 }, rejets, avertissements: [] }
}
