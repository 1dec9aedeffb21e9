import { page, type Route } from '#socle/http/route.ts'
import { PageAccessibilite } from './accessibilite.vue.tsx'
import { lireSources } from './sources.cas.ts'
import { PageSources } from './sources.vue.tsx'

export const pageSources = page({
  chemin: '/sources',
  acces: 'tout_agent',
  titre: 'Données et sources',
  cas: lireSources,
  afficher: (vue) => <PageSources {...vue} />,
})

/** Lisible sans connexion : qui ne peut pas entrer doit pouvoir dire pourquoi. `contact` : courriel ou adresse de l'exploitant. */
export const pageAccessibilite = (contact: string | null): Route => ({
  chemin: '/accessibilite',
  methodes: ['GET'],
  acces: 'public',
  traiter: async () => ({ genre: 'page', statut: 200, titre: 'Accessibilité', contenu: <PageAccessibilite contact={contact} /> }),
})
