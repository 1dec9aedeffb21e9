import { action, formulaire, page } from '#socle/http/route.ts'
import { PageBrouillon, valeursDuBrouillon } from './brouillon.vue.tsx'
import { LECTEURS, ORGANISATEURS } from './organisation.politique.ts'
import { ecrireBrouillon, lireBrouillon, lireProtocole, lireVersion, preparerVersion, type publierVersion } from './protocole.cas.ts'
import { adresseVersion } from './protocole.ts'
import { PageProtocole, PagePublier, PageVersion } from './protocole.vue.tsx'

export const pageProtocole = page({
  chemin: '/protocole',
  acces: LECTEURS,
  titre: 'Protocole départemental',
  cas: lireProtocole,
  afficher: (vue) => <PageProtocole {...vue} />,
})

export const pageVersion = page({
  chemin: '/protocole/versions/:protocoleId',
  acces: LECTEURS,
  titre: 'Protocole départemental',
  cas: lireVersion,
  afficher: (vue) => <PageVersion {...vue} />,
})

export const preparer = action({
  chemin: '/protocole/preparer',
  acces: ORGANISATEURS,
  cas: preparerVersion,
  apres: ({ protocoleId }) => adresseVersion(protocoleId, '/modifier'),
})

export const pageBrouillon = formulaire({
  chemin: '/protocole/versions/:protocoleId/modifier',
  acces: ORGANISATEURS,
  titre: 'Rédiger le protocole',
  preparer: lireBrouillon,
  cas: ecrireBrouillon,
  afficher: (vue) => <PageBrouillon {...vue} />,
  initiales: valeursDuBrouillon,
  apres: ({ protocoleId }) => `${adresseVersion(protocoleId, '/modifier')}?fait=1`,
})

/** `cas` : publier, les modèles de la version mis à l’épreuve. */
export const pagePublier = (cas: typeof publierVersion) =>
  formulaire({
    chemin: '/protocole/versions/:protocoleId/publier',
    acces: ORGANISATEURS,
    titre: 'Publier le protocole',
    preparer: lireBrouillon,
    cas,
    afficher: (vue) => <PagePublier {...vue} />,
    initiales: ({ premierJour }, aujourdHui) => ({ enVigueurDu: premierJour ?? aujourdHui }),
    apres: ({ departementId }) => `/protocole?departementId=${departementId}&fait=1`,
  })
