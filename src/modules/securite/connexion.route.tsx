import type { Echange, Reponse, Route } from '#socle/http/route.ts'
import { appareilDe } from './appareil.ts'
import { listComptesDemonstration } from './identification.requetes.ts'
import { etatDe, sessionDe } from './identifier.cas.ts'
import { limiteParAdresse } from './limite-adresse.ts'
import { ouvrirSession, type Preuve, prouverCode, prouverMotDePasse } from './ouvrir-session.cas.ts'
import type { ReglagesSecurite } from './reglages.ts'
import { poursuivre, reponseCode, reponseConnexion, temoinDe, texteDe } from './reponses.vue.tsx'
import { lireSuite, type Suite } from './suite.ts'

const REFUS =
  'Identifiant ou mot de passe non reconnu. Vérifiez-les ; après plusieurs échecs, Égide fait attendre de plus en plus longtemps : patientez alors quelques minutes.'
const REFUS_CODE =
  'Code non reconnu. Un code ne sert qu’une fois : attendez le suivant. Après plusieurs échecs, patientez quelques minutes.'
const REFUS_ADRESSE = 'Trop d’échecs depuis ce réseau. Attendez dix minutes, puis recommencez.'
const PERIMEE = 'Vous avez mis trop de temps entre les deux étapes. Recommencez.'

const comptesDe = (e: Echange, r: ReglagesSecurite) => (r.demonstration ? listComptesDemonstration(e.moteur.db) : Promise.resolve([]))

/** `/connexion` et `/connexion/code`. */
export function routesConnexion(r: ReglagesSecurite): readonly Route[] {
  const limite = limiteParAdresse()

  const entrer = async (e: Echange, preuve: Preuve & { etat: 'prouvee' }, suite: Suite): Promise<Reponse> => {
    const ancienne = await sessionDe(e.moteur, r, e.requete)
    const jeton = await ouvrirSession(e.moteur, r, preuve, appareilDe(e.requete.headers['user-agent']), ancienne)
    return poursuivre(e.moteur.coffre, e.moteur.maintenant(), preuve.agentId, suite, [temoinDe(jeton)])
  }
  const refuser = async (e: Echange, suite: Suite, general: string): Promise<Reponse> => {
    const valeurs = { identifiant: texteDe(e.corps.identifiant) }
    return reponseConnexion(await comptesDe(e, r), suite, {
      statut: general === REFUS_ADRESSE ? 429 : 422,
      etat: { valeurs, erreurs: {}, general },
    })
  }

  const connexion: Route = {
    chemin: '/connexion',
    methodes: ['GET', 'POST'],
    acces: 'public',
    async traiter(e) {
      if (e.methode === 'GET') {
        const suite = lireSuite(e.question)
        const session = await sessionDe(e.moteur, r, e.requete)
        if (session && etatDe(session) === 'ouverte') return { genre: 'redirection', vers: suite.retour }
        return reponseConnexion(
          await comptesDe(e, r),
          { ...suite, reprise: '' },
          { raison: e.question.deconnexion === undefined ? 'aucune' : 'deconnectee' },
        )
      }
      const suite = lireSuite(e.corps)
      if (limite.depassee(e.requete.ip, e.moteur.maintenant())) return refuser(e, suite, REFUS_ADRESSE)
      const preuve = await prouverMotDePasse(e.moteur, r, texteDe(e.corps.identifiant), texteDe(e.corps.motDePasse))
      if (preuve.etat === 'prouvee') return entrer(e, preuve, suite)
      if (preuve.etat === 'code_attendu') return reponseCode(suite, preuve.etape)
      limite.noter(e.requete.ip, e.moteur.maintenant())
      return refuser(e, suite, REFUS)
    },
  }

  const code: Route = {
    chemin: '/connexion/code',
    methodes: ['GET', 'POST'],
    acces: 'public',
    async traiter(e) {
      if (e.methode === 'GET') return { genre: 'redirection', vers: '/connexion' }
      const suite = lireSuite(e.corps)
      if (limite.depassee(e.requete.ip, e.moteur.maintenant())) return refuser(e, suite, REFUS_ADRESSE)
      const preuve = await prouverCode(e.moteur, r, e.corps.etape, texteDe(e.corps.code).slice(0, 40))
      if (preuve === null) return refuser(e, suite, PERIMEE)
      if (preuve.etat === 'prouvee') return entrer(e, preuve, suite)
      limite.noter(e.requete.ip, e.moteur.maintenant())
      return reponseCode(suite, texteDe(e.corps.etape), 422, { valeurs: {}, erreurs: { code: REFUS_CODE } })
    },
  }
  return [connexion, code]
}
