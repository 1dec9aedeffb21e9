import { fichier, page, type Route } from '#socle/http/route.ts'
import { LECTEURS } from '../rapports.politique.ts'
import { PageDictionnaire } from './dictionnaire.vue.tsx'
import { creerExporterFige, decrireDonnees, exporterDictionnaire, lireDictionnaire } from './exporter.cas.ts'
import { FORMATS, type Imprimerie } from './fichier.ts'

const acces = LECTEURS

export const routesExport = (imprimerie: Imprimerie): readonly Route[] => [
  ...FORMATS.map((format) =>
    fichier({
      chemin: `/rapports/:territoireId/:annee/:numero/rapport.${format}`,
      acces,
      cas: creerExporterFige(imprimerie, format),
    }),
  ),
  page({
    chemin: '/rapports/dictionnaire',
    acces,
    titre: 'Dictionnaire des données',
    cas: lireDictionnaire,
    afficher: (vue) => <PageDictionnaire {...vue.donnees} />,
  }),
  fichier({ chemin: '/rapports/dictionnaire.csv', acces, cas: exporterDictionnaire }),
  fichier({ chemin: '/rapports/datapackage.json', acces, cas: decrireDonnees }),
]
