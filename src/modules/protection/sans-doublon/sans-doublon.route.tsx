import { formulaire, page, type Route } from '#socle/http/route.ts'
import { desidentifierTexte, inscrireReference, lireSansDoublon } from './sans-doublon.cas.ts'
import { PageSansDoublon, PageSansNom } from './sans-doublon.vue.tsx'

const acces = ['assistant_social', 'stagiaire'] as const

export const routesSansDoublon: readonly Route[] = [
  formulaire({
    chemin: '/dossiers/:dossierId/sans-doublon',
    acces,
    titre: 'Faits établissement, harcèlement',
    preparer: lireSansDoublon,
    cas: inscrireReference,
    afficher: (vue) => <PageSansDoublon {...vue} />,
    initiales: (_, aujourdHui) => ({ le: aujourdHui }),
    apres: ({ dossierId }) => `/dossiers/${dossierId}/sans-doublon?fait=1`,
  }),
  {
    ...page({
      chemin: '/dossiers/:dossierId/sans-nom',
      acces,
      titre: 'Texte sans nom',
      envoi: true,
      cas: desidentifierTexte,
      afficher: (vue) => <PageSansNom {...vue} />,
    }),
    methodes: ['POST'],
  },
]
