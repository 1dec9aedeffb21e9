import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync, renameSync, rmdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as attendre } from 'node:timers/promises'
import type pg from 'pg'
import { ErreurMetier } from '../erreur.ts'
import type { Binaires } from './binaires.ts'
import { joindre, verrouiller } from './garde.ts'
import type { Identite } from './identite.ts'
import { environnement } from './initialiser.ts'
import { lireTemoin, tourne } from './pid.ts'
import { PORT } from './prise.ts'

/** Un serveur lancé par ce processus, ou repris. */
export type Serveur = {
  estMort(): boolean
  /** Le serveur mort, dit s'il y a lieu d'attendre (un autre a pris la place) ou lève ce que PostgreSQL a répondu. */
  exigerSuite(): void
  /** Veille sur le serveur par la connexion qui tient le verrou ; rend la fonction qui l'arrête. */
  garder(client: pg.Client, prise: string, surMort: (phrase: string) => void): () => Promise<void>
}

type Lancement = {
  readonly dossier: string
  readonly grappe: string
  readonly prise: string
  readonly binaires: Binaires
  readonly identite: Identite
  readonly reglages: Readonly<Record<string, string>>
}

const JOURNAL_MAX = 1_000_000
const DELAI_ARRET_MS = 30_000
const DELAI_RETABLISSEMENT_MS = 20_000

/**
 * Réglages de service. Le journal tait les erreurs de requêtes (`log` passe au-dessus d'`error`) : leurs messages
 * citent les valeurs saisies.
 */
const REGLAGES = {
  listen_addresses: '',
  unix_socket_permissions: '0700',
  port: String(PORT),
  timezone: 'UTC',
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  logging_collector: 'off',
}

/** Lance `postgres` dans sa propre session : un Ctrl-C au terminal ne l'atteint pas, c'est Égide qui l'arrête. */
export function lancerServeur({ dossier, grappe, prise, binaires, identite, reglages }: Lancement): Serveur {
  const tous = { ...REGLAGES, ...reglages, unix_socket_directories: prise }
  const args = ['-D', grappe, ...Object.entries(tous).flatMap(([nom, valeur]) => ['-c', `${nom}=${valeur}`])]
  const { programme, args: complets, options } = identite.commande(binaires.postgres, args)
  const journal = path.join(dossier, 'postgres.log')
  const debut = tourner(journal)
  const sortie = openSync(journal, 'a', 0o600)
  const fils = spawn(programme, complets, {
    ...options,
    cwd: grappe,
    env: environnement(),
    detached: true,
    stdio: ['ignore', 'ignore', sortie],
  })
  closeSync(sortie)
  // Un programme introuvable ou refusé n'émet que « error » : sans écouteur, il ferait tomber le processus.
  const etat = { mort: false, cause: '' }
  fils.on('error', (erreur) => Object.assign(etat, { mort: true, cause: erreur.message }))
  fils.on('exit', () => Object.assign(etat, { mort: true }))
  fils.unref()
  return {
    estMort: () => etat.mort,
    exigerSuite: () => exigerSuite({ journal, debut, cause: etat.cause, grappe }),
    garder: (client, maPrise, surMort) => veiller({ pid: pidDe(fils), grappe, prise: maPrise }, client, surMort),
  }
}

/** Un serveur laissé par un processus tué : on ne le connaît que par son témoin. */
export function serveurRepris(grappe: string): Serveur {
  const pid = lireTemoin(grappe)?.pid ?? -1
  return {
    estMort: () => !tourne(pid, grappe),
    exigerSuite: () => undefined,
    garder: (client, prise, surMort) => veiller({ pid, grappe, prise }, client, surMort),
  }
}

const pidDe = (fils: ChildProcess) => fils.pid ?? -1

/** Garde un seul journal précédent ; rend la taille du journal où le serveur va écrire. */
function tourner(journal: string): number {
  try {
    const { size } = statSync(journal)
    if (size < JOURNAL_MAX) return size
    renameSync(journal, `${journal}.1`)
  } catch {
    // Premier démarrage : pas encore de journal.
  }
  return 0
}

type Fin = { readonly journal: string; readonly debut: number; readonly cause: string; readonly grappe: string }

function exigerSuite({ journal, debut, cause, grappe }: Fin): void {
  const dit = readFileSync(journal).subarray(debut).toString('utf8')
  // Un autre serveur a pris la place, ou les processus d'un serveur tué finissent de mourir : il suffit d'attendre.
  if (/lock file "[^"]*" already exists|is still in use/.test(dit)) return
  if (/incompatible with server/.test(dit)) throw autreVersion(grappe)
  const fatales = dit.split('\n').filter((ligne) => /FATAL|PANIC|error/i.test(ligne))
  const reponse = cause || fatales.join(' ') || dit.trim().slice(-300)
  throw new ErreurMetier('invalide', 'postgres.demarrage', `PostgreSQL n’a pas pu démarrer. Il répond : ${reponse} (journal : ${journal})`)
}

function autreVersion(grappe: string): ErreurMetier {
  const version = readFileSync(path.join(grappe, 'PG_VERSION'), 'utf8').trim()
  return new ErreurMetier(
    'invalide',
    'postgres.version',
    `Les données de ${grappe} ont été créées par PostgreSQL ${version}, qu’Égide n’a pas ici : ouvrez-les avec la version d’Égide qui les a créées.`,
  )
}

type Cible = { readonly pid: number; readonly grappe: string; readonly prise: string }

/**
 * Tient la connexion de garde. Si elle tombe, le serveur a pu se rétablir seul (il le fait quand un de ses processus est
 * tué) : on la rouvre et l'on reprend le verrou ; sinon on dit qu'il est mort.
 */
function veiller(cible: Cible, premier: pg.Client, surMort: (phrase: string) => void): () => Promise<void> {
  let client = premier
  let arret: Promise<void> | undefined
  const tenir = (garde: pg.Client) => {
    client = garde
    desattacher(garde)
    garde.once('end', () => {
      if (arret === undefined) void retablir()
    })
  }
  const retablir = async () => {
    const suivant = await rejoindre(cible, () => arret !== undefined)
    if (arret !== undefined) await suivant?.end()
    else if (suivant === undefined)
      surMort('PostgreSQL s’est arrêté sans qu’Égide le lui demande. Relancez Égide ; rien de ce qui était enregistré n’est perdu.')
    else tenir(suivant)
  }
  tenir(premier)
  return () => {
    arret ??= eteindre(cible)
      .then(() => client.end().catch(() => undefined))
      .then(() => oterPriseCourte(cible))
    return arret
  }
}

async function rejoindre({ pid, prise, grappe }: Cible, abandonner: () => boolean): Promise<pg.Client | undefined> {
  const limite = Date.now() + DELAI_RETABLISSEMENT_MS
  while (Date.now() < limite && tourne(pid, grappe) && !abandonner()) {
    const contact = await joindre(prise, grappe).catch(() => 'absent' as const)
    if (typeof contact !== 'string') return (await verrouiller(contact)) ? contact : undefined
    await attendre(50)
  }
  return undefined
}

/** Ni la garde ni le serveur ne retiennent à eux seuls le processus en vie. */
function desattacher(client: pg.Client): void {
  // Présente dans pg, absente de ses types.
  ;(client as pg.Client & { unref(): void }).unref()
}

/** Arrêt « fast » : les transactions en cours sont annulées, les autres sont sur le disque. « immediate » passé le délai. */
async function eteindre({ pid, grappe }: Cible): Promise<void> {
  const limite = Date.now() + DELAI_ARRET_MS
  let signal: NodeJS.Signals | undefined = 'SIGINT'
  while (tourne(pid, grappe)) {
    if (signal !== undefined) signaler(pid, signal)
    signal = Date.now() > limite ? 'SIGQUIT' : undefined
    await attendre(10)
  }
}

/** Le dossier court d'une prise n'a plus d'objet ; celui des données, lui, n'est pas vide et reste. */
function oterPriseCourte({ prise }: Cible): void {
  try {
    rmdirSync(prise)
  } catch {
    // Non vide, ou déjà ôté.
  }
}

function signaler(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // Déjà mort : c'est ce qu'on voulait.
  }
}
