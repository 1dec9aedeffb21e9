import type { FastifyRequest } from 'fastify'
import type { VNode } from 'preact'
import { z } from 'zod'
import type { Etat } from '#ui/etat.ts'
import type { Agent, Fonction } from '../agent.ts'
import { type CasUsage, jourDeParis, lancer, type Moteur } from '../cas-usage.ts'
import { ErreurMetier } from '../erreur.ts'

/** Qui entre : tout le monde, tout agent connecté, ou les seules fonctions citées. */
export type Acces = 'public' | 'tout_agent' | readonly [Fonction, ...Fonction[]]

export type Valeurs = Readonly<Record<string, unknown>>

/** Une requête, débarrassée de HTTP. `agent` n'est null que sur une route publique. */
export type Echange = {
  readonly methode: 'GET' | 'POST'
  readonly chemin: string
  readonly params: Readonly<Record<string, string>>
  readonly question: Valeurs
  readonly corps: Valeurs
  readonly agent: Agent | null
  readonly moteur: Moteur
  readonly requete: FastifyRequest
}
export type EchangeIdentifie = Echange & { readonly agent: Agent }

export type Temoin = { readonly nom: string; readonly valeur: string; readonly dureeSecondes: number }

/** Un document remis au navigateur, sous un nom neutre. */
export type Document = { readonly type: string; readonly nom: string; readonly octets: Uint8Array }

export type Reponse =
  | {
      readonly genre: 'page'
      readonly statut: number
      readonly titre: string
      readonly contenu: VNode
      readonly nue?: boolean
      readonly temoins?: readonly Temoin[]
    }
  | { readonly genre: 'redirection'; readonly vers: string; readonly temoins?: readonly Temoin[] }
  | ({ readonly genre: 'fichier' } & Document)
  | { readonly genre: 'json'; readonly statut: number; readonly corps: unknown; readonly temoins?: readonly Temoin[] }

/** Une route déclare son `acces` ou ne compile pas. Hors droit, elle répond comme si elle n'existait pas. */
export type Route = {
  readonly chemin: `/${string}`
  readonly methodes: readonly ('GET' | 'POST')[]
  readonly acces: Acces
  readonly traiter: (echange: Echange) => Promise<Reponse>
}

/** L'état d'un formulaire, et la clé qui rend son double envoi sans effet. */
export type EtatFormulaire = Etat & { readonly cleIdempotence: string }

/** Ce qu'une vue sait de son contexte, en plus de ses données. */
export type Vue<Donnees> = {
  readonly donnees: Donnees
  readonly agent: Agent
  readonly aujourdHui: string
  readonly maintenant: Date
  readonly etat: EtatFormulaire
}

type CasQuelconque<Resultat> = CasUsage<z.ZodType, unknown, Resultat>
const general = <S extends z.ZodType, C, R>(cas: CasUsage<S, C, R>) => cas as unknown as CasQuelconque<R>

/** Le titre est générique : jamais un nom ni une donnée, il paraît dans l'onglet et l'historique du navigateur. */
type Commun = { readonly chemin: `/${string}`; readonly acces: Exclude<Acces, 'public'>; readonly titre: string }

/**
 * Page de lecture : un cas d'usage, donc une politique et une ligne au journal. `envoi` : la page répond aussi à un POST, pour une
 * question qui ne doit pas paraître dans l'adresse (une recherche par le nom).
 */
export function page<S extends z.ZodType, C, R>(
  p: Commun & { readonly cas: CasUsage<S, C, R>; readonly envoi?: true; readonly afficher: (vue: Vue<R>) => VNode },
): Route {
  return {
    chemin: p.chemin,
    methodes: p.envoi ? ['GET', 'POST'] : ['GET'],
    acces: p.acces,
    async traiter(brut) {
      const e = identifie(brut)
      const donnees = await lancer(e.moteur, e.agent, general(p.cas), questionDe(e))
      return { genre: 'page', statut: 200, titre: p.titre, contenu: p.afficher(vueDe(e, donnees, etatVide(e.moteur))) }
    },
  }
}

const questionDe = (e: Echange): Valeurs => ({ ...e.question, ...e.corps, ...e.params })

/**
 * Page et formulaire d'un même cas d'usage : GET 200 ; envoi à corriger 422, la saisie et les erreurs rendues ; envoi
 * accepté 303. Rien de ce qui est tapé ne se perd ni ne passe en session.
 */
export function formulaire<SP extends z.ZodType, CP, P, S extends z.ZodType, C, R>(
  f: Commun & {
    readonly preparer: CasUsage<SP, CP, P>
    readonly cas: CasUsage<S, C, R>
    readonly afficher: (vue: Vue<P>) => VNode
    /** Où mener ensuite, ou le document à remettre : la page reste alors telle qu'elle est. */
    readonly apres: (resultat: R, params: Readonly<Record<string, string>>) => string | Document
    /** Valeurs proposées à l'ouverture (date du jour, brouillon…). */
    readonly initiales?: (donnees: P, aujourdHui: string) => Etat['valeurs']
  },
): Route {
  const rendre = async (e: EchangeIdentifie, etat: (donnees: P) => EtatFormulaire, statut: number): Promise<Reponse> => {
    const donnees = await lancer(e.moteur, e.agent, general(f.preparer), { ...e.question, ...e.params })
    return { genre: 'page', statut, titre: f.titre, contenu: f.afficher(vueDe(e, donnees, etat(donnees))) }
  }
  return {
    chemin: f.chemin,
    methodes: ['GET', 'POST'],
    acces: f.acces,
    async traiter(brut) {
      const e = identifie(brut)
      const vierge = etatVide(e.moteur)
      if (e.methode === 'GET')
        return rendre(e, (d) => ({ ...vierge, valeurs: f.initiales?.(d, jourDeParis(e.moteur.maintenant())) ?? {} }), 200)
      try {
        const resultat = await lancer(e.moteur, e.agent, general(f.cas), { ...e.corps, ...e.params })
        const suite = f.apres(resultat, e.params)
        return typeof suite === 'string' ? { genre: 'redirection', vers: suite } : { genre: 'fichier', ...suite }
      } catch (erreur) {
        const reprise = etatApres(erreur, e.corps, vierge)
        if (!reprise) throw erreur
        return rendre(e, () => reprise.etat, reprise.statut)
      }
    },
  }
}

/** Bouton seul : un POST, puis une redirection. */
export function action<S extends z.ZodType, C, R>(
  a: Omit<Commun, 'titre'> & {
    readonly cas: CasUsage<S, C, R>
    readonly apres: (resultat: R, params: Readonly<Record<string, string>>) => string
  },
): Route {
  return {
    chemin: a.chemin,
    methodes: ['POST'],
    acces: a.acces,
    async traiter(brut) {
      const e = identifie(brut)
      return { genre: 'redirection', vers: a.apres(await lancer(e.moteur, e.agent, general(a.cas), { ...e.corps, ...e.params }), e.params) }
    },
  }
}

/** Document remis au navigateur, jamais mis en cache. `nom` est neutre : il reste dans les téléchargements. */
export function fichier<S extends z.ZodType, C>(f: Omit<Commun, 'titre'> & { readonly cas: CasUsage<S, C, Document> }): Route {
  return {
    chemin: f.chemin,
    methodes: ['GET'],
    acces: f.acces,
    async traiter(brut) {
      const e = identifie(brut)
      return { genre: 'fichier', ...(await lancer(e.moteur, e.agent, general(f.cas), { ...e.question, ...e.params })) }
    },
  }
}

/** Réponse JSON pour les améliorations du navigateur ; la même page existe toujours sans JavaScript. `envoi` : voir `page`. */
export function donneesJson<S extends z.ZodType, C, R>(
  d: Omit<Commun, 'titre'> & { readonly cas: CasUsage<S, C, R>; readonly envoi?: true; readonly presenter: (resultat: R) => unknown },
): Route {
  return {
    chemin: d.chemin,
    methodes: [d.envoi ? 'POST' : 'GET'],
    acces: d.acces,
    async traiter(brut) {
      const e = identifie(brut)
      return { genre: 'json', statut: 200, corps: d.presenter(await lancer(e.moteur, e.agent, general(d.cas), questionDe(e))) }
    },
  }
}

export function identifie(echange: Echange): EchangeIdentifie {
  if (!echange.agent) throw new ErreurMetier('introuvable', 'http.introuvable', 'Cette page n’existe pas ou ne vous est pas accessible.')
  return { ...echange, agent: echange.agent }
}

export const etatVide = (moteur: Moteur): EtatFormulaire => ({ valeurs: {}, erreurs: {}, cleIdempotence: moteur.identifiant() })

function vueDe<D>(e: EchangeIdentifie, donnees: D, etat: EtatFormulaire): Vue<D> {
  const maintenant = e.moteur.maintenant()
  return { donnees, agent: e.agent, maintenant, aujourdHui: jourDeParis(maintenant), etat }
}

/** L'état à réafficher après un refus de saisie ; null si l'erreur n'en est pas un. */
export function etatApres(erreur: unknown, corps: Valeurs, vierge: EtatFormulaire): { etat: EtatFormulaire; statut: 409 | 422 } | null {
  const cle = typeof corps.cleIdempotence === 'string' ? corps.cleIdempotence : vierge.cleIdempotence
  const base = { valeurs: corps as Etat['valeurs'], cleIdempotence: cle }
  if (erreur instanceof z.ZodError) return { etat: { ...base, erreurs: messagesParChamp(erreur) }, statut: 422 }
  if (!(erreur instanceof ErreurMetier) || (erreur.genre !== 'invalide' && erreur.genre !== 'conflit')) return null
  const statut = erreur.genre === 'conflit' ? 409 : 422
  if (erreur.champ) return { etat: { ...base, erreurs: { [erreur.champ]: erreur.message } }, statut }
  // Une clé déjà consommée ne se présente pas deux fois : la correction repart avec une clé neuve.
  return { etat: { ...base, cleIdempotence: vierge.cleIdempotence, erreurs: {}, general: erreur.message }, statut }
}

const messagesParChamp = (erreur: z.ZodError): Record<string, string> =>
  Object.fromEntries(erreur.issues.toReversed().map((i) => [i.path.join('.') || 'formulaire', i.message]))
