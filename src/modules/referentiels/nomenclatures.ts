import type { Nomenclature } from '#socle/nomenclature.ts'
import { autoritesParentales } from './nomenclatures/autorite-parentale.ts'
import { besoinsFondamentaux } from './nomenclatures/besoin-fondamental.ts'
import { canauxTransmission } from './nomenclatures/canal-transmission.ts'
import { decisionsAutoriteParentale } from './nomenclatures/decision-autorite-parentale.ts'
import { fonctionsAgent } from './nomenclatures/fonction-agent.ts'
import { instances } from './nomenclatures/instance.ts'
import { issuesCloture } from './nomenclatures/issue-cloture.ts'
import { liensParente } from './nomenclatures/lien-parente.ts'
import { mesuresProtection } from './nomenclatures/mesure-protection.ts'
import { modesInformation } from './nomenclatures/mode-information.ts'
import { motifsIntervention } from './nomenclatures/motif-intervention.ts'
import { motifsNonInformation } from './nomenclatures/motif-non-information.ts'
import { naturesDuDanger } from './nomenclatures/nature-du-danger.ts'
import { niveauxResponsabilite } from './nomenclatures/niveau-responsabilite.ts'
import { niveauxScolaires } from './nomenclatures/niveau-scolaire.ts'
import { orientationsApresRecueil } from './nomenclatures/orientation-apres-recueil.ts'
import { originesDemande } from './nomenclatures/origine-demande.ts'
import { originesIp } from './nomenclatures/origine-ip.ts'
import { problematiquesFamiliales } from './nomenclatures/problematique-familiale.ts'
import { regimes } from './nomenclatures/regime.ts'
import { reponsesOnpe } from './nomenclatures/reponse-onpe.ts'
import { rolesInstance } from './nomenclatures/role-instance.ts'
import { sexes } from './nomenclatures/sexe.ts'
import { situationsFamiliales } from './nomenclatures/situation-familiale.ts'
import { suitesIp } from './nomenclatures/suite-ip.ts'
import { suitesRetour } from './nomenclatures/suite-retour.ts'
import { themesActionCollective } from './nomenclatures/theme-action-collective.ts'
import { transmetteursIp } from './nomenclatures/transmetteur-ip.ts'
import { typesActe } from './nomenclatures/type-acte.ts'
import { typesDeDanger } from './nomenclatures/type-de-danger.ts'
import { typesEtablissement } from './nomenclatures/type-etablissement.ts'

export * from './nomenclatures/autorite-parentale.ts'
export * from './nomenclatures/besoin-fondamental.ts'
export * from './nomenclatures/canal-transmission.ts'
export * from './nomenclatures/decision-autorite-parentale.ts'
export * from './nomenclatures/fonction-agent.ts'
export * from './nomenclatures/instance.ts'
export * from './nomenclatures/issue-cloture.ts'
export * from './nomenclatures/lien-parente.ts'
export * from './nomenclatures/mesure-protection.ts'
export * from './nomenclatures/mode-information.ts'
export * from './nomenclatures/motif-intervention.ts'
export * from './nomenclatures/motif-non-information.ts'
export * from './nomenclatures/nature-du-danger.ts'
export * from './nomenclatures/niveau-responsabilite.ts'
export * from './nomenclatures/niveau-scolaire.ts'
export * from './nomenclatures/orientation-apres-recueil.ts'
export * from './nomenclatures/origine-demande.ts'
export * from './nomenclatures/origine-ip.ts'
export * from './nomenclatures/problematique-familiale.ts'
export * from './nomenclatures/regime.ts'
export * from './nomenclatures/reponse-onpe.ts'
export * from './nomenclatures/role-instance.ts'
export * from './nomenclatures/sexe.ts'
export * from './nomenclatures/situation-familiale.ts'
export * from './nomenclatures/suite-ip.ts'
export * from './nomenclatures/suite-retour.ts'
export * from './nomenclatures/theme-action-collective.ts'
export * from './nomenclatures/transmetteur-ip.ts'
export * from './nomenclatures/type-acte.ts'
export * from './nomenclatures/type-de-danger.ts'
export * from './nomenclatures/type-etablissement.ts'

/** Toutes les nomenclatures d’Égide ; chacune a son miroir en base, comparé par un essai. */
export const nomenclatures: readonly Nomenclature[] = [
  autoritesParentales,
  besoinsFondamentaux,
  canauxTransmission,
  decisionsAutoriteParentale,
  fonctionsAgent,
  instances,
  issuesCloture,
  liensParente,
  mesuresProtection,
  modesInformation,
  motifsIntervention,
  motifsNonInformation,
  naturesDuDanger,
  niveauxResponsabilite,
  niveauxScolaires,
  orientationsApresRecueil,
  originesDemande,
  originesIp,
  problematiquesFamiliales,
  regimes,
  reponsesOnpe,
  rolesInstance,
  sexes,
  situationsFamiliales,
  suitesIp,
  suitesRetour,
  themesActionCollective,
  transmetteursIp,
  typesActe,
  typesDeDanger,
  typesEtablissement,
]
