import { randomUUID } from 'node:crypto'
import { lancer } from '#socle/cas-usage.ts'
import { type EchangeIdentifie, etatApres, etatVide, formulaire, identifie, page, type Reponse, type Route } from '#socle/http/route.ts'
import { PageAffecter, PageClore, PageEquipe } from './affectations.vue.tsx'
import {
  affecterAgent,
  cloreAffectation,
  creerCompte,
  fermer,
  lireCompte,
  lireEquipe,
  listerComptes,
  preparerCloture,
  preparerReinitialisation,
  reinitialiser,
} from './comptes.cas.ts'
import { PageCompte, PageComptes } from './comptes.vue.tsx'
import { condenser } from './condense.ts'
import { PageConfirmation, PageNouveauCompte, PageProvisoire } from './ecrire-compte.vue.tsx'
import { tirerMotDePasseProvisoire } from './installation.requetes.ts'
import { preparerAffectation } from './preparer-affectation.cas.ts'

const ORGANISENT = ['administrateur', 'ctss_departement', 'ctss_bassin'] as const
type Contenu = Extract<Reponse, { genre: 'page' }>['contenu']
const rendre = (titre: string, contenu: Contenu, statut = 200): Reponse => ({ genre: 'page', statut, titre, contenu })

/** Crée le compte et montre, cette seule fois, le mot de passe provisoire : une redirection le perdrait. */
const nouveauCompte: Route = {
  chemin: '/comptes/nouveau',
  methodes: ['GET', 'POST'],
  acces: ['administrateur'],
  async traiter(brut) {
    const e = identifie(brut)
    const vierge = etatVide(e.moteur)
    if (e.methode === 'GET') return rendre('Nouveau compte', <PageNouveauCompte etat={vierge} />)
    const [provisoire, tirageId] = [tirerMotDePasseProvisoire(), randomUUID()]
    try {
      const cree = await lancer(e.moteur, e.agent, creerCompte, { ...e.corps, condense: await condenser(provisoire), tirageId })
      const { compte } = await lancer(e.moteur, e.agent, lireCompte, cree)
      const montre = cree.tirageId === tirageId ? provisoire : null
      return rendre(
        'Compte créé',
        <PageProvisoire titre="Compte créé" agentId={cree.agentId} identifiant={compte.identifiant} provisoire={montre} />,
      )
    } catch (erreur) {
      const reprise = etatApres(erreur, e.corps, vierge)
      if (!reprise) throw erreur
      return rendre('Nouveau compte', <PageNouveauCompte etat={reprise.etat} />, reprise.statut)
    }
  },
}

/** Une page qui demande confirmation, puis l'acte. */
const confirmer = (acte: 'reinitialiser' | 'fermer', titre: string, agir: (e: EchangeIdentifie) => Promise<Reponse>): Route => ({
  chemin: `/comptes/:agentId/${acte}`,
  methodes: ['GET', 'POST'],
  acces: ['administrateur'],
  async traiter(brut) {
    const e = identifie(brut)
    if (e.methode === 'POST') return agir(e)
    return rendre(titre, <PageConfirmation compte={await lancer(e.moteur, e.agent, preparerReinitialisation, e.params)} acte={acte} />)
  },
})

/** `/comptes`, `/equipe` et les affectations. */
export const routesComptes: readonly Route[] = [
  page({
    chemin: '/comptes',
    acces: ORGANISENT,
    titre: 'Comptes',
    cas: listerComptes,
    afficher: ({ donnees, agent }) => <PageComptes agent={agent} {...donnees} />,
  }),
  nouveauCompte,
  page({
    chemin: '/comptes/:agentId',
    acces: ORGANISENT,
    titre: 'Compte',
    cas: lireCompte,
    afficher: ({ donnees, agent, aujourdHui }) => <PageCompte agent={agent} aujourdHui={aujourdHui} {...donnees} />,
  }),
  confirmer('reinitialiser', 'Réinitialiser un compte', async (e) => {
    const provisoire = tirerMotDePasseProvisoire()
    const compte = await lancer(e.moteur, e.agent, reinitialiser, { ...e.params, condense: await condenser(provisoire) })
    return rendre(
      'Compte réinitialisé',
      <PageProvisoire titre="Compte réinitialisé" agentId={compte.id} identifiant={compte.identifiant} provisoire={provisoire} />,
    )
  }),
  confirmer('fermer', 'Fermer un compte', async (e) => {
    const { agentId } = await lancer(e.moteur, e.agent, fermer, e.params)
    return { genre: 'redirection', vers: `/comptes/${agentId}?fait=1` }
  }),
  formulaire({
    chemin: '/comptes/:agentId/affecter',
    acces: ORGANISENT,
    titre: 'Affecter un agent',
    preparer: preparerAffectation,
    cas: affecterAgent,
    afficher: ({ donnees, etat }) => <PageAffecter donnees={donnees} etat={etat} />,
    apres: (_resultat, { agentId }) => `/comptes/${agentId}?fait=1`,
    initiales: (_donnees, aujourdHui) => ({ du: aujourdHui }),
  }),
  formulaire({
    chemin: '/affectations/:affectationId/clore',
    acces: ORGANISENT,
    titre: 'Clore une affectation',
    preparer: preparerCloture,
    cas: cloreAffectation,
    afficher: ({ donnees, etat }) => <PageClore affectation={donnees} etat={etat} />,
    apres: ({ agentId }) => `/comptes/${agentId}?fait=1`,
    initiales: (_donnees, aujourdHui) => ({ dernierJour: aujourdHui }),
  }),
  page({
    chemin: '/equipe',
    acces: ['ctss_departement', 'ctss_bassin'],
    titre: 'Équipe',
    cas: lireEquipe,
    afficher: ({ donnees, agent }) => <PageEquipe {...donnees} soi={agent.id} />,
  }),
]
