import { randomUUID } from 'node:crypto'
import compress from '@fastify/compress'
import cookie from '@fastify/cookie'
import formbody from '@fastify/formbody'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import statique from '@fastify/static'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import type { VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { z } from 'zod'
import type { Agent } from '../agent.ts'
import type { Moteur } from '../cas-usage.ts'
import { ErreurMetier, type GenreErreur } from '../erreur.ts'
import { decrirePanne, type JournalTechnique } from '../journal-technique.ts'
import { mesurer } from '../mesures.ts'
import { arreterSansAttendre } from './arret.ts'
import { poserEntetes, refuserAutreOrigine } from './entetes.ts'
import type { Echange, Reponse, Route, Temoin } from './route.ts'

/** Ce que la session dit de la requête. */
export type Identite = { readonly etat: 'anonyme' } | { readonly etat: 'ouverte' | 'verrouillee' | 'a_completer'; readonly agent: Agent }

export type PageARendre = {
  readonly titre: string
  readonly contenu: VNode
  readonly agent: Agent | null
  readonly chemin: string
  readonly message: string | undefined
  readonly nue: boolean
  /** L'agent a demandé, sur ce poste, que les noms soient masqués dès l'arrivée. */
  readonly nomsMasques: boolean
}

/** Ce que la composition fournit à l'application HTTP, qui ignore le métier. */
export type OptionsApplication = {
  readonly moteur: Moteur
  readonly routes: readonly Route[]
  readonly identifier: (requete: FastifyRequest) => Promise<Identite>
  readonly habiller: (page: PageARendre) => VNode
  readonly pageErreur: (erreur: { readonly statut: number; readonly message: string; readonly numero?: string }) => VNode
  /** Réponse à qui n'a pas de session, l'a verrouillée, ou doit d'abord compléter son compte. Rien de saisi ne s'y perd. */
  readonly retenir: (echange: Echange, identite: Identite) => Promise<Reponse>
  readonly journal: JournalTechnique
  readonly dossierStatique: string
  readonly adresse?: string | undefined
  readonly mesures?: boolean
  /** Taille d'un fichier déposé, en octets. */
  readonly depotMax: number
}

const STATUTS = { introuvable: 404, interdit: 403, conflit: 409, invalide: 422, trop: 429 } as const satisfies Record<GenreErreur, number>
const INTROUVABLE = 'Cette page n’existe pas ou ne vous est pas accessible.'
/** Taille d'un formulaire : plusieurs textes longs, jamais un fichier. */
const FORMULAIRE_MAX = 2 * 1024 * 1024

/** Assemble l'application : limites, en-têtes, statique, puis une entrée par route, dans l'ordre identité → droit → traitement. */
export async function creerApplication(o: OptionsApplication): Promise<FastifyInstance> {
  const app = Fastify({
    bodyLimit: FORMULAIRE_MAX,
    trustProxy: o.adresse !== undefined,
    routerOptions: { maxParamLength: 200 },
    // Adresse illisible ou démesurée : refusée avant toute route, avec notre page et non celle du serveur.
    frameworkErrors: (_erreur, requete, reponse) =>
      repondreErreur(o, requete, reponse, new ErreurMetier('introuvable', 'http.adresse', INTROUVABLE), null),
  })
  arreterSansAttendre(app)
  poserEntetes(app, o.adresse?.startsWith('https:') ?? false)
  await app.register(rateLimit, {
    max: 1200,
    timeWindow: '1 minute',
    allowList: (r) => r.url.startsWith('/statique/') || o.mesures === true,
  })
  await app.register(cookie)
  await app.register(formbody, { bodyLimit: FORMULAIRE_MAX })
  await app.register(multipart, { limits: { fileSize: o.depotMax, fields: 50, fieldSize: FORMULAIRE_MAX } })
  await app.register(compress, { threshold: 2048, encodings: ['gzip', 'identity'] })
  await app.register(statique, {
    root: o.dossierStatique,
    prefix: '/statique/',
    preCompressed: true,
    immutable: true,
    maxAge: '365d',
    index: false,
    dotfiles: 'deny',
  })
  app.setNotFoundHandler(async (requete, reponse) => {
    // Même page qu'hors droit, pour qui est connecté : on ne devine pas les adresses qui existent.
    const identite = await o.identifier(requete)
    const agent = identite.etat === 'ouverte' ? identite.agent : null
    return repondreErreur(o, requete, reponse, new ErreurMetier('introuvable', 'http.introuvable', INTROUVABLE), agent)
  })
  app.setErrorHandler((erreur, requete, reponse) => repondreErreur(o, requete, reponse, erreur, null))
  app.addHook('onResponse', async (requete, reponse) => {
    o.journal({
      type: 'requete',
      methode: requete.method,
      chemin: requete.routeOptions.url ?? '(inconnue)',
      statut: reponse.statusCode,
      dureeMs: Math.round(reponse.elapsedTime),
    })
  })
  for (const route of o.routes) brancher(app, o, route)
  return app
}

function brancher(app: FastifyInstance, o: OptionsApplication, route: Route): void {
  app.route({
    method: [...route.methodes],
    url: route.chemin,
    handler: (requete, reponse) =>
      mesurer(async (mesure) => {
        const debut = performance.now()
        const identite = await o.identifier(requete)
        const echange = echangeDe(o, requete, identite)
        try {
          refuserAutreOrigine(requete, o.adresse)
          const resultat = await traiter(o, route, echange, identite)
          const corps = preparer(o, requete, reponse, resultat, echange.agent)
          if (o.mesures)
            reponse.header(
              'server-timing',
              `total;dur=${(performance.now() - debut).toFixed(3)}, sql;dur=${mesure.sqlMs.toFixed(3)};desc="${mesure.requetes}"`,
            )
          return reponse.send(corps)
        } catch (erreur) {
          return repondreErreur(o, requete, reponse, erreur, echange.agent)
        }
      }),
  })
}

/** Premier anneau. Sans session : la connexion. Avec, mais sans le droit : la page n'existe pas. */
async function traiter(o: OptionsApplication, route: Route, echange: Echange, identite: Identite): Promise<Reponse> {
  if (route.acces === 'public') return route.traiter(echange)
  if (identite.etat !== 'ouverte') return o.retenir(echange, identite)
  const { fonctions } = identite.agent
  if (route.acces !== 'tout_agent' && !route.acces.some((f) => fonctions.has(f)))
    throw new ErreurMetier('introuvable', 'http.hors_droit', INTROUVABLE)
  return route.traiter(echange)
}

function echangeDe(o: OptionsApplication, requete: FastifyRequest, identite: Identite): Echange {
  return {
    methode: requete.method === 'POST' ? 'POST' : 'GET',
    chemin: requete.url.split('?')[0] ?? '/',
    params: requete.params as Echange['params'],
    question: requete.query as Echange['question'],
    corps: requete.isMultipart() ? {} : ((requete.body ?? {}) as Echange['corps']),
    agent: identite.etat === 'anonyme' ? null : identite.agent,
    moteur: o.moteur,
    requete,
  }
}

function preparer(o: OptionsApplication, requete: FastifyRequest, reponse: FastifyReply, r: Reponse, agent: Agent | null): string | Buffer {
  if ('temoins' in r) for (const t of r.temoins ?? []) poserTemoin(reponse, t)
  switch (r.genre) {
    case 'page':
      reponse.code(r.statut).type('text/html; charset=utf-8')
      return rendre(o, {
        titre: r.titre,
        contenu: r.contenu,
        agent,
        chemin: requete.url.split('?')[0] ?? '/',
        message: messageDe(requete),
        nue: r.nue ?? false,
        nomsMasques: nomsMasques(requete),
      })
    case 'redirection':
      reponse.code(303).header('location', r.vers)
      return ''
    case 'json':
      reponse.code(r.statut).type('application/json; charset=utf-8')
      return JSON.stringify(r.corps)
    case 'fichier':
      reponse.type(r.type).header('content-disposition', `attachment; filename="${r.nom.replace(/[^\w.-]/g, '_')}"`)
      return Buffer.from(r.octets)
  }
}

const rendre = (o: OptionsApplication, p: PageARendre): string => `<!doctype html>${renderToString(o.habiller(p))}`

/** `__Host-` : lié à cet hôte, envoyé en clair jamais, illisible aux scripts, jamais depuis un autre site. Durée 0 : effacé. */
function poserTemoin(reponse: FastifyReply, t: Temoin): void {
  reponse.setCookie(`__Host-${t.nom}`, t.valeur, { path: '/', secure: true, httpOnly: true, sameSite: 'strict', maxAge: t.dureeSecondes })
}

const nomsMasques = (requete: FastifyRequest): boolean => requete.cookies?.egide_noms_masques === '1'

/** Après une redirection, « ?fait=… » dit que c'est enregistré ; la phrase ne dépend pas de ce qu'on y écrit. */
function messageDe(requete: FastifyRequest): string | undefined {
  return (requete.query as Record<string, unknown>).fait === undefined ? undefined : 'C’est enregistré.'
}

function repondreErreur(
  o: OptionsApplication,
  requete: FastifyRequest,
  reponse: FastifyReply,
  erreur: unknown,
  agent: Agent | null,
): FastifyReply {
  const chemin = requete.routeOptions.url ?? '(inconnue)'
  const e = enErreurMetier(erreur)
  const numero = e ? undefined : randomUUID().slice(0, 8)
  if (e) o.journal({ type: 'refus', code: e.code, chemin })
  else o.journal({ type: 'panne', numero: numero ?? '', chemin, ...decrirePanne(erreur) })
  const statut = e ? STATUTS[e.genre] : 500
  const message =
    e?.message ??
    'Une panne est survenue ; ce que vous avez enregistré auparavant est intact. Revenez en arrière et réessayez ; si elle persiste, donnez ce numéro à l’assistance.'
  reponse.code(statut)
  if (requete.headers.accept === 'application/json')
    return reponse.type('application/json; charset=utf-8').send(JSON.stringify({ message, numero }))
  const contenu = o.pageErreur({ statut, message, ...(numero === undefined ? {} : { numero }) })
  const page = {
    titre: statut === 404 ? 'Page introuvable' : 'Action impossible',
    contenu,
    agent,
    chemin: '',
    message: undefined,
    nue: agent === null,
    nomsMasques: nomsMasques(requete),
  }
  return reponse.type('text/html; charset=utf-8').send(rendre(o, page))
}

/** Les limites de Fastify et les paramètres mal formés sont des refus prévus ; le reste est une panne. */
function enErreurMetier(erreur: unknown): ErreurMetier | null {
  if (erreur instanceof ErreurMetier) return erreur
  if (erreur instanceof z.ZodError) return new ErreurMetier('introuvable', 'http.parametre', INTROUVABLE)
  const statut = typeof erreur === 'object' && erreur !== null && 'statusCode' in erreur ? erreur.statusCode : 500
  if (statut === 413)
    return new ErreurMetier(
      'invalide',
      'http.trop_gros',
      'Cet envoi est trop volumineux. Raccourcissez le texte ou choisissez un fichier plus petit, puis recommencez.',
    )
  if (statut === 429)
    return new ErreurMetier('trop', 'http.trop_de_requetes', 'Trop de demandes en peu de temps. Attendez une minute, puis recommencez.')
  if (typeof statut === 'number' && statut >= 400 && statut < 500)
    return new ErreurMetier('invalide', 'http.requete', 'Cette demande n’a pas pu être lue. Revenez en arrière et recommencez.')
  return null
}
