import { listerDossiers } from '#modules/dossiers/index.ts'
import { fichier, formulaire, page, type Route } from '#socle/http/route.ts'
import { PageChoisirDossier } from './choisir-dossier.vue.tsx'
import { creerImprimerUrgence, type ImprimerieUrgence } from './imprimer-urgence.cas.ts'
import { lireUrgence } from './lire-urgence.cas.ts'
import { adresseUrgence, PageNoterUrgence } from './note.vue.tsx'
import { champsDeNote } from './note-urgence.ts'
import { completerUrgence, lireUrgenceNotee, noterUrgence, preparerUrgence } from './noter-urgence.cas.ts'
import { FONCTIONS_URGENCE } from './urgence.politique.ts'
import { PageUrgence } from './urgence.vue.tsx'

const REDACTEURS = ['assistant_social', 'stagiaire'] as const
const UNE = '/dossiers/:dossierId/urgences/:urgenceId'

export const urgence = page({
  chemin: '/urgence',
  acces: FONCTIONS_URGENCE,
  titre: 'Urgence',
  cas: lireUrgence,
  afficher: ({ donnees, agent }) => (
    <PageUrgence donnees={donnees} peutRediger={agent.fonctions.has('assistant_social') || agent.fonctions.has('stagiaire')} />
  ),
})

export const choisirDossier = page({
  chemin: '/urgence/noter',
  acces: REDACTEURS,
  titre: 'Urgence',
  cas: listerDossiers,
  afficher: ({ donnees }) => <PageChoisirDossier donnees={donnees} />,
})

const apres = ({ urgenceId, imprimer }: { urgenceId: string; imprimer: boolean }, { dossierId = '' }: Readonly<Record<string, string>>) =>
  `${adresseUrgence(dossierId, urgenceId)}${imprimer ? '/note.pdf' : '?fait=1'}`

export const urgenceANoter = formulaire({
  chemin: '/dossiers/:dossierId/urgence',
  acces: REDACTEURS,
  titre: 'Urgence',
  preparer: preparerUrgence,
  cas: noterUrgence,
  afficher: (vue) => <PageNoterUrgence {...vue} />,
  apres,
})

export const urgenceNotee = formulaire({
  chemin: UNE,
  acces: REDACTEURS,
  titre: 'Urgence',
  preparer: lireUrgenceNotee,
  cas: completerUrgence,
  initiales: ({ versions: [derniere] }) => (derniere ? champsDeNote(derniere.note) : {}),
  afficher: (vue) => <PageNoterUrgence {...vue} />,
  apres,
})

export const routesUrgence = (imprimerie: ImprimerieUrgence): Route[] => [
  urgence,
  choisirDossier,
  urgenceANoter,
  urgenceNotee,
  fichier({ chemin: `${UNE}/note.pdf`, acces: REDACTEURS, cas: creerImprimerUrgence(imprimerie) }),
]
