import type { Cle } from '#socle/coffre.ts'
import type { Db } from '#socle/db.ts'
import { ErreurMetier } from '#socle/erreur.ts'
import type { Entete } from '../lecture/enregistrement.ts'
import { type Avancement, charger, type Lus } from './charger-fichier.requetes.ts'
import { acheverDeplacements, preparerDeplacements } from './deplacements.requetes.ts'
import { trouverEtablissement } from './etablissement-attendu.requetes.ts'
import { fusionnerAdresses } from './fusion-adresses.requetes.ts'
import { type BilanEleves, fusionnerEleves } from './fusion-eleves.requetes.ts'
import { fusionnerResponsables } from './fusion-responsables.requetes.ts'
import { fusionnerStructures } from './fusion-structures.requetes.ts'
import type { LecteurDepot } from './lecteur-depot.ts'
import { anneeScolaireDe, type Compteurs, type GenreFichier, REJETS_GARDES, type RejetImport } from './rapport.ts'
import type { ReglagesImport } from './reglages.ts'
import type { SessionImport } from './session-import.requetes.ts'

export type Demande = {
  readonly importId: string
  readonly genre: GenreFichier
  readonly chemin: string
  /** Établissements dont le fichier est attendu ; null : tous ceux qu'Égide connaît. */
  readonly admis: readonly string[] | null
}

export type Resultat = {
  readonly etablissementId: string
  readonly compteurs: Compteurs
  readonly avertissements: readonly string[]
  readonly rejets: readonly RejetImport[]
}

/** Ce qu'un fichier attend des autres. `lire` : une place de lecture se libère. `fusionner` : ceux d'avant sont entrés, ou refusés. */
export type Tour = { readonly lire: () => Promise<unknown>; readonly fusionner: () => Promise<void> }

/** Un fichier à importer, et ce qui le relie aux autres. */
export type AImporter = {
  readonly r: ReglagesImport
  readonly demande: Demande
  readonly entete: Entete
  readonly db: Db
  readonly session: SessionImport
  readonly lecteur: LecteurDepot
  readonly avancement: Avancement
  readonly tour: Tour
  readonly conclure: (resultat: Resultat) => Promise<void>
}

/**
 * Importe un fichier en une transaction : tout, ou rien si la lecture échoue, si l'arrêt est demandé ou si le processus
 * meurt. Il se lit et se chiffre dans ses tables temporaires, puis attend son tour pour toucher aux élèves. `conclure` s'exécute
 * dans cette transaction : le compte rendu est vrai dès que les élèves le sont.
 *
 * @throws ErreurMetier une phrase qui dit quoi faire ; rien n'a changé
 */
export async function importerFichier(t: AImporter): Promise<Resultat> {
  const { r, db, session, demande, entete } = t
  const etablissementId = await trouverEtablissement(db, entete, demande.admis)
  const cle = await r.coffre.cleDe(db as Parameters<typeof r.coffre.cleDe>[0], 'etablissement', etablissementId)
  await t.tour.lire()
  const resultat = await session.enTransaction(async () => {
    const verse = await verser({ ...t, cle, etablissementId })
    r.signal?.throwIfAborted()
    await t.conclure(verse)
    return verse
  })
  await session.executer('select eleves.ranger_recherche()')
  return resultat
}

type Travail = AImporter & { readonly cle: Cle; readonly etablissementId: string }

/** Une fusion par établissement à la fois : la seconde attend la fin de la première. */
const VERROU = `select pg_advisory_xact_lock(hashtextextended('eleves.import ' || $1, 0))`

async function verser(t: Travail): Promise<Resultat> {
  const { session, demande, cle, entete, etablissementId, r } = t
  const { genre, chemin } = demande
  const aLire = { genre, chemin, nature: entete.nature, trousseau: r.coffre.trousseau(cle), tailleMax: r.tailleMax }
  const lus = await charger({ ...t, aLire, signal: r.signal })
  await t.tour.fusionner()
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
    etablissementId,
    compteurs: { ...fusion.compteurs, rejetes: lus.rejetes + fusion.rejets.length },
    avertissements,
    rejets,
  }
}

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
  await session.executer(`insert into adresse_citee (cle)
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
  await session.executer(`insert into adresse_citee (cle)
    select p.adresse as cle from lu_personne p where p.adresse is not null and exists (select from lien_vu l where l.cle_personne = p.cle and l.homonymes = 1)`)
  await fusionnerAdresses(session, etablissementId, 'responsables')
  return { compteurs: { ...compteurs, aConfirmer: 0 }, rejets, avertissements: [] }
}
