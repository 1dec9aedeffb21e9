import { action, formulaire, page } from '#socle/http/route.ts'
import { cloreDossier, preparerCloture } from './clore-dossier.cas.ts'
import { veille } from './dossier.ts'
import { fermerLien, fermerTitulaire, inscrireLien, inscrireTitulaire, lireFamille } from './famille.cas.ts'
import { FormulaireLien, FormulaireTitulaire } from './famille.vue.tsx'
import { Cloture, Membres, NouveauDossier } from './gestes-dossier.vue.tsx'
import { ListeDossiers } from './liste-dossiers.vue.tsx'
import { listerDossiers } from './lister-dossiers.cas.ts'
import { admettreStagiaire, cloreAdhesion, preparerMembres } from './membres.cas.ts'
import { ouvrirDossier, preparerOuverture } from './ouvrir-dossier.cas.ts'

const surDossier = (_: unknown, { dossierId = '' }: Readonly<Record<string, string>>) => `/dossiers/${dossierId}?fait=1`

export const listeDossiers = page({
  chemin: '/dossiers',
  acces: ['assistant_social', 'stagiaire'],
  titre: 'Mes dossiers',
  cas: listerDossiers,
  afficher: (vue) => <ListeDossiers {...vue} />,
})

export const nouveauDossier = formulaire({
  chemin: '/dossiers/nouveau',
  acces: ['assistant_social'],
  titre: 'Ouvrir un dossier',
  preparer: preparerOuverture,
  cas: ouvrirDossier,
  afficher: (vue) => <NouveauDossier {...vue} />,
  apres: ({ dossierId }) => `/dossiers/${dossierId}?fait=1`,
})

export const clotureDossier = formulaire({
  chemin: '/dossiers/:dossierId/clore',
  acces: ['assistant_social'],
  titre: 'Clore le dossier',
  preparer: preparerCloture,
  cas: cloreDossier,
  afficher: (vue) => <Cloture {...vue} />,
  apres: surDossier,
})

export const membresDossier = formulaire({
  chemin: '/dossiers/:dossierId/membres',
  acces: ['assistant_social'],
  titre: 'Membres du dossier',
  preparer: preparerMembres,
  cas: admettreStagiaire,
  afficher: (vue) => <Membres {...vue} />,
  apres: (_, { dossierId = '' }) => `/dossiers/${dossierId}/membres?fait=1`,
})

export const finAdhesion = action({
  chemin: '/dossiers/:dossierId/membres/:membreId/clore',
  acces: ['assistant_social'],
  cas: cloreAdhesion,
  apres: ({ dossierId }) => `/dossiers/${dossierId}/membres?fait=1`,
})

export const titulairesDossier = formulaire({
  chemin: '/dossiers/:dossierId/titulaires',
  acces: ['assistant_social'],
  titre: 'Autorité parentale',
  preparer: lireFamille,
  cas: inscrireTitulaire,
  afficher: (vue) => <FormulaireTitulaire {...vue} />,
  apres: surDossier,
  initiales({ remplace }, aujourdHui) {
    if (!remplace) return {}
    const { nom, prenom, lien, decision, decisionLe, precision, effet, decisionJusquAu, adresseSecrete, au } = remplace
    return {
      nom,
      prenom,
      lien: lien ?? '',
      decision: decision ?? '',
      decisionLe: decisionLe ?? '',
      precision: precision ?? '',
      effet: effet ?? '',
      decisionJusquAu: decisionJusquAu ?? '',
      du: aujourdHui,
      dernierJour: au ? veille(au) : '',
      ...(adresseSecrete ? { adresseSecrete: 'oui' } : {}),
    }
  },
})

export const finTitulaire = action({
  chemin: '/dossiers/:dossierId/titulaires/:titulaireId/fermer',
  acces: ['assistant_social'],
  cas: fermerTitulaire,
  apres: ({ dossierId }) => `/dossiers/${dossierId}/titulaires?fait=1`,
})

export const familleDossier = formulaire({
  chemin: '/dossiers/:dossierId/famille',
  acces: ['assistant_social'],
  titre: 'Foyer et fratrie',
  preparer: lireFamille,
  cas: inscrireLien,
  afficher: (vue) => <FormulaireLien {...vue} />,
  apres: surDossier,
})

export const finLien = action({
  chemin: '/dossiers/:dossierId/famille/:lienId/fermer',
  acces: ['assistant_social'],
  cas: fermerLien,
  apres: ({ dossierId }) => `/dossiers/${dossierId}/famille?fait=1`,
})
