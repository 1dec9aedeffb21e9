import { setTimeout as attendre } from 'node:timers/promises'
import pg from 'pg'
import { PORT } from './prise.ts'

/** Nombre arbitraire, propre à Égide : le verrou consultatif qui dit « cette grappe a un maître ». */
const VERROU = 4_715_230_118
/** Un processus tué laisse au serveur le temps de s'en apercevoir avant que son verrou tombe. */
const PATIENCE_VERROU_MS = 2_000
/** `the database system is starting up` ou `shutting down`, et `too many clients`. */
const OCCUPE = new Set(['57P03', '53300'])
const ABSENT = new Set(['ENOENT', 'ECONNREFUSED', 'ENOTDIR', 'ECONNRESET', 'EPIPE'])

/** Une connexion de superutilisateur par la prise, ou pourquoi il n'y en a pas encore. */
export type Contact = pg.Client | 'absent' | 'occupe'

/**
 * Essaie une fois de joindre, par la prise du dossier `prise`, le serveur des données `grappe`.
 * Un serveur qui sert un autre dossier (données copiées pendant qu'il tournait) est tenu pour absent.
 */
export async function joindre(prise: string, grappe: string): Promise<Contact> {
  const client = new pg.Client({
    host: prise,
    port: PORT,
    user: 'postgres',
    database: 'postgres',
    password: '',
    application_name: 'egide-garde',
    connectionTimeoutMillis: 5_000,
  })
  // Sans écouteur, une connexion coupée ferait tomber le processus.
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rows } = await client.query<{ data_directory: string }>('show data_directory')
    if (rows[0]?.data_directory === grappe) return client
    await client.end()
    return 'absent'
  } catch (erreur) {
    return raison(erreur)
  }
}

function raison(erreur: unknown): 'absent' | 'occupe' {
  const code = (erreur as { code?: string }).code ?? ''
  if (ABSENT.has(code)) return 'absent'
  if (OCCUPE.has(code)) return 'occupe'
  // Une prise fermée pendant la poignée de main n'a pas de code : le serveur vient de mourir.
  if (erreur instanceof Error && /terminated|timeout/i.test(erreur.message)) return 'absent'
  throw erreur
}

/**
 * Prend le verrou de maître de la grappe sur cette connexion. Le serveur le rend dès que la connexion tombe : il ne
 * survit ni à un kill -9, ni à un numéro de processus recyclé.
 *
 * @returns faux si un autre processus le tient encore après deux secondes
 */
export async function verrouiller(client: pg.Client): Promise<boolean> {
  await client.query('set idle_session_timeout = 0')
  const limite = Date.now() + PATIENCE_VERROU_MS
  for (;;) {
    const { rows } = await client.query<{ pris: boolean }>('select pg_try_advisory_lock($1) as pris', [VERROU])
    if (rows[0]?.pris === true) return true
    if (Date.now() > limite) return false
    await attendre(50)
  }
}
