import { aplatir } from '#socle/champs.ts'
import { fichier, formulaire, type Route } from '#socle/http/route.ts'
import { PageCourrier, PageRemettre } from './courrier.vue.tsx'
import { PageCourriers } from './courriers.vue.tsx'
import { commencerCourrier, enregistrerCourrier, lireCourrier, listerCourriers } from './rediger.cas.ts'
import { creerApercuCourrier, creerRemettreCourrier, type Imprimerie, remettreDocumentCourrier } from './remettre.cas.ts'

const acces = ['assistant_social', 'stagiaire'] as const
const TITRE = 'Lettres et écrits'
const BASE = '/courriers/:courrierId'

export const routesCourriers = (imprimerie: Imprimerie): Route[] => [
  formulaire({
    chemin: '/dossiers/:dossierId/courriers',
    acces,
    titre: TITRE,
    preparer: listerCourriers,
    cas: commencerCourrier,
    afficher: (vue) => <PageCourriers {...vue} />,
    apres: ({ courrierId }) => `/courriers/${courrierId}`,
  }),
  formulaire({
    chemin: BASE,
    acces,
    titre: TITRE,
    preparer: lireCourrier,
    cas: enregistrerCourrier,
    afficher: (vue) => <PageCourrier {...vue} />,
    initiales: ({ courrier }) => aplatir(courrier.contenu),
    apres: ({ courrierId, suite }) => `/courriers/${courrierId}${suite === 'remettre' ? '/remettre' : '?fait=1'}`,
  }),
  formulaire({
    chemin: `${BASE}/remettre`,
    acces,
    titre: TITRE,
    preparer: lireCourrier,
    cas: creerRemettreCourrier(imprimerie),
    afficher: (vue) => <PageRemettre {...vue} />,
    apres: ({ courrierId }) => `/courriers/${courrierId}?fait=1`,
  }),
  fichier({ chemin: `${BASE}/apercu.pdf`, acces, cas: creerApercuCourrier(imprimerie) }),
  fichier({ chemin: `${BASE}/document.pdf`, acces, cas: remettreDocumentCourrier }),
]
