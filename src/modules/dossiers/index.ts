import { dossiers } from './module.ts'

/** Façade du module : le dossier social, ses membres, sa famille, ses politiques. */
export { type AvertissementContact, avertissementsContact } from './avertissement-contact.ts'
export { cloreDossier } from './clore-dossier.cas.ts'
export type { ContributionDossier, EtapeExterne, RappelExterne } from './contribution.ts'
export { peutEcrire, peutLire, peutLister, peutOrganiser, peutOuvrir } from './dossier.politique.ts'
export { dossierIntrouvable, findDossier, identiteDe, identiteSous, identitesDe, listMembres, noterActe } from './dossier.requetes.ts'
export { type Dossier, estEnCours, type Identite, type Membre, veille } from './dossier.ts'
export { EnteteDossier, FamilleDossier, MembresDossier } from './dossier.vue.tsx'
export type { LigneDossier } from './dossier-affiche.ts'
export { inscrireLien, inscrireTitulaire } from './famille.cas.ts'
export { liensSous, listTitulaires, titulairesSous } from './famille.requetes.ts'
export type { LienFamilial, Titulaire } from './famille.ts'
export { listerDossiers, listRecents } from './lister-dossiers.cas.ts'
export { listDossiersDeLEleve, marquerDossiers, type Ouverture, ouvrirPour, traitsDuDossier } from './ouverture.requetes.ts'
export { ouvrirDossier } from './ouvrir-dossier.cas.ts'
export { RappelDossier } from './rappel-dossier.vue.tsx'
export const routesDossiers = dossiers.routes
