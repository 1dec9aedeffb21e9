import { action, formulaire, page, type Route } from '#socle/http/route.ts'
import {
  creerApercevoirModele,
  creerConsulterModele,
  creerLireModele,
  creerPublierVersion,
  ecrireModele,
  revenirAuNational,
} from './modeles.cas.ts'
import { type Atelier, adresseModele } from './modeles.ts'
import { PageLireModele, PageModele, texteDe } from './modeles.vue.tsx'
import { LECTEURS, ORGANISATEURS } from './organisation.politique.ts'
import { pagePublier } from './protocole.route.tsx'

const UN = '/protocole/versions/:protocoleId/modeles/:modele'

/** Une page, deux gestes : enregistrer ce qui est écrit, ou le voir composé. */
function pageModele(atelier: Atelier): Route {
  const commun = {
    chemin: `${UN}/modifier`,
    acces: ORGANISATEURS,
    titre: 'Modèle de document',
    preparer: creerLireModele(atelier),
    afficher: (vue: Parameters<typeof PageModele>[0]) => <PageModele {...vue} />,
    initiales: texteDe,
  } as const
  const enregistrer = formulaire({
    ...commun,
    cas: ecrireModele,
    apres: ({ protocoleId, modele }) => `${adresseModele(protocoleId, modele, '/modifier')}?fait=1`,
  })
  const apercevoir = formulaire({ ...commun, cas: creerApercevoirModele(atelier), apres: (fichier) => fichier })
  return { ...enregistrer, traiter: (e) => (e.corps.geste === 'apercu' ? apercevoir : enregistrer).traiter(e) }
}

/** Les modèles des écrits dans une version du protocole, et sa publication, qui les met à l'épreuve. */
export const routesModeles = (atelier: Atelier): Route[] => [
  pageModele(atelier),
  page({
    chemin: UN,
    acces: LECTEURS,
    titre: 'Modèle de document',
    cas: creerConsulterModele(atelier),
    afficher: (vue) => <PageLireModele {...vue} />,
  }),
  action({
    chemin: `${UN}/national`,
    acces: ORGANISATEURS,
    cas: revenirAuNational,
    apres: ({ protocoleId, modele }) => `${adresseModele(protocoleId, modele, '/modifier')}?fait=1`,
  }),
  pagePublier(creerPublierVersion(atelier)),
]
