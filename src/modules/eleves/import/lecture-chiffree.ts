import { ouvrirTrousseau, type Trousseau } from '#socle/coffre.ts'
import { ErreurMetier } from '#socle/erreur.ts'
import type { Enregistrement, Entete, NatureFichier, Rejet } from '../lecture/enregistrement.ts'
import { lireOnde } from '../lecture/onde.ts'
import { lireSiecle } from '../lecture/siecle.ts'
import { ecrireCopie, type Ligne, tailleDeCopie } from './lignes-copie.ts'
import { Lots, type TableLue } from './lots.ts'
import type { GenreFichier } from './rapport.ts'

/** Un fichier à lire et de quoi le chiffrer ; passe tel quel d'un fil à un autre. */
export type ALire = {
  readonly genre: GenreFichier
  readonly chemin: string
  readonly nature: NatureFichier
  readonly trousseau: Trousseau
  /** Liens de parenté qui révèlent une protection. */
  readonly proteges: readonly string[]
  readonly tailleMax?: number | undefined
}

/** Des lignes prêtes à copier : `octets` est une vue du tampon du morceau. */
export type Copie = { readonly table: TableLue; readonly lignes: number; readonly octets: Uint8Array }

/** Ce que rend la lecture, lot après lot. Le tampon se rend ou se réemploie une fois ses copies versées. */
export type Morceau = {
  readonly tampon: ArrayBuffer
  readonly copies: readonly Copie[]
  readonly rejets: readonly Rejet[]
  readonly octetsLus: number
  readonly octetsTotal: number
}

/** Place d'un lot ordinaire ; un lot plus grand prend un tampon à sa mesure. */
export const TAILLE_TAMPON = 1024 * 1024

const lecteur = (genre: GenreFichier) => (genre === 'siecle' ? lireSiecle : lireOnde)
const origineDe = (nature: NatureFichier) => (nature === 'responsables' || nature === 'onde_responsables' ? 'responsables' : 'eleves')

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
 * Lit et chiffre un fichier, lot par lot : la mémoire ne dépend pas de sa taille. `prendre` donne le tampon du prochain lot ; tant
 * qu'il n'en a pas, la lecture attend.
 *
 * @throws ErreurMetier une phrase si le fichier ne se lit pas
 */
export async function* lireEtChiffrer(
  { genre, chemin, nature, trousseau, proteges, tailleMax }: ALire,
  prendre: () => ArrayBuffer | Promise<ArrayBuffer>,
  signal?: AbortSignal,
): AsyncGenerator<Morceau> {
  const lots = new Lots({ ...ouvrirTrousseau(trousseau), origine: origineDe(nature), onde: genre === 'onde', proteges })
  const options = { ...(tailleMax === undefined ? {} : { tailleMax }), ...(signal ? { signal } : {}) }
  for await (const { enregistrements, octetsLus, octetsTotal } of lecteur(genre)(chemin, options)) {
    const lues = Object.entries(lots.preparer(enregistrements)) as [TableLue, Ligne[]][]
    const rejets = enregistrements.filter((e) => e.genre === 'rejet')
    yield { ...ranger(lues, await prendre()), rejets, octetsLus, octetsTotal }
  }
}

function ranger(lues: readonly [TableLue, Ligne[]][], libre: ArrayBuffer): Pick<Morceau, 'tampon' | 'copies'> {
  const tailles = lues.map(([, lignes]) => tailleDeCopie(lignes))
  const total = tailles.reduce((somme, taille) => somme + taille, 0)
  const tampon = total > libre.byteLength ? new ArrayBuffer(2 * total) : libre
  let debut = 0
  const copies = lues.map(([table, lignes], rang) => {
    const octets = new Uint8Array(tampon, debut, tailles[rang])
    ecrireCopie(lignes, octets)
    debut += octets.length
    return { table, lignes: lignes.length, octets }
  })
  return { tampon, copies }
}
