import type { Identite } from '#socle/http/application.ts'
import type { Echange, Reponse } from '#socle/http/route.ts'
import { pageDeCompletion } from './completer.route.tsx'
import { listComptesDemonstration } from './identification.requetes.ts'
import { sessionDe } from './identifier.cas.ts'
import type { ReglagesSecurite } from './reglages.ts'
import { pageDOrigine, reponseConnexion, reponseDeverrouiller, veutJson } from './reponses.vue.tsx'
import { cheminLocal, versAvecRetour } from './retour.ts'
import { sceller } from './scelle.ts'
import { findAgentDuJeton, jetonDe } from './session.requetes.ts'
import { champsDuCorps, type EnvoiRetenu, REPRISE_HEURES, REPRISE_MAX, type Suite } from './suite.ts'

/**
 * Répond à qui n'a pas de session, l'a verrouillée ou doit compléter son compte. Un envoi reçu alors n'est pas perdu : scellé pour
 * le seul agent à qui était la session, il revient dans la page et repartira une fois son identité prouvée.
 */
export function retenir(r: ReglagesSecurite): (echange: Echange, identite: Identite) => Promise<Reponse> {
  return async (e, identite) => {
    if (veutJson(e)) return reponseJson(identite)
    const retour = e.methode === 'GET' ? cheminLocal(e.requete.url) : pageDOrigine(e)
    if (identite.etat === 'a_completer') return completer(e, r, retour)
    if (e.methode === 'GET')
      return { genre: 'redirection', vers: versAvecRetour(identite.etat === 'verrouillee' ? '/deverrouiller' : '/connexion', retour) }
    if (identite.etat === 'verrouillee') return reponseDeverrouiller(suiteDe(e, retour, identite.agent.id), 423)
    const jeton = jetonDe(e.requete)
    const agentId = jeton === null ? null : await findAgentDuJeton(e.moteur.db, jeton)
    const suite = agentId === null ? { retour, reprise: '' } : suiteDe(e, retour, agentId)
    const comptes = r.demonstration ? await listComptesDemonstration(e.moteur.db) : []
    return reponseConnexion(comptes, suite, { statut: 401, raison: suite.reprise === '' ? 'saisie_non_gardee' : 'expiree' })
  }
}

function reponseJson(identite: Identite): Reponse {
  if (identite.etat === 'verrouillee') return { genre: 'json', statut: 423, corps: { message: 'L’écran est verrouillé.' } }
  return { genre: 'json', statut: 401, corps: { message: 'Reconnectez-vous.' } }
}

async function completer(e: Echange, r: ReglagesSecurite, retour: string): Promise<Reponse> {
  const session = await sessionDe(e.moteur, r, e.requete)
  if (session && e.methode === 'POST') return pageDeCompletion(e, session, suiteDe(e, retour, session.agentId), 401)
  return { genre: 'redirection', vers: versAvecRetour(session?.aChanger ? '/compte/mot-de-passe' : '/compte/double-verification', retour) }
}

/** Un dépôt de fichier n'est pas gardé : il se choisit de nouveau. Un envoi démesuré ne tiendrait pas dans la page. */
function suiteDe(e: Echange, retour: string, agentId: string): Suite {
  if (e.requete.isMultipart()) return { retour, reprise: '' }
  const envoi: EnvoiRetenu = { chemin: cheminLocal(e.requete.url), champs: champsDuCorps(e.corps) }
  const jusque = new Date(e.moteur.maintenant().getTime() + REPRISE_HEURES * 3_600_000)
  const reprise = sceller(e.moteur.coffre, 'reprise', agentId, envoi, jusque)
  return { retour, reprise: reprise.length > REPRISE_MAX ? '' : reprise }
}
