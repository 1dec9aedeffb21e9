import { execFile } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, renameSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { ErreurMetier } from '../erreur.ts'
import type { Binaires } from './binaires.ts'
import { donner, type Identite } from './identite.ts'
import { temoinVivant } from './pid.ts'

/** Sous-dossier des fichiers de PostgreSQL. */
export const GRAPPE = 'grappe'
const NAISSANCE = 'naissance-'
const ABANDON_MS = 10 * 60_000

/**
 * Crée, s'il manque, le dossier d'Égide (0700) et le donne à l'identité qui fera tourner PostgreSQL.
 *
 * @returns son chemin réel
 * @throws ErreurMetier `postgres.dossier` si l'on ne peut pas y écrire
 */
export function preparerDossier(dossier: string, identite: Identite): string {
  try {
    // Les dossiers parents gardent les droits ordinaires : un autre utilisateur peut avoir à les traverser.
    mkdirSync(path.dirname(path.resolve(dossier)), { recursive: true })
    mkdirSync(dossier, { recursive: true, mode: 0o700 })
    const reel = realpathSync(dossier)
    chmodSync(reel, 0o700)
    // Un serveur vivant garde ses fichiers sous l'identité qu'il a.
    if (!temoinVivant(path.join(reel, GRAPPE))) donner(reel, identite)
    return reel
  } catch (erreur) {
    const { code } = erreur as NodeJS.ErrnoException
    throw new ErreurMetier('invalide', 'postgres.dossier', `Égide ne peut pas écrire ses données dans ${path.resolve(dossier)} (${code}).`)
  }
}

/**
 * Crée la grappe si elle manque. Elle naît dans un dossier à part et n'est mise en place qu'entière : un arrêt au
 * milieu ne laisse rien d'inutilisable, et deux naissances simultanées n'en gardent qu'une.
 */
export async function initialiser(grappe: string, binaires: Binaires, identite: Identite, durable: boolean): Promise<void> {
  if (existsSync(path.join(grappe, 'PG_VERSION'))) return
  const dossier = path.dirname(grappe)
  oublierAbandons(dossier)
  const berceau = mkdtempSync(path.join(dossier, NAISSANCE))
  donner(berceau, identite)
  await initdb(berceau, binaires, identite, durable)
  try {
    renameSync(berceau, grappe)
  } catch (erreur) {
    rmSync(berceau, { recursive: true, force: true })
    if (!existsSync(path.join(grappe, 'PG_VERSION'))) throw erreur
  }
}

async function initdb(berceau: string, binaires: Binaires, identite: Identite, durable: boolean): Promise<void> {
  const args = ['-D', berceau, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-instructions', ...(durable ? [] : ['-N'])]
  const { programme, args: tous, options } = identite.commande(binaires.initdb, args)
  try {
    const { uid, gid } = options
    await promisify(execFile)(programme, tous, { cwd: berceau, env: environnement(), ...(uid && gid ? { uid, gid } : {}) })
  } catch (erreur) {
    rmSync(berceau, { recursive: true, force: true })
    throw creationImpossible(erreur)
  }
}

/** Une création tuée avant la fin ne gêne personne ; on l'ôte quand elle est assez vieille pour ne plus être en cours. */
function oublierAbandons(dossier: string): void {
  for (const nom of readdirSync(dossier).filter((n) => n.startsWith(NAISSANCE))) {
    const chemin = path.join(dossier, nom)
    if (Date.now() - statSync(chemin).mtimeMs > ABANDON_MS) rmSync(chemin, { recursive: true, force: true })
  }
}

/** Environnement des programmes de PostgreSQL : sans les réglages `PG…` du poste, et en anglais, pour lire leurs messages. */
export function environnement(): NodeJS.ProcessEnv {
  const garde = Object.entries(process.env).filter(([nom]) => !/^(PG|LC_|LANG)/.test(nom))
  return { ...Object.fromEntries(garde), LC_ALL: 'C', TZ: 'UTC' }
}

function creationImpossible(erreur: unknown): ErreurMetier {
  const { stderr = '', message = '' } = erreur as { stderr?: string; message?: string }
  const dit = (stderr || message).trim().split('\n').slice(-3).join(' ')
  return new ErreurMetier('invalide', 'postgres.creation', `La base de données d’Égide n’a pas pu être créée. initdb répond : ${dit}`)
}
