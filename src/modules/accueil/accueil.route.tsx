import { page } from '#socle/http/route.ts'
import { PageAccueil } from './accueil.vue.tsx'
import { lireAccueil } from './lire-accueil.cas.ts'

export const accueilRoute = page({
  chemin: '/',
  acces: 'tout_agent',
  titre: 'Accueil',
  cas: lireAccueil,
  afficher: ({ donnees, agent, aujourdHui }) => <PageAccueil {...donnees} agent={agent} aujourdHui={aujourdHui} />,
})
