/** Façade du module : territoires, établissements, protocole départemental, nomenclatures, grille du rapport annuel. */
export { type BilanChargement, chargerReferentiels } from './charger-referentiels.requetes.ts'
export { findEtablissement, listEtablissementsDuDepartement } from './etablissement.requetes.ts'
export { type Etablissement, ouiNonInconnu } from './etablissement.ts'
export {
  type CodeRubrique,
  codesDeRubrique,
  colonnesExport,
  exportsDuRapport,
  grille,
  type NomExport,
  noteDe,
  optionsDe,
  type RubriqueCodee,
  VERSION_GRILLE,
} from './grille.ts'
export { rubriquesNonRelevees } from './grille-mesures.ts'
export { findModele } from './modele.requetes.ts'
export * from './nomenclatures.ts'
export { choixDe, codesEnOrdre, type Option, optionsDeNomenclature } from './options.ts'
export { lireParametre } from './parametre.requetes.ts'
export { type CleParametre, type Parametre, parametres } from './parametres.ts'
export { listPrecisionsLisibles, listPrecisionsOffertes, type PrecisionDite, type PrecisionOfferte } from './precision.requetes.ts'
export { completer, findProtocoleEnVigueur, findProtocolePublie, protocoles } from './protocole.requetes.ts'
export {
  type AliasMesures,
  type Circuit,
  type ContactProtocole,
  type DelaiProtocole,
  type DestinataireProtocole,
  delaiEnClair,
  delaisLocaux,
  type Envoi,
  envois,
  type NatureDestinataire,
  type NatureModele,
  naturesDestinataire,
  naturesModele,
  nommerMesure,
  type OrigineDelai,
  originesDelai,
  type Protocole,
  quiRecoit,
  schemaNatureModele,
  type UniteDelai,
  unitesDelai,
  type Voie,
  voies,
} from './protocole.ts'
export { type Chapitre, chapitres, type Rubrique } from './rubrique.ts'
export { chargerRuralite, RURALITE_OCTETS_MAX } from './ruralite.requetes.ts'
export { synchroniserNomenclatures } from './synchroniser-nomenclatures.requetes.ts'
export { findAncetre, findTerritoire, listTerritoires, listTerritoiresDuNiveau, nomTerritoire } from './territoire.requetes.ts'
export { CODE_NATIONAL, idTerritoire, libellesNiveaux, type Niveau, niveaux, parentsPossibles, type Territoire } from './territoire.ts'
export { estUai, lettreCle, verifierUai } from './uai.ts'
