import type { Bloc, Section } from './blocs-bee.ts'
import type { AdresseLue, DivisionLue, EleveLu, Enregistrement, LienLu, PersonneLue, StructureLue } from './enregistrement.ts'
import { MotifRejet } from './erreurs-lecture.ts'
import { niveauDuMef } from './niveau.ts'
import { booleen, jour, nomPropre, texte, texteRequis } from './valeurs.ts'

/** Comment lire une section : balises gardées, conversion, et clé unique de l'entrée (nulle : doublons admis). */
export type Lecture = Section & {
  convertir(bloc: Bloc): Enregistrement | null
  cle(bloc: Bloc): string | null
  doublon: string
}

const sections = (noms: string) => new Set(noms.split(' '))

/** `<ELEVES>`. CODE_PAYS_NAT (nationalité) et les lieux de naissance ne figurent pas dans les champs gardés : ils ne sont jamais lus. */
const ELEVES: Lecture = {
  entree: 'ELEVE',
  champs: sections(
    'ID_NATIONAL NOM NOM_DE_FAMILLE NOM_USAGE PRENOM PRENOM2 PRENOM3 DATE_NAISS CODE_SEXE CODE_MEF CODE_REGIME DATE_ENTREE DATE_SORTIE CODE_MOTIF_SORTIE ADRESSE_ID INE_RNIE INE_BEA',
  ),
  cle: (bloc) => texte(bloc.attributs, 'ELEVE_ID'),
  doublon: 'Cet ELEVE_ID apparaît déjà plus haut : seule la première entrée est gardée.',
  convertir({ ligne, attributs, champs }): EleveLu {
    const dateNaissance = jour(champs, 'DATE_NAISS')
    if (dateNaissance === null) throw new MotifRejet('Il manque la date de naissance (DATE_NAISS).')
    const codeMef = texte(champs, 'CODE_MEF')
    return {
      genre: 'eleve',
      ligne,
      cle: texteRequis(attributs, 'ELEVE_ID', 'l’identifiant de l’élève'),
      cleEnfant: null,
      ine: texte(champs, 'ID_NATIONAL') ?? texte(champs, 'INE_RNIE') ?? texte(champs, 'INE_BEA'),
      nomFamille: nomDeFamille(champs),
      nomUsage: nomPropre(champs, 'NOM_USAGE'),
      prenom: requis(nomPropre(champs, 'PRENOM'), 'le prénom (PRENOM)'),
      prenom2: nomPropre(champs, 'PRENOM2'),
      prenom3: nomPropre(champs, 'PRENOM3'),
      dateNaissance,
      sexe: champs.CODE_SEXE?.trim() === '1' ? 'M' : champs.CODE_SEXE?.trim() === '2' ? 'F' : null,
      codeMef,
      niveau: niveauDuMef(codeMef),
      regime: texte(champs, 'CODE_REGIME')?.charAt(0) ?? null,
      division: null,
      dateEntree: jour(champs, 'DATE_ENTREE'),
      dateSortie: jour(champs, 'DATE_SORTIE'),
      motifSortie: texte(champs, 'CODE_MOTIF_SORTIE'),
      adresseCle: texte(champs, 'ADRESSE_ID'),
    }
  },
}

/** `<STRUCTURES>` : la division de l'élève. S'il y en a plusieurs, la première par code croissant, comme le fait SIECLE. */
const STRUCTURES: Lecture = {
  entree: 'STRUCTURES_ELEVE',
  champs: new Set(),
  sousBloc: 'STRUCTURE',
  sousChamps: sections('CODE_STRUCTURE TYPE_STRUCTURE'),
  cle: (bloc) => texte(bloc.attributs, 'ELEVE_ID'),
  doublon: 'Cet élève a déjà des structures plus haut : seule la première entrée est gardée.',
  convertir({ ligne, attributs, sous }): DivisionLue | null {
    const cle = texteRequis(attributs, 'ELEVE_ID', 'l’identifiant de l’élève')
    const divisions = sous.filter((structure) => structure.TYPE_STRUCTURE?.trim() === 'D').map((structure) => codeStructure(structure))
    const [codeStructureElue] = divisions.sort()
    return codeStructureElue === undefined ? null : { genre: 'division', ligne, cle, codeStructure: codeStructureElue }
  },
}

const ADRESSES: Lecture = {
  entree: 'ADRESSE',
  champs: sections(
    'LIGNE1_ADRESSE LIGNE2_ADRESSE LIGNE3_ADRESSE LIGNE4_ADRESSE BOITE_POSTALE COMMUNE_ETRANGERE CODE_POSTAL LL_PAYS LIBELLE_POSTAL',
  ),
  cle: (bloc) => texte(bloc.attributs, 'ADRESSE_ID'),
  doublon: 'Cet ADRESSE_ID apparaît déjà plus haut : seule la première entrée est gardée.',
  convertir({ ligne, attributs, champs }): AdresseLue {
    const noms = ['LIGNE1_ADRESSE', 'LIGNE2_ADRESSE', 'LIGNE3_ADRESSE', 'LIGNE4_ADRESSE', 'BOITE_POSTALE']
    return {
      genre: 'adresse',
      ligne,
      cle: texteRequis(attributs, 'ADRESSE_ID', 'l’identifiant de l’adresse'),
      lignes: noms.map((nom) => texte(champs, nom)).filter((valeur) => valeur !== null),
      codePostal: texte(champs, 'CODE_POSTAL'),
      commune: texte(champs, 'LIBELLE_POSTAL') ?? texte(champs, 'COMMUNE_ETRANGERE'),
      pays: texte(champs, 'LL_PAYS'),
    }
  },
}

const PERSONNES: Lecture = {
  entree: 'PERSONNE',
  champs: sections(
    'LC_CIVILITE NOM NOM_DE_FAMILLE NOM_USAGE PRENOM TEL_PERSONNEL TEL_PORTABLE TEL_PROFESSIONNEL MEL ADRESSE_ID ACCEPTE_SMS COMMUNICATION_ADRESSE',
  ),
  cle: (bloc) => texte(bloc.attributs, 'PERSONNE_ID'),
  doublon: 'Ce PERSONNE_ID apparaît déjà plus haut : seule la première entrée est gardée.',
  convertir({ ligne, attributs, champs }): PersonneLue {
    return {
      genre: 'personne',
      ligne,
      cle: texteRequis(attributs, 'PERSONNE_ID', 'l’identifiant de la personne'),
      civilite: texte(champs, 'LC_CIVILITE'),
      nomFamille: nomDeFamille(champs),
      nomUsage: nomPropre(champs, 'NOM_USAGE'),
      prenom: nomPropre(champs, 'PRENOM'),
      telPersonnel: texte(champs, 'TEL_PERSONNEL'),
      telPortable: texte(champs, 'TEL_PORTABLE'),
      telProfessionnel: texte(champs, 'TEL_PROFESSIONNEL'),
      courriel: texte(champs, 'MEL'),
      adresseCle: texte(champs, 'ADRESSE_ID'),
      accepteSms: booleen(champs, 'ACCEPTE_SMS'),
      communicationAdresse: booleen(champs, 'COMMUNICATION_ADRESSE'),
    }
  },
}

/** `<RESPONSABLES>`, deux générations : NIVEAU_RESPONSABILITE depuis 2018, RESP_LEGAL avant (1 et 2 y valent « représentant légal »). */
const RESPONSABLES: Lecture = {
  entree: 'RESPONSABLE_ELEVE',
  champs: sections('ELEVE_ID PERSONNE_ID NIVEAU_RESPONSABILITE RESP_LEGAL CODE_PARENTE HEBERGE_ELEVE'),
  cle: () => null,
  doublon: '',
  convertir({ ligne, champs }): LienLu {
    return {
      genre: 'lien',
      ligne,
      cleEleve: texteRequis(champs, 'ELEVE_ID', 'l’identifiant de l’élève'),
      clePersonne: texteRequis(champs, 'PERSONNE_ID', 'l’identifiant de la personne'),
      niveauResponsabilite: niveauResponsabilite(champs.NIVEAU_RESPONSABILITE?.trim() ?? '', champs.RESP_LEGAL?.trim() ?? ''),
      codeParente: texte(champs, 'CODE_PARENTE'),
      heberge: booleen(champs, 'HEBERGE_ELEVE'),
      classeEleve: null,
    }
  },
}

const DIVISIONS: Lecture = {
  entree: 'DIVISION',
  champs: sections('LIBELLE_LONG'),
  sousBloc: 'MEF_APPARTENANCE',
  sousChamps: sections('CODE_MEF'),
  cle: (bloc) => texte(bloc.attributs, 'CODE_STRUCTURE'),
  doublon: 'Ce code de division apparaît déjà plus haut : seule la première entrée est gardée.',
  convertir({ ligne, attributs, champs, sous }): StructureLue {
    return {
      genre: 'structure',
      ligne,
      code: codeStructure(attributs),
      libelle: texte(champs, 'LIBELLE_LONG'),
      mefs: sous.map((mef) => texte(mef, 'CODE_MEF')).filter((valeur) => valeur !== null),
    }
  },
}

/** Sections connues de chaque racine ; `ignoree` : connue, sans usage dans Égide. */
export const LECTURES: Readonly<Record<string, Readonly<Record<string, Lecture | 'ignoree'>>>> = {
  BEE_ELEVES: { ELEVES, STRUCTURES, ADRESSES, OPTIONS: 'ignoree', BOURSES: 'ignoree' },
  BEE_RESPONSABLES: { PERSONNES, RESPONSABLES, ADRESSES },
  BEE_STRUCTURES: { DIVISIONS, GROUPES: 'ignoree' },
}

function nomDeFamille(champs: Record<string, string>): string {
  const nom = nomPropre(champs, 'NOM_DE_FAMILLE') ?? nomPropre(champs, 'NOM') ?? null
  return requis(nom, 'le nom de famille (NOM_DE_FAMILLE)')
}

function requis(valeur: string | null, quoi: string): string {
  if (valeur === null) throw new MotifRejet(`Il manque ${quoi}.`)
  return valeur
}

/** Code d'une division : espaces et « _ » y sont significatifs, les bords non. */
function codeStructure(champs: Record<string, string>): string {
  return texteRequis(champs, 'CODE_STRUCTURE', 'le code de la division')
}

function niveauResponsabilite(niveau: string, respLegal: string): LienLu['niveauResponsabilite'] {
  if (niveau === '1' || niveau === '2' || niveau === '3') return niveau
  return respLegal === '1' || respLegal === '2' ? '1' : null
}
