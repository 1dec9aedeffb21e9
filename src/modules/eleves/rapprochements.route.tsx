import { action, page, type Route } from '#socle/http/route.ts'
import { deciderRapprochement, listerRapprochements } from './rapprochements.cas.ts'
import { PageRapprochements } from './rapprochements.vue.tsx'

export const routesRapprochements: readonly Route[] = [
  page({
    chemin: '/rapprochements',
    acces: ['assistant_social'],
    titre: 'Rapprochements à décider',
    cas: listerRapprochements,
    afficher: (vue) => <PageRapprochements {...vue} />,
  }),
  action({
    chemin: '/rapprochements/:rapprochementId',
    acces: ['assistant_social'],
    cas: deciderRapprochement,
    apres: () => '/rapprochements?fait=1',
  }),
]
