import { createHash } from 'node:crypto'
import type { AdresseLue, EleveLu, Enregistrement, LienLu } from './enregistrement.ts'
import { MotifRejet } from './erreurs-lecture.ts'
import { niveauOnde } from './niveau.ts'
import { type Champs, jour, nomPropre, texte } from './valeurs.ts'

/** Forme comparable d'un nom : sans accent, casse, tiret ni apostrophe. */
const comparable = (valeur: string | null) =>
  (valeur ?? '')
    .normalize('NFD')
    .toUpperCase()
    .replace(/Œ/g, 'OE')
    .replace(/Æ/g, 'AE')
    .replace(/[^A-Z0-9]/g, '')

/** Clé opaque et stable : la même identité donne la même clé d'une extraction à l'autre, et la clé n'affiche aucun nom. */
function cle(espece: string, ...valeurs: (string | null)[]): string {
  return `${espece}-${createHash('sha256').update(valeurs.map(comparable).join('|')).digest('hex').slice(0, 32)}`
}

/** Clé d'un élève d'ONDE, qui n'a pas d'identifiant : nom de famille, prénom et date de naissance (AAAA-MM-JJ). */
const cleEleveOnde = (nom: string, prenom: string, dateNaissance: string) => cle('onde-eleve', nom, prenom, dateNaissance)

/** Clé d'un enfant dans l'extraction des responsables, qui ne donne ni INE ni date de naissance : deux homonymes la partagent. */
export const cleEnfantOnde = (nom: string, prenom: string) => cle('onde-enfant', nom, prenom)

/** Un élève d'ONDE et, s'il en a une, son adresse (la première : l'extraction ne dit pas à qui est la seconde). */
export function eleveOnde(champs: Champs, ligne: number): [EleveLu, ...AdresseLue[]] {
  const nomFamille = requis(nomPropre(champs, 'nomeleve'), 'le nom de l’élève')
  const prenom = requis(nomPropre(champs, 'prenomeleve'), 'le prénom de l’élève')
  const dateNaissance = requis(jour(champs, 'datenaissance'), 'la date de naissance')
  const identifiant = cleEleveOnde(nomFamille, prenom, dateNaissance)
  const adresse = adresseOnde(`${identifiant}-1`, ligne, champs, ['adresse1', 'cp1', 'commune1', 'pays1'])
  const sexe = texte(champs, 'sexe')?.toUpperCase()
  const eleve: EleveLu = {
    genre: 'eleve',
    ligne,
    cle: identifiant,
    cleEnfant: cleEnfantOnde(nomFamille, prenom),
    ine: texte(champs, 'ine'),
    nomFamille,
    nomUsage: nomPropre(champs, 'nomdusageeleve'),
    prenom,
    prenom2: nomPropre(champs, 'deuxiemeprenom'),
    prenom3: nomPropre(champs, 'troisiemeprenom'),
    dateNaissance,
    sexe: sexe === 'F' ? 'F' : sexe === 'M' || sexe === 'H' ? 'M' : null,
    codeMef: null,
    niveau: niveauOnde(texte(champs, 'niveau')),
    regime: null,
    division: texte(champs, 'libelleclasse') ?? texte(champs, 'classe'),
    dateEntree: null,
    dateSortie: null,
    motifSortie: null,
    adresseCle: adresse?.cle ?? null,
  }
  return adresse === null ? [eleve] : [eleve, adresse]
}

/**
 * Un responsable d'ONDE, son adresse et ses liens.
 *
 * Sa clé réunit nom, prénom et adresse : deux homonymes d'adresses différentes restent deux personnes. Séparer une
 * personne qui déménage est sans danger ; confondre deux personnes ferait écrire à la mauvaise.
 */
export function responsableOnde(champs: Champs, enfants: readonly Champs[], ligne: number): Enregistrement[] {
  const nomFamille = requis(nomPropre(champs, 'nomresponsable') ?? nomPropre(champs, 'nomusageresponsable'), 'le nom du responsable')
  const prenom = nomPropre(champs, 'prenomresponsable')
  const lieu = ['adresseresponsable', 'cpresponsable', 'communeresponsable', 'pays'] as const
  const identifiant = cle('onde-responsable', nomFamille, prenom, ...lieu.slice(0, 3).map((nom) => texte(champs, nom)))
  const adresse = adresseOnde(`${identifiant}-1`, ligne, champs, lieu)
  const liens = enfants.map((enfant) => lienOnde(enfant, identifiant, ligne)).filter((lien) => lien !== null)
  const personne: Enregistrement = {
    genre: 'personne',
    ligne,
    cle: identifiant,
    civilite: texte(champs, 'civiliteresponsable'),
    nomFamille,
    nomUsage: nomPropre(champs, 'nomusageresponsable'),
    prenom,
    telPersonnel: texte(champs, 'telephonedomicile'),
    telPortable: texte(champs, 'telephoneportable'),
    telProfessionnel: texte(champs, 'telephonetravail'),
    courriel: texte(champs, 'courriel'),
    adresseCle: adresse?.cle ?? null,
    accepteSms: null,
    communicationAdresse: null,
  }
  return adresse === null ? [personne, ...liens] : [personne, adresse, ...liens]
}

/** ONDE n'exporte ni lien de parenté ni niveau de responsabilité : ils restent inconnus. */
function lienOnde(enfant: Champs, clePersonne: string, ligne: number): LienLu | null {
  const nom = nomPropre(enfant, 'nomdefamilleenfant')
  const prenom = nomPropre(enfant, 'prenomenfant')
  if (nom === null || prenom === null) return null
  return {
    genre: 'lien',
    ligne,
    cleEleve: cleEnfantOnde(nom, prenom),
    clePersonne,
    niveauResponsabilite: null,
    codeParente: null,
    heberge: null,
    classeEleve: texte(enfant, 'classesenfants'),
  }
}

function adresseOnde(
  identifiant: string,
  ligne: number,
  champs: Champs,
  noms: readonly [string, string, string, string],
): AdresseLue | null {
  const [voie, codePostal, commune, pays] = [texte(champs, noms[0]), texte(champs, noms[1]), texte(champs, noms[2]), texte(champs, noms[3])]
  if (voie === null && codePostal === null && commune === null) return null
  return { genre: 'adresse', ligne, cle: identifiant, lignes: voie === null ? [] : [voie], codePostal, commune, pays }
}

function requis(valeur: string | null, quoi: string): string {
  if (valeur === null) throw new MotifRejet(`Il manque ${quoi}.`)
  return valeur
}
