import { request } from 'node:http'
import { COMPTES, MOT_DE_PASSE_DEMONSTRATION } from './serveur-essai.ts'

export type ReponseHttp = {
  readonly statut: number
  readonly corps: string
  readonly vers: string | null
  readonly temoins: readonly string[]
}
type Demande = {
  readonly methode: 'GET' | 'POST'
  readonly chemin: string
  readonly corps?: Readonly<Record<string, string>> | string | Buffer
  readonly entetes?: Readonly<Record<string, string>>
}

/** Un client HTTP sans bienveillance : ni redirection suivie, ni en-tête imposé, hôte compris. */
export type ClientHttp = {
  readonly temoin: string | null
  readonly envoyer: (demande: Demande) => Promise<ReponseHttp>
  readonly lire: (chemin: string) => Promise<ReponseHttp>
  readonly poster: (chemin: string, corps?: Demande['corps']) => Promise<ReponseHttp>
}

export function unClient(adresse: string, temoin: string | null = null): ClientHttp {
  const envoyer = (demande: Demande): Promise<ReponseHttp> => envoyerBrut(adresse, temoin, demande)
  return {
    temoin,
    envoyer,
    lire: (chemin) => envoyer({ methode: 'GET', chemin }),
    poster: (chemin, corps = {}) => envoyer({ methode: 'POST', chemin, corps }),
  }
}

/** La session d'un compte de démonstration, ouverte par la vraie page de connexion. */
export async function connecter(adresse: string, compte: keyof typeof COMPTES | { readonly identifiant: string }): Promise<ClientHttp> {
  const identifiant = typeof compte === 'string' ? COMPTES[compte] : compte.identifiant
  const { statut, temoins } = await unClient(adresse).poster('/connexion', { identifiant, motDePasse: MOT_DE_PASSE_DEMONSTRATION })
  const temoin = temoins.find((t) => t.startsWith('__Host-egide='))?.split(';')[0]
  if (statut !== 303 || temoin === undefined) throw new Error(`Connexion refusée à ${identifiant} (${statut}).`)
  return unClient(adresse, temoin.slice('__Host-egide='.length))
}

function envoyerBrut(adresse: string, temoin: string | null, { methode, chemin, corps, entetes = {} }: Demande): Promise<ReponseHttp> {
  const { host, hostname, port } = new URL(adresse)
  const formulaire = typeof corps === 'string' || Buffer.isBuffer(corps) ? corps : new URLSearchParams(corps ?? {}).toString()
  const headers = {
    host,
    ...(methode === 'POST' ? { origin: `http://${host}`, 'content-type': 'application/x-www-form-urlencoded' } : {}),
    ...(temoin === null ? {} : { cookie: `__Host-egide=${temoin}` }),
    ...entetes,
  }
  return new Promise((resoudre, rejeter) => {
    const demande = request({ hostname, port, path: chemin, method: methode, headers }, (reponse) => {
      const morceaux: Buffer[] = []
      reponse.on('data', (m: Buffer) => morceaux.push(m))
      reponse.on('error', rejeter)
      reponse.on('end', () =>
        resoudre({
          statut: reponse.statusCode ?? 0,
          corps: Buffer.concat(morceaux).toString('utf8'),
          vers: reponse.headers.location ?? null,
          temoins: reponse.headers['set-cookie'] ?? [],
        }),
      )
    })
    demande.on('error', rejeter)
    demande.end(methode === 'POST' ? formulaire : undefined)
  })
}
