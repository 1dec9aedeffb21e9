import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import { CSP } from '#socle/http/entetes.ts'
import { DOSSIER_ACTIFS, PREFIXE_ACTIFS } from '#ui/actifs.ts'
import { rendreDocument } from '#ui/gabarit.tsx'
import { PAGES_VITRINE, pageVitrine } from './vitrine.tsx'

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}
export const MOT_DE_PASSE_VITRINE = 'correct cheval agrafe'

/** `recus` liste les envois, dans l’ordre : « /chemin corps ». */
export type ServeurVitrine = { readonly adresse: string; readonly recus: string[]; readonly fermer: () => Promise<void> }

async function lireCorps(requete: IncomingMessage): Promise<string> {
  const morceaux: Buffer[] = []
  for await (const morceau of requete) morceaux.push(morceau as Buffer)
  return Buffer.concat(morceaux).toString()
}

const enJson = (reponse: ServerResponse, statut: number, corps: unknown): void => {
  reponse.writeHead(statut, { 'content-type': 'application/json' }).end(JSON.stringify(corps))
}

async function repondreEnvoi(requete: IncomingMessage, reponse: ServerResponse, chemin: string, recus: string[]): Promise<void> {
  const corps = await lireCorps(requete)
  recus.push(`${chemin} ${corps}`)
  if (chemin === '/verrouiller') return enJson(reponse, 200, {})
  if (chemin === '/deverrouiller') {
    const juste = new URLSearchParams(corps).get('motDePasse') === MOT_DE_PASSE_VITRINE
    return enJson(reponse, juste ? 200 : 422, juste ? {} : { message: 'Ce mot de passe n’est pas le vôtre.' })
  }
  if (chemin === '/propositions') {
    const question = new URLSearchParams(corps)
    const q = question.get('q') ?? question.get('personne')
    const noms = ['Ada', 'Noé'].map((nom) => ({ libelle: `${nom} ${q}`, precision: '13 ans', href: `/trouve?${nom}` }))
    return enJson(reponse, 200, noms)
  }
  // Lent, pour laisser le temps d’un second clic.
  setTimeout(() => reponse.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<title>Reçu</title>'), 300)
}

function repondrePage(reponse: ServerResponse, chemin: string): void {
  if (chemin === '/avancement') {
    enJson(reponse, 200, { faites: 420, total: 1204, libelle: 'Lecture des élèves', fini: false })
    return
  }
  const nom = chemin.slice(1)
  reponse.setHeader('content-type', 'text/html; charset=utf-8')
  reponse.end(nom in PAGES_VITRINE ? rendreDocument(pageVitrine(nom as keyof typeof PAGES_VITRINE)) : '<title>Autre page</title>')
}

function ecouter(recus: string[]): Server {
  return createServer((requete, reponse) => {
    const { pathname } = new URL(requete.url ?? '/', 'http://localhost')
    reponse.setHeader('content-security-policy', CSP)
    if (requete.method === 'POST') return void repondreEnvoi(requete, reponse, pathname, recus)
    if (!pathname.startsWith(PREFIXE_ACTIFS)) return repondrePage(reponse, pathname)
    reponse.setHeader('content-type', TYPES[extname(pathname)] ?? 'application/octet-stream')
    reponse.end(readFileSync(join(DOSSIER_ACTIFS, pathname.slice(PREFIXE_ACTIFS.length))))
  })
}

/** Sert la vitrine et les fichiers construits, sous la vraie politique de sécurité, le temps d’un essai. */
export async function servirVitrine(): Promise<ServeurVitrine> {
  const recus: string[] = []
  const serveur = ecouter(recus)
  await new Promise<void>((suite) => serveur.listen(0, '127.0.0.1', suite))
  const { port } = serveur.address() as AddressInfo
  const fermer = () =>
    new Promise<void>((suite) => {
      serveur.close(() => suite())
      serveur.closeAllConnections()
    })
  return { adresse: `http://127.0.0.1:${port}`, recus, fermer }
}
