import { formulaire, page } from '#socle/http/route.ts'
import { ORGANISATEURS } from './organisation.politique.ts'
import { ajouterPrecision, clorePrecision, lirePrecision, lirePrecisions } from './precisions.cas.ts'
import { PageCloture, PageNouvelle, PagePrecisions } from './precisions.vue.tsx'
import { lireDepartement } from './territoires.cas.ts'

const retour = ({ departementId }: { readonly departementId: string }) => `/precisions?departementId=${departementId}&fait=1`

export const routesPrecisions = [
  page({
    chemin: '/precisions',
    acces: ORGANISATEURS,
    titre: 'Précisions locales',
    cas: lirePrecisions,
    afficher: (vue) => <PagePrecisions {...vue} />,
  }),
  formulaire({
    chemin: '/precisions/nouvelle',
    acces: ORGANISATEURS,
    titre: 'Ajouter une précision locale',
    preparer: lireDepartement,
    cas: ajouterPrecision,
    afficher: (vue) => <PageNouvelle {...vue} />,
    initiales: (_donnees, aujourdHui) => ({ valideDu: aujourdHui }),
    apres: retour,
  }),
  formulaire({
    chemin: '/precisions/:precisionId/clore',
    acces: ORGANISATEURS,
    titre: 'Clore une précision locale',
    preparer: lirePrecision,
    cas: clorePrecision,
    afficher: (vue) => <PageCloture {...vue} />,
    initiales: ({ premierJour }) => ({ valideAu: premierJour }),
    apres: retour,
  }),
] as const
