import type { Fonction } from '#socle/agent.ts'

type Porte = {
  readonly titre: string
  readonly phrase: string
  readonly geste: string
  readonly href: string
  readonly pour: readonly Fonction[]
}

/** Ce que trouve à l'accueil qui ne suit pas d'élèves. Aucune porte ne mène au contenu d'un dossier. */
export const PORTES: readonly Porte[] = [
  {
    titre: 'Chiffres du service',
    phrase:
      'L’activité de votre territoire, sans nom, petits nombres masqués. Vous n’avez, par votre fonction, aucun accès au contenu des dossiers.',
    geste: 'Voir les chiffres',
    href: '/chiffres',
    pour: ['ctss_bassin', 'ctss_departement', 'ctss_academie', 'ctss_national'],
  },
  {
    titre: 'Protocole départemental',
    phrase: 'À qui, par quelle voie et selon quel circuit se transmettent les informations préoccupantes.',
    geste: 'Lire le protocole',
    href: '/protocole',
    pour: ['ctss_bassin', 'ctss_departement'],
  },
  {
    titre: 'Bassins et secteurs',
    phrase: 'Le découpage du département et les établissements de chaque secteur.',
    geste: 'Organiser',
    href: '/territoires',
    pour: ['ctss_departement'],
  },
  {
    titre: 'Précisions locales',
    phrase: 'Ce que le département dit de plus précis qu’un motif national, et qui ne se compte pas au-dessus de l’agent.',
    geste: 'Voir les précisions',
    href: '/precisions',
    pour: ['ctss_departement'],
  },
  {
    titre: 'Équipe',
    phrase: 'Qui suit quel établissement, depuis quand, quels jours.',
    geste: 'Voir l’équipe',
    href: '/equipe',
    pour: ['ctss_bassin', 'ctss_departement'],
  },
  {
    titre: 'Comptes',
    phrase: 'Créer, fermer, réinitialiser des comptes ; affecter. Aucun droit sur le contenu des dossiers.',
    geste: 'Gérer les comptes',
    href: '/comptes',
    pour: ['administrateur'],
  },
  {
    titre: 'Base élèves',
    phrase: 'Importer les exports SIECLE et ONDE des établissements.',
    geste: 'Importer',
    href: '/imports',
    pour: ['administrateur'],
  },
]
