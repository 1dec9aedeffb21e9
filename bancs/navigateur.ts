import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { Agent, request } from 'node:http'
import { gunzipSync } from 'node:zlib'
import { MOT_DE_PASSE_DEMONSTRATION } from '#modules/securite/index.ts'
import { optionsNode } from './commun.ts'

/** Un serveur de banc, dans son processus. */
export type ServeurBanc = {
  readonly adresse: URL
  readonly url: string
  readonly processus: ChildProcess
  readonly arreter: () => Promise<void>
}

export async function lancerServeurBanc(dossier: string): Promise<ServeurBanc> {
  const processus = fork(new URL('./serveur.js', import.meta.url), [dossier], { execArgv: optionsNode() })
  const [pret] = (await Promise.race([once(processus, 'message'), once(processus, 'exit')])) as [{ adresse: string; url: string } | number]
  if (typeof pret !== 'object') throw new Error(`le serveur du banc s’est arrêté (${pret}) : ${dossier}`)
  return {
    adresse: new URL(pret.adresse.replace('localhost', '127.0.0.1')),
    url: pret.url,
    processus,
    async arreter() {
      processus.disconnect()
      await once(processus, 'exit')
    },
  }
}

export type Demande = { readonly methode: 'GET' | 'POST'; readonly chemin: string; readonly corps?: Readonly<Record<string, string>> }
export type Recu = {
  readonly statut: number
  readonly vers: string | undefined
  readonly temoin: string | undefined
  /** De l'envoi au dernier octet, en millisecondes. */
  readonly ms: number
  readonly serveurMs: number
  readonly sqlMs: number
  readonly requetesSql: number
  readonly octets: number
  readonly texte: () => string
}

/** Un navigateur nu, sur node:http : une connexion tenue ouverte, un témoin de session, gzip accepté, rien d'affiché. */
export class Navigateur {
  readonly #adresse: URL
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 })
  #temoin: string | undefined

  constructor(adresse: URL) {
    this.#adresse = adresse
  }

  /** Rend le témoin de la session ouverte. */
  async entrer(identifiant: string): Promise<string> {
    const recu = await this.demander({
      methode: 'POST',
      chemin: '/connexion',
      corps: { identifiant, motDePasse: MOT_DE_PASSE_DEMONSTRATION },
    })
    if (recu.statut !== 303 || !recu.temoin) throw new Error(`connexion refusée à ${identifiant} : ${recu.statut}`)
    this.#temoin = recu.temoin
    return recu.temoin
  }

  demander({ methode, chemin, corps }: Demande): Promise<Recu> {
    const envoi = corps === undefined ? undefined : new URLSearchParams(corps).toString()
    const depart = performance.now()
    return new Promise((tenir, rompre) => {
      const requete = request(
        {
          agent: this.#agent,
          host: this.#adresse.hostname,
          port: this.#adresse.port,
          method: methode,
          path: chemin,
          headers: {
            'accept-encoding': 'gzip',
            ...(this.#temoin ? { cookie: `__Host-egide=${this.#temoin}` } : {}),
            ...(envoi === undefined
              ? {}
              : {
                  origin: this.#adresse.origin,
                  'content-type': 'application/x-www-form-urlencoded',
                  'content-length': String(Buffer.byteLength(envoi)),
                }),
          },
        },
        (reponse) => {
          const morceaux: Buffer[] = []
          reponse.on('data', (m: Buffer) => morceaux.push(m))
          reponse.on('error', rompre)
          reponse.on('end', () => {
            const octets = Buffer.concat(morceaux)
            const [, serveur, sql, combien] =
              /total;dur=([\d.]+), sql;dur=([\d.]+);desc="(\d+)"/.exec(String(reponse.headers['server-timing'] ?? '')) ?? []
            tenir({
              statut: reponse.statusCode ?? 0,
              vers: reponse.headers.location,
              temoin: /__Host-egide=([^;]+)/.exec(String(reponse.headers['set-cookie'] ?? ''))?.[1],
              ms: performance.now() - depart,
              serveurMs: Number(serveur),
              sqlMs: Number(sql),
              requetesSql: Number(combien),
              octets: octets.length,
              texte: () => (reponse.headers['content-encoding'] === 'gzip' ? gunzipSync(octets) : octets).toString(),
            })
          })
        },
      )
      requete.on('error', rompre)
      requete.end(envoi)
    })
  }

  fermer(): void {
    this.#agent.destroy()
  }
}
