import { action, formulaire } from '#socle/http/route.ts'
import { finirMesure, inscrireMesure, lireMesures, revoirMajorite } from './mesures.cas.ts'
import { PageMesures } from './mesures.vue.tsx'

const acces = ['assistant_social', 'stagiaire'] as const
const apres = ({ dossierId }: { readonly dossierId: string }) => `/dossiers/${dossierId}/mesures?fait=1`

export const mesuresDuDossier = formulaire({
  chemin: '/dossiers/:dossierId/mesures',
  acces,
  titre: 'Mesures et continuité',
  preparer: lireMesures,
  cas: inscrireMesure,
  afficher: (vue) => <PageMesures {...vue} />,
  apres,
  initiales({ remplace }) {
    if (!remplace) return {}
    const { type, du, ditPar, decideePar, service, referent, coordonnees, accueil, scolarite, precision } = remplace
    const gardees = { type, du, ditPar, decideePar, service, referent, coordonnees, accueil, scolarite, precision }
    return Object.fromEntries(Object.entries(gardees).map(([champ, valeur]) => [champ, valeur ?? '']))
  },
})

export const finDeMesure = action({ chemin: '/dossiers/:dossierId/mesures/:mesureId/finir', acces, cas: finirMesure, apres })
export const revueDeMajorite = action({ chemin: '/dossiers/:dossierId/mesures/majorite', acces, cas: revoirMajorite, apres })
