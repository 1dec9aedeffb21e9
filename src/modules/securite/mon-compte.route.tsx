import { lancer } from '#socle/cas-usage.ts'
import { action, identifie, page, type Reponse, type Route } from '#socle/http/route.ts'
import { prouverActuel } from './completer.route.tsx'
import {
  fermerMesAutresSessions,
  fermerUneSession,
  lireMesSessions,
  lireMonCompte,
  lireMonJournal,
  renouvelerCodes,
} from './mon-compte.cas.ts'
import { JOURNAL_MAX } from './mon-compte.requetes.ts'
import { PageMonCompte, PageMonJournal, PageSessions } from './mon-compte.vue.tsx'
import type { ReglagesSecurite } from './reglages.ts'
import { texteDe } from './reponses.vue.tsx'
import { PageCodesSecours, PageRenouvelerCodes } from './secrets.vue.tsx'

/** `/compte`, ses sessions, ses codes de secours, son journal. */
export function routesMonCompte(r: ReglagesSecurite): readonly Route[] {
  const codesDeSecours: Route = {
    chemin: '/compte/codes-de-secours',
    methodes: ['GET', 'POST'],
    acces: 'tout_agent',
    async traiter(brut) {
      const e = identifie(brut)
      const rendre = (contenu: Extract<Reponse, { genre: 'page' }>['contenu'], statut = 200): Reponse => ({
        genre: 'page',
        statut,
        titre: 'Codes de secours',
        contenu,
      })
      if (e.methode === 'GET') return rendre(<PageRenouvelerCodes />)
      if (!(await prouverActuel(e, r, e.agent.id, texteDe(e.corps.actuel))))
        return rendre(
          <PageRenouvelerCodes
            etat={{ valeurs: {}, erreurs: { actuel: 'Mot de passe non reconnu. Après plusieurs échecs, patientez quelques minutes.' } }}
          />,
          422,
        )
      const codes = await lancer(e.moteur, e.agent, renouvelerCodes, {})
      return rendre(<PageCodesSecours codes={codes} suite={{ retour: '/compte', reprise: '' }} envoi={null} />)
    },
  }
  return [
    page({
      chemin: '/compte',
      acces: 'tout_agent',
      titre: 'Mon compte',
      cas: lireMonCompte,
      afficher: ({ donnees }) => <PageMonCompte compte={donnees} />,
    }),
    page({
      chemin: '/compte/sessions',
      acces: 'tout_agent',
      titre: 'Mes sessions',
      cas: lireMesSessions,
      afficher: ({ donnees }) => <PageSessions {...donnees} />,
    }),
    action({
      chemin: '/compte/sessions/:sessionId/fermer',
      acces: 'tout_agent',
      cas: fermerUneSession,
      apres: () => '/compte/sessions?fait=1',
    }),
    action({
      chemin: '/compte/sessions/fermer-les-autres',
      acces: 'tout_agent',
      cas: fermerMesAutresSessions,
      apres: () => '/compte/sessions?fait=1',
    }),
    page({
      chemin: '/compte/journal',
      acces: 'tout_agent',
      titre: 'Mon journal',
      cas: lireMonJournal,
      afficher: ({ donnees }) => <PageMonJournal lignes={donnees} maximum={JOURNAL_MAX} />,
    }),
    codesDeSecours,
  ]
}
