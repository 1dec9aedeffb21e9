import type { AdresseFictive, AdulteFictif, LienFictif } from './fictif-adultes.ts'
import { type EleveFictif, type EtablissementFictif, elevesFictifs, foyersFictifs } from './fictif-eleves.ts'
import { anciennete, type Division, divisions } from './fictif-formations.ts'

/** JJ/MM/AAAA, la forme des exports, d'un jour AAAA-MM-JJ. */
export const jourSiecle = (jour: string) => `${jour.slice(8, 10)}/${jour.slice(5, 7)}/${jour.slice(0, 4)}`

const echapper = (texte: string) => texte.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** Une balise, ou rien si la valeur est nulle : SIECLE omet les champs absents. */
const balise = (nom: string, valeur: string | null) => (valeur === null ? '' : `        <${nom}>${echapper(valeur)}</${nom}>\n`)

const booleen = (valeur: boolean) => (valeur ? 'true' : 'false')
const chiffre = (valeur: boolean) => (valeur ? '1' : '0')

function* document(racine: string, version: string, etablissement: EtablissementFictif, sections: Iterable<string>): Generator<string> {
  const date = jourSiecle(etablissement.dateExport)
  yield `<?xml version="1.0" encoding="ISO-8859-15"?>\n<${racine} VERSION="${version}">\n  <PARAMETRES>\n`
  yield `    <UAJ>${etablissement.uai}</UAJ>\n    <ANNEE_SCOLAIRE>${etablissement.anneeScolaire}</ANNEE_SCOLAIRE>\n`
  yield `    <DATE_EXPORT>${date}</DATE_EXPORT>\n    <HORODATAGE>${date} 18:32:07</HORODATAGE>\n  </PARAMETRES>\n  <DONNEES>\n`
  yield* sections
  yield `  </DONNEES>\n</${racine}>\n`
}

function* section<T>(nom: string, entrees: Iterable<T>, ecrire: (entree: T) => string): Generator<string> {
  yield `    <${nom}>\n`
  for (const entree of entrees) yield ecrire(entree)
  yield `    </${nom}>\n`
}

/** Export « Élèves », sans adresses : l'adresse d'un élève est le plus souvent celle de son responsable. */
export function xmlEleves(etablissement: EtablissementFictif, avecAdresses: boolean): Generator<string> {
  function* sections() {
    yield* section('ELEVES', elevesFictifs(etablissement), (eleve) => unEleve(eleve, etablissement, avecAdresses))
    yield '    <OPTIONS/>\n'
    yield* section('STRUCTURES', elevesFictifs(etablissement), structureEleve)
    yield '    <BOURSES/>\n'
    if (avecAdresses) yield* section('ADRESSES', adressesDesEleves(etablissement), uneAdresse)
    else yield '    <ADRESSES/>\n'
  }
  return document('BEE_ELEVES', '3.0', etablissement, sections())
}

/** Un élève sur vingt a une adresse propre, à clé distincte de celles des adultes. */
const adressePropre = (cle: number) => (cle % 20 === 0 ? cle * 10 + 9 : null)

function* adressesDesEleves(etablissement: EtablissementFictif): Generator<AdresseFictive> {
  for (const { cle } of elevesFictifs(etablissement)) {
    const propre = adressePropre(cle)
    if (propre !== null)
      yield {
        cle: propre,
        voie: "12 RUE DE L'INTERNAT",
        codePostal: etablissement.codePostal ?? '99100',
        commune: etablissement.commune ?? 'VILLE FICTIVE',
      }
  }
}

function unEleve(eleve: EleveFictif, { anneeScolaire, type }: EtablissementFictif, avecAdresses: boolean): string {
  const sortie = eleve.dateSortie === null ? null : jourSiecle(eleve.dateSortie)
  const propre = avecAdresses ? adressePropre(eleve.cle) : null
  return (
    `      <ELEVE ELEVE_ID="${eleve.cle}">\n` +
    balise('ID_NATIONAL', eleve.ine) +
    balise('INE_RNIE', eleve.ine) +
    balise('NOM_DE_FAMILLE', eleve.nom) +
    balise('NOM_USAGE', eleve.nomUsage) +
    balise('PRENOM', eleve.prenom) +
    balise('PRENOM2', eleve.prenom2) +
    balise('DATE_NAISS', jourSiecle(eleve.dateNaissance)) +
    balise('DOUBLEMENT', '0') +
    balise('CODE_PAYS', '100') +
    balise('ACCEPTE_SMS', '0') +
    balise('DATE_MODIFICATION', `30/09/${anneeScolaire}`) +
    balise('CODE_REGIME', eleve.regime) +
    balise('DATE_ENTREE', `01/09/${anneeScolaire - anciennete(type, eleve.division.formation)}`) +
    balise('DATE_SORTIE', sortie) +
    balise('CODE_MOTIF_SORTIE', sortie === null ? null : '10') +
    balise('VILLE_NAISS', '') +
    balise('CODE_SEXE', eleve.sexe === 'M' ? '1' : '2') +
    balise('CODE_STATUT', 'ST') +
    balise('CODE_MEF', eleve.division.formation.mef) +
    balise('ADRESSE_ID', propre === null ? null : String(propre)) +
    balise('ADHESION_TRANSPORT', '0') +
    balise('CODE_PROVENANCE', '1') +
    '      </ELEVE>\n'
  )
}

function structureEleve({ cle, division, affecte }: EleveFictif): string {
  if (!affecte) return ''
  return `      <STRUCTURES_ELEVE ELEVE_ID="${cle}">\n        <STRUCTURE>\n          <CODE_STRUCTURE>${division.code}</CODE_STRUCTURE>\n          <TYPE_STRUCTURE>D</TYPE_STRUCTURE>\n        </STRUCTURE>\n      </STRUCTURES_ELEVE>\n`
}

/** Export « Responsables » avec adresses, génération 2018. */
export function xmlResponsables(etablissement: EtablissementFictif): Generator<string> {
  function* sections() {
    yield* section('PERSONNES', adultes(etablissement), unePersonne)
    yield* section('RESPONSABLES', liens(etablissement), unLien)
    yield* section('ADRESSES', adressesDesAdultes(etablissement), uneAdresse)
  }
  return document('BEE_RESPONSABLES', '2.1', etablissement, sections())
}

function* adultes(etablissement: EtablissementFictif): Generator<AdulteFictif> {
  for (const { liens } of foyersFictifs(etablissement)) for (const { adulte } of liens) yield adulte
}

function* liens(etablissement: EtablissementFictif): Generator<readonly [EleveFictif, LienFictif]> {
  for (const foyer of foyersFictifs(etablissement)) for (const eleve of foyer.enfants) for (const lien of foyer.liens) yield [eleve, lien]
}

function* adressesDesAdultes(etablissement: EtablissementFictif): Generator<AdresseFictive> {
  for (const { liens } of foyersFictifs(etablissement)) {
    yield* new Map(liens.map(({ adulte }) => [adulte.adresse.cle, adulte.adresse])).values()
  }
}

function unePersonne(adulte: AdulteFictif): string {
  return (
    `      <PERSONNE PERSONNE_ID="${adulte.cle}">\n` +
    balise('LC_CIVILITE', adulte.civilite) +
    balise('LL_CIVILITE', adulte.civilite === 'MME' ? 'MADAME' : 'MONSIEUR') +
    balise('NOM_DE_FAMILLE', adulte.nom) +
    balise('NOM_USAGE', adulte.nomUsage) +
    balise('PRENOM', adulte.prenom) +
    balise('TEL_PERSONNEL', adulte.telPersonnel) +
    balise('TEL_PORTABLE', adulte.telPortable) +
    balise('ACCEPTE_SMS', chiffre(adulte.accepteSms)) +
    balise('MEL', adulte.courriel) +
    balise('COMMUNICATION_ADRESSE', chiffre(adulte.communicationAdresse)) +
    balise('ADRESSE_ID', String(adulte.adresse.cle)) +
    '      </PERSONNE>\n'
  )
}

function unLien([eleve, lien]: readonly [EleveFictif, LienFictif]): string {
  return (
    '      <RESPONSABLE_ELEVE>\n' +
    balise('ELEVE_ID', String(eleve.cle)) +
    balise('PERSONNE_ID', String(lien.adulte.cle)) +
    balise('NIVEAU_RESPONSABILITE', lien.niveau) +
    balise('CODE_PARENTE', lien.parente) +
    balise('PAIE_FRAIS_SCOLAIRES', chiffre(lien.niveau === '1' && lien.heberge)) +
    balise('PERCOIT_LES_AIDES', 'false') +
    balise('HEBERGE_ELEVE', booleen(lien.heberge)) +
    balise('A_CONTACTER_EN_PRIORITE', booleen(lien.heberge)) +
    '      </RESPONSABLE_ELEVE>\n'
  )
}

function uneAdresse(adresse: AdresseFictive): string {
  return (
    `      <ADRESSE ADRESSE_ID="${adresse.cle}">\n` +
    balise('LIGNE1_ADRESSE', adresse.voie) +
    balise('LIGNE2_ADRESSE', '') +
    balise('CODE_POSTAL', adresse.codePostal) +
    balise('CODE_PAYS', '100') +
    balise('LL_PAYS', 'FRANCE') +
    balise('LIBELLE_POSTAL', adresse.commune) +
    '      </ADRESSE>\n'
  )
}

/** Export « Structures » : les divisions de l'établissement. */
export function xmlStructures(etablissement: EtablissementFictif): Generator<string> {
  const toutes = divisions(etablissement.type, etablissement.effectif).flat()
  return document('BEE_STRUCTURES', '2.0', etablissement, section('DIVISIONS', toutes, uneDivision))
}

function uneDivision({ code, libelle, formation }: Division): string {
  return (
    `      <DIVISION CODE_STRUCTURE="${code}">\n` +
    balise('LIBELLE_LONG', libelle) +
    `        <MEFS_APPARTENANCE>\n          <MEF_APPARTENANCE>\n            <CODE_MEF>${formation.mef}</CODE_MEF>\n          </MEF_APPARTENANCE>\n        </MEFS_APPARTENANCE>\n      </DIVISION>\n`
  )
}
