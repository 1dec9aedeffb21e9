import { page } from '#socle/http/route.ts'
import { FONCTIONS_URGENCE } from '../information-preoccupante/information-preoccupante.politique.ts'
import { lireUrgence } from './lire-urgence.cas.ts'
import { PageUrgence } from './urgence.vue.tsx'

export const urgence = page({
  chemin: '/urgence',
  acces: FONCTIONS_URGENCE,
  titre: 'Urgence',
  cas: lireUrgence,
  afficher: ({ donnees, agent }) => (
    <PageUrgence donnees={donnees} peutRediger={agent.fonctions.has('assistant_social') || agent.fonctions.has('stagiaire')} />
  ),
})
