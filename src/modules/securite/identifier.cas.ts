import type { FastifyRequest } from 'fastify'
import { unAgentDe } from '#socle/agent.ts'
import type { Moteur } from '#socle/cas-usage.ts'
import type { Identite } from '#socle/http/application.ts'
import type { ReglagesSecurite } from './reglages.ts'
import { jetonDe, lireSession, type SessionLue } from './session.requetes.ts'

/** La session lue pour cette requête ; les pages de connexion la redemandent sans second aller-retour. */
const lues = new WeakMap<FastifyRequest, SessionLue | null>()

export async function sessionDe(moteur: Moteur, reglages: ReglagesSecurite, requete: FastifyRequest): Promise<SessionLue | null> {
  const deja = lues.get(requete)
  if (deja !== undefined) return deja
  const jeton = jetonDe(requete)
  const session = jeton === null ? null : await lireSession(moteur.db, jeton, reglages)
  lues.set(requete, session)
  return session
}

export const agentDe = (s: SessionLue) => unAgentDe(s.agentId, s.nomAffiche, s.sessionId, s.affectations)

/** L'état d'une session ; le verrou prime, puis ce qui manque au compte. */
export function etatDe(s: SessionLue): 'ouverte' | 'verrouillee' | 'a_completer' {
  if (s.verrouillee) return 'verrouillee'
  return s.aChanger || s.aEnroler ? 'a_completer' : 'ouverte'
}

/** Dit qui parle, d'après son seul témoin de session, en un aller-retour SQL (aucun sans témoin). */
export function identifier(options: {
  readonly moteur: Moteur
  readonly reglages: ReglagesSecurite
}): (requete: FastifyRequest) => Promise<Identite> {
  return async (requete) => {
    const session = await sessionDe(options.moteur, options.reglages, requete)
    return session ? { etat: etatDe(session), agent: agentDe(session) } : { etat: 'anonyme' }
  }
}
