import { fichier, formulaire } from '#socle/http/route.ts'
import { PageDemande } from './demande.vue.tsx'
import { enregistrerDemande, preparerDemande } from './enregistrer-demande.cas.ts'
import { NouvelleDemande } from './nouvelle-demande.vue.tsx'
import { creerRepondre, type Imprimerie, preparerReponse, remettreReponse } from './repondre.cas.ts'

const TITRE = 'Demande venue du dehors'

export const nouvelleDemande = formulaire({
  chemin: '/dossiers/:dossierId/demandes/nouvelle',
  acces: ['assistant_social'],
  titre: TITRE,
  preparer: preparerDemande,
  cas: enregistrerDemande,
  afficher: (vue) => <NouvelleDemande {...vue} />,
  apres: ({ demandeId }) => `/demandes/${demandeId}?fait=1`,
  initiales: (_, aujourdHui) => ({ recueLe: aujourdHui }),
})

export const pageDemande = (imprimerie: Imprimerie) =>
  formulaire({
    chemin: '/demandes/:demandeId',
    acces: ['assistant_social', 'stagiaire'],
    titre: TITRE,
    preparer: preparerReponse,
    cas: creerRepondre(imprimerie),
    afficher: (vue) => <PageDemande {...vue} />,
    apres: ({ demandeId }) => `/demandes/${demandeId}?fait=1`,
  })

export const documentDemande = fichier({
  chemin: '/demandes/:demandeId/document.pdf',
  acces: ['assistant_social', 'stagiaire'],
  cas: remettreReponse,
})
