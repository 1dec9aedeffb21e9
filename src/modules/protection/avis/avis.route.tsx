import { formulaire, page, type Route } from '#socle/http/route.ts'
import { demanderAvis, lireAvis, listerAvis, preparerAvis, rendreAvis } from './avis.cas.ts'
import { CONSEIL_PROCHE } from './avis.politique.ts'
import { PageAvis, PageAvisDemandes, PageDemanderAvis } from './avis.vue.tsx'

export const routesAvis: readonly Route[] = [
  formulaire({
    chemin: '/informations-preoccupantes/:id/avis',
    acces: ['assistant_social', 'stagiaire'],
    titre: 'Demander un avis',
    preparer: preparerAvis,
    cas: demanderAvis,
    afficher: (vue) => <PageDemanderAvis {...vue} />,
    initiales: ({ extrait }) => ({ extrait }),
    apres: ({ informationId }) => `/informations-preoccupantes/${informationId}/avis?fait=1`,
  }),
  page({
    chemin: '/avis',
    acces: CONSEIL_PROCHE,
    titre: 'Avis demandés',
    cas: listerAvis,
    afficher: (vue) => <PageAvisDemandes {...vue} />,
  }),
  formulaire({
    chemin: '/avis/:avisId',
    acces: CONSEIL_PROCHE,
    titre: 'Avis',
    preparer: lireAvis,
    cas: rendreAvis,
    afficher: (vue) => <PageAvis {...vue} />,
    apres: ({ avisId }) => `/avis/${avisId}?fait=1`,
  }),
]
