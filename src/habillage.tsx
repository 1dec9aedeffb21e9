import type { VNode } from 'preact'
import { fonctionsAgent } from '#modules/referentiels/index.ts'
import type { Agent, Fonction } from '#socle/agent.ts'
import type { Config } from '#socle/config.ts'
import type { OptionsApplication, PageARendre } from '#socle/http/application.ts'
import { type ActionEntete, Gabarit, type LienNavigation, Titre } from '#ui/index.ts'

type Entree = LienNavigation & { readonly pour: readonly Fonction[] }

const SUIVI = ['assistant_social', 'stagiaire'] as const
const CONSEIL = ['ctss_bassin', 'ctss_departement', 'ctss_academie', 'ctss_national'] as const

/** Ce que chaque fonction trouve dans la navigation. Un lien absent n'est pas une barrière : la route en est une. */
const NAVIGATION: readonly Entree[] = [
  { libelle: 'Dossiers', href: '/dossiers', pour: SUIVI },
  { libelle: 'Informations préoccupantes', href: '/informations-preoccupantes', pour: ['assistant_social'] },
  { libelle: 'Mon activité', href: '/mon-activite', pour: SUIVI },
  { libelle: 'Chiffres', href: '/chiffres', pour: CONSEIL },
  { libelle: 'Rapports', href: '/rapports', pour: ['assistant_social', ...CONSEIL] },
  { libelle: 'Avis demandés', href: '/avis', pour: ['ctss_bassin', 'ctss_departement'] },
  { libelle: 'Protocole', href: '/protocole', pour: ['assistant_social', 'ctss_bassin', 'ctss_departement'] },
  { libelle: 'Bassins et secteurs', href: '/territoires', pour: ['ctss_departement'] },
  { libelle: 'Précisions locales', href: '/precisions', pour: ['ctss_departement'] },
  { libelle: 'Équipe', href: '/equipe', pour: ['ctss_bassin', 'ctss_departement'] },
  { libelle: 'Base élèves', href: '/imports', pour: ['assistant_social', 'administrateur'] },
  { libelle: 'Comptes', href: '/comptes', pour: ['administrateur'] },
]

const ACTIONS: readonly (ActionEntete & { readonly pour: readonly Fonction[] })[] = [
  { libelle: 'Consigner', href: '/consigner', raccourci: 'C', icone: 'ajouter', principale: true, pour: ['assistant_social'] },
  { libelle: 'Sans nom', href: '/sans-nom/consigner/conseil', raccourci: 'N', pour: ['assistant_social'] },
  { libelle: 'Urgence', href: '/urgence', icone: 'telephone', urgence: true, pour: [...SUIVI, ...CONSEIL] },
]

const exerce = (agent: Agent) => (e: { readonly pour: readonly Fonction[] }) => e.pour.some((f) => agent.fonctions.has(f))

/** Le bandeau et la navigation autour du contenu d'une page, selon ce que l'agent exerce aujourd'hui. */
export function habiller(config: Config) {
  return ({ titre, contenu, agent, chemin, message, nue, nomsMasques }: PageARendre): VNode => {
    const demonstration = config.demonstration
      ? 'Démonstration : élèves, agents et situations fictifs. N’y saisissez aucune donnée réelle.'
      : undefined
    const commun = {
      titre,
      contenu,
      modeDemonstration: demonstration,
      nomsMasques,
      message: message === undefined ? undefined : ({ genre: 'succes', texte: message } as const),
    }
    if (!agent || nue) return <Gabarit {...commun} etroit />
    return (
      <Gabarit
        {...commun}
        recherche={
          agent.fonctions.has('assistant_social') ? { action: '/recherche', nom: 'q', suggestionsUrl: '/recherche.json' } : undefined
        }
        navigation={[
          { libelle: 'Accueil', href: '/', courant: chemin === '/' },
          ...NAVIGATION.filter(exerce(agent)).map((l) => ({ ...l, courant: chemin.startsWith(l.href) })),
        ]}
        actions={ACTIONS.filter(exerce(agent))}
        pied={[
          { libelle: 'Mon compte et mes sessions', href: '/compte/sessions' },
          { libelle: 'Données et sources', href: '/sources' },
        ]}
        agent={{ nom: agent.nomAffiche, fonction: fonctionsDe(agent), deconnexion: '/deconnexion' }}
        verrouillable={{ inactiviteSecondes: config.inactiviteMinutes * 60, verrouiller: '/verrouiller', deverrouiller: '/deverrouiller' }}
      />
    )
  }
}

const fonctionsDe = (agent: Agent): string => [...agent.fonctions].map((f) => fonctionsAgent.entrees[f].libelle).join(', ')

export const pageErreur: OptionsApplication['pageErreur'] = ({ statut, message, numero }) => (
  <>
    <Titre>{statut === 404 ? 'Page introuvable' : statut >= 500 ? 'Une panne est survenue' : 'Action impossible'}</Titre>
    <p>{message}</p>
    {numero !== undefined && <p>{`Numéro de la panne : ${numero}`}</p>}
    <p>
      <a href="/">Revenir à l’accueil</a>
    </p>
  </>
)
