import { action, formulaire, page } from '#socle/http/route.ts'
import { ORGANISATEURS } from './organisation.politique.ts'
import { PageBassin, PageSecteur } from './rattachement.vue.tsx'
import {
  creerBassin,
  creerSecteur,
  ecrireBassin,
  ecrireSecteur,
  fermerSecteur,
  lireBassin,
  lireDepartement,
  lireSecteur,
  lireTerritoires,
} from './territoires.cas.ts'
import { questionDe } from './territoires.ts'
import { PageNouveau, PageTerritoires } from './territoires.vue.tsx'

export const pageTerritoires = page({
  chemin: '/territoires',
  acces: ORGANISATEURS,
  titre: 'Bassins et secteurs',
  cas: lireTerritoires,
  afficher: (vue) => <PageTerritoires {...vue} />,
})

export const nouveauBassin = formulaire({
  chemin: '/territoires/nouveau-bassin',
  acces: ORGANISATEURS,
  titre: 'Créer un bassin',
  preparer: lireDepartement,
  cas: creerBassin,
  afficher: (vue) => <PageNouveau {...vue} quoi="bassin" />,
  apres: ({ bassinId }) => `/territoires/bassins/${bassinId}?fait=1`,
})

export const pageBassin = formulaire({
  chemin: '/territoires/bassins/:bassinId',
  acces: ORGANISATEURS,
  titre: 'Bassin',
  preparer: lireBassin,
  cas: ecrireBassin,
  afficher: (vue) => <PageBassin {...vue} />,
  initiales: ({ bassin, actuels }) => ({ nom: bassin.libelle, etablissements: actuels }),
  apres: ({ bassinId, filtre }) => `/territoires/bassins/${bassinId}${questionDe(filtre)}&fait=1`,
})

export const nouveauSecteur = formulaire({
  chemin: '/territoires/nouveau-secteur',
  acces: ORGANISATEURS,
  titre: 'Créer un secteur',
  preparer: lireDepartement,
  cas: creerSecteur,
  afficher: (vue) => <PageNouveau {...vue} quoi="secteur" />,
  initiales: (_donnees, aujourdHui) => ({ valideDu: aujourdHui }),
  apres: ({ secteurId }) => `/territoires/secteurs/${secteurId}?fait=1`,
})

export const pageSecteur = formulaire({
  chemin: '/territoires/secteurs/:secteurId',
  acces: ORGANISATEURS,
  titre: 'Secteur',
  preparer: lireSecteur,
  cas: ecrireSecteur,
  afficher: (vue) => <PageSecteur {...vue} />,
  initiales: ({ secteur, actuels }) => ({ nom: secteur.nom, etablissements: actuels }),
  apres: ({ secteurId, filtre }) => `/territoires/secteurs/${secteurId}${questionDe(filtre)}&fait=1`,
})

export const fermer = action({
  chemin: '/territoires/secteurs/:secteurId/fermer',
  acces: ORGANISATEURS,
  cas: fermerSecteur,
  apres: ({ departementId }) => `/territoires?departementId=${departementId}&fait=1`,
})
