import { type SpawnOptions, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chownSync,
  cpSync,
  existsSync,
  lchownSync,
  lstatSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  statSync,
} from 'node:fs'
import path from 'node:path'
import { ErreurMetier } from '../erreur.ts'
import type { Binaires } from './binaires.ts'

/**
 * Sous quelle identité PostgreSQL s'exécute (il refuse d'être root) : `directe`, celle d'Égide ; `espace`, un espace de
 * noms où root porte un autre numéro ; `utilisateur`, un utilisateur ordinaire de la machine, à qui le dossier est donné.
 */
export type Mode = 'directe' | 'espace' | 'utilisateur'

export type Identite = {
  readonly mode: Mode
  /** Propriétaire que doivent avoir les fichiers, vu de l'extérieur. */
  readonly uid: number
  readonly gid: number
  /** Commande et options de lancement à donner à `spawn` pour exécuter `programme` sous cette identité. */
  commande(programme: string, args: readonly string[]): { programme: string; args: string[]; options: SpawnOptions }
}

type Compte = { readonly uid: number; readonly gid: number }

/**
 * Choisit l'identité de PostgreSQL. En root, l'espace de noms d'abord (les fichiers restent à root, rien n'est à
 * atteindre ailleurs) ; là où il est interdit, un utilisateur ordinaire.
 *
 * @param force mode imposé, pour les essais
 * @throws ErreurMetier `postgres.root` quand rien n'est possible
 */
export function choisirIdentite(force?: Mode): Identite {
  const uid = process.getuid?.() ?? 0
  if (uid !== 0 || force === 'directe') return directe(uid)
  const compte = compteOrdinaire()
  if (compte === undefined) throw rootImpossible('aucun utilisateur ordinaire n’existe sur cette machine')
  return force === 'espace' || (force === undefined && espacePermis(compte)) ? espace(compte) : utilisateur(compte)
}

const directe = (uid: number): Identite => ({
  mode: 'directe',
  uid,
  gid: process.getgid?.() ?? 0,
  commande: (programme, args) => ({ programme, args: [...args], options: {} }),
})

const espace = (compte: Compte): Identite => ({
  mode: 'espace',
  uid: 0,
  gid: 0,
  commande: (programme, args) => ({ programme: 'unshare', args: [...optionsEspace(compte), programme, ...args], options: {} }),
})

// Node change lui-même d'utilisateur dans le processus fils : ni `su` ni `setpriv` à trouver.
const utilisateur = (compte: Compte): Identite => ({
  mode: 'utilisateur',
  ...compte,
  commande: (programme, args) => ({ programme, args: [...args], options: { uid: compte.uid, gid: compte.gid } }),
})

// initdb cherche le nom de son utilisateur : le numéro porté dans l'espace de noms doit exister dans /etc/passwd.
const optionsEspace = ({ uid, gid }: Compte) => ['--user', `--map-user=${uid}`, `--map-group=${gid}`, '--']

function espacePermis(compte: Compte): boolean {
  return spawnSync('unshare', [...optionsEspace(compte), 'true'], { stdio: 'ignore' }).status === 0
}

/** `postgres` s'il existe, sinon `nobody`, sinon le premier compte qui n'est pas root. */
function compteOrdinaire(): Compte | undefined {
  if (!existsSync('/etc/passwd')) return undefined
  const comptes = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((ligne) => ligne.split(':'))
    .map(([nom = '', , uid = '', gid = '']) => ({ nom, uid: Number(uid), gid: Number(gid) }))
    .filter(({ uid, gid }) => uid > 0 && gid > 0)
  return comptes.find(({ nom }) => nom === 'postgres') ?? comptes.find(({ nom }) => nom === 'nobody') ?? comptes[0]
}

/** Donne `dossier` et ce qu'il contient à l'identité ; ne parcourt rien quand c'est déjà fait. */
export function donner(dossier: string, { uid, gid, mode }: Identite): void {
  if (mode === 'directe' || statSync(dossier).uid === uid) return
  donnerContenu(dossier, uid, gid)
  // Le dossier lui-même en dernier : son propriétaire dit que tout le reste est fait.
  chownSync(dossier, uid, gid)
}

function donnerContenu(dossier: string, uid: number, gid: number): void {
  for (const entree of readdirSync(dossier, { withFileTypes: true })) {
    const chemin = path.join(dossier, entree.name)
    if (entree.isDirectory()) donnerContenu(chemin, uid, gid)
    lchownSync(chemin, uid, gid)
  }
}

/**
 * Sous l'utilisateur ordinaire, les programmes et le dossier doivent pouvoir être atteints : les programmes sont copiés
 * dans le dossier s'ils ne le peuvent pas ; le dossier, on ne peut que le dire.
 */
export function rendreAtteignables(binaires: Binaires, dossier: string, identite: Identite): Binaires {
  if (identite.mode !== 'utilisateur') return binaires
  const obstacle = premierObstacle(path.dirname(realpathSync(dossier)))
  if (obstacle !== undefined) throw rootImpossible(`${obstacle} est fermé aux autres utilisateurs`)
  if (premierObstacle(realpathSync(binaires.racine)) === undefined) return binaires
  const copie = path.join(dossier, `binaires-${empreinte(binaires)}`)
  if (!existsSync(copie)) copierEntier(binaires.racine, copie)
  return { initdb: path.join(copie, 'bin', 'initdb'), postgres: path.join(copie, 'bin', 'postgres'), racine: copie }
}

function empreinte({ postgres }: Binaires): string {
  const { size, mtimeMs } = statSync(postgres)
  return createHash('sha256').update(`${postgres} ${size} ${mtimeMs}`).digest('hex').slice(0, 12)
}

function copierEntier(source: string, cible: string): void {
  const brouillon = `${cible}.${process.pid}`
  cpSync(source, brouillon, { recursive: true, verbatimSymlinks: true })
  renameSync(brouillon, cible)
}

/** Premier dossier du chemin, depuis la racine, que « les autres » ne peuvent traverser. */
function premierObstacle(chemin: string): string | undefined {
  const parent = path.dirname(chemin)
  const plusHaut = parent === chemin ? undefined : premierObstacle(parent)
  return plusHaut ?? ((lstatSync(chemin).mode & 0o001) === 0 ? chemin : undefined)
}

const rootImpossible = (raison: string) =>
  new ErreurMetier(
    'invalide',
    'postgres.root',
    `PostgreSQL refuse de s’exécuter en root et Égide ne peut pas lui donner une autre identité ici : ${raison}. ` +
      'Lancez Égide sous un utilisateur ordinaire, ou placez ses données ailleurs (par exemple EGIDE_DONNEES=/var/lib/egide), ' +
      'ou donnez-lui un PostgreSQL par DATABASE_URL.',
  )
