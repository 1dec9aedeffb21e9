import { formulaire, page, type Route } from '#socle/http/route.ts'
import { completerEleve, corrigerEleve, preparerFiche } from './completer-eleve.cas.ts'
import { creerEleve } from './creer-eleve.cas.ts'
import { PageEleve } from './fiche.vue.tsx'
import { CompleterEleve, CorrigerEleve, NouvelEleve } from './formulaires-eleve.vue.tsx'
import { lireEleve } from './lire-eleve.cas.ts'
import { preparerCreation } from './preparer-creation.cas.ts'

const versFiche = ({ eleveId }: { readonly eleveId: string }) => `/eleves/${eleveId}?fait=1`

/** Les titres ne nomment personne : ils paraissent dans l'onglet et l'historique. */
export const routesEleve: readonly Route[] = [
  formulaire({
    chemin: '/eleves/nouveau',
    acces: ['assistant_social'],
    titre: 'Créer un élève',
    preparer: preparerCreation,
    cas: creerEleve,
    afficher: (vue) => <NouvelEleve {...vue} />,
    apres: versFiche,
  }),
  page({
    chemin: '/eleves/:eleveId',
    acces: ['assistant_social'],
    titre: 'Fiche d’élève',
    cas: lireEleve,
    afficher: (vue) => <PageEleve {...vue} />,
  }),
  formulaire({
    chemin: '/eleves/:eleveId/completer',
    acces: ['assistant_social'],
    titre: 'Compléter une fiche',
    preparer: preparerFiche,
    cas: completerEleve,
    afficher: (vue) => <CompleterEleve {...vue} />,
    apres: versFiche,
  }),
  formulaire({
    chemin: '/eleves/:eleveId/corriger',
    acces: ['assistant_social'],
    titre: 'Corriger une fiche',
    preparer: preparerFiche,
    cas: corrigerEleve,
    afficher: (vue) => <CorrigerEleve {...vue} />,
    apres: versFiche,
  }),
]
