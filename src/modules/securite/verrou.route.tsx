import { enTransaction } from '#socle/cas-usage.ts'
import type { Route } from '#socle/http/route.ts'
import { ecrireJournal } from '#socle/journal.ts'
import { agentDe, sessionDe } from './identifier.cas.ts'
import { prouverPourDeverrouiller, rouvrirSession } from './ouvrir-session.cas.ts'
import type { ReglagesSecurite } from './reglages.ts'
import { pageDOrigine, poursuivre, reponseDeverrouiller, TEMOIN_EFFACE, temoinDe, texteDe, veutJson } from './reponses.vue.tsx'
import { versAvecRetour } from './retour.ts'
import { fermerSession, verrouillerSession } from './session.requetes.ts'
import { lireSuite } from './suite.ts'

const REFUS = 'Mot de passe ou code non reconnu. Après plusieurs échecs, patientez quelques minutes.'

/** `/verrouiller`, `/deverrouiller`, `/deconnexion`. Publiques : une session verrouillée doit pouvoir les atteindre. */
export function routesVerrou(r: ReglagesSecurite): readonly Route[] {
  const verrouiller: Route = {
    chemin: '/verrouiller',
    methodes: ['POST'],
    acces: 'public',
    async traiter(e) {
      const session = await sessionDe(e.moteur, r, e.requete)
      if (session && !session.verrouillee)
        await enTransaction(e.moteur, agentDe(session), async (contexte) => {
          await verrouillerSession(contexte.tx, session.sessionId)
          await ecrireJournal(contexte, 'securite.verrouiller', { cibleId: session.sessionId })
        })
      if (veutJson(e)) return { genre: 'json', statut: session ? 200 : 401, corps: {} }
      return { genre: 'redirection', vers: versAvecRetour(session ? '/deverrouiller' : '/connexion', pageDOrigine(e)) }
    },
  }

  const deverrouiller: Route = {
    chemin: '/deverrouiller',
    methodes: ['GET', 'POST'],
    acces: 'public',
    async traiter(e) {
      const suite = lireSuite(e.methode === 'GET' ? { retour: e.question.retour } : e.corps)
      const session = await sessionDe(e.moteur, r, e.requete)
      if (!session) {
        if (veutJson(e))
          return {
            genre: 'json',
            statut: 401,
            corps: { message: 'La session est terminée. Ouvrez Égide dans un autre onglet, connectez-vous, puis déverrouillez ici.' },
          }
        return { genre: 'redirection', vers: versAvecRetour('/connexion', suite.retour) }
      }
      if (e.methode === 'GET') return session.verrouillee ? reponseDeverrouiller(suite, 200) : { genre: 'redirection', vers: suite.retour }
      const saisi = texteDe(e.corps.motDePasse) || texteDe(e.corps.code)
      if (!(await prouverPourDeverrouiller(e.moteur, r, session.agentId, saisi))) {
        if (veutJson(e)) return { genre: 'json', statut: 422, corps: { message: REFUS } }
        return reponseDeverrouiller(suite, 422, { valeurs: {}, erreurs: { motDePasse: REFUS } })
      }
      const temoins = [temoinDe(await rouvrirSession(e.moteur, session, 'securite.deverrouiller'))]
      return veutJson(e)
        ? { genre: 'json', statut: 200, corps: {}, temoins }
        : poursuivre(e.moteur.coffre, e.moteur.maintenant(), session.agentId, suite, temoins)
    },
  }

  const deconnexion: Route = {
    chemin: '/deconnexion',
    methodes: ['POST'],
    acces: 'public',
    async traiter(e) {
      const session = await sessionDe(e.moteur, r, e.requete)
      if (session)
        await enTransaction(e.moteur, agentDe(session), async (contexte) => {
          await fermerSession(contexte.tx, session.sessionId)
          await ecrireJournal(contexte, 'securite.fermer_session', { cibleId: session.sessionId })
        })
      return { genre: 'redirection', vers: '/connexion?deconnexion=1', temoins: [TEMOIN_EFFACE] }
    },
  }
  return [verrouiller, deverrouiller, deconnexion]
}
