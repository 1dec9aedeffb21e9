import type { Empreinte, Lieu } from '#socle/coffre.ts'
import type { FicheEleve } from './eleve.ts'
import { formeIdentite, motsDe, trigrammes, trigrammesSelectifs } from './normaliser.ts'

/*
 * Tout ce qui permet de retrouver sans lire. Chaque empreinte a son domaine : une valeur égale dans deux colonnes n'y donne
 * pas la même empreinte, et rien ne se joint d'une table à l'autre.
 */

export const empreinteIdentite = (e: Empreinte, f: Pick<FicheEleve, 'nomFamille' | 'prenom' | 'dateNaissance'>): Buffer =>
  e('eleves.identite', formeIdentite(f.nomFamille, f.prenom, f.dateNaissance))
export const empreinteIne = (e: Empreinte, ine: string | null): Buffer | null => (ine === null ? null : e('eleves.ine', ine.toUpperCase()))
export const empreinteCle = (e: Empreinte, etablissementId: string, nature: string, cle: string): Buffer =>
  e('eleves.cle', `${etablissementId}|${nature}|${cle}`)
export const empreinteContenu = (e: Empreinte, cleAveugle: Buffer, contenu: string): Buffer =>
  e('eleves.contenu', `${cleAveugle.toString('hex')}|${contenu}`)
/** Ce que la table des liens protégés garde de l'élève. */
export const empreinteProtege = (e: Empreinte, eleveId: string): Buffer => e('eleves.protege', eleveId)

/** Une fiche importée est authentifiée avec sa clé aveugle : l'élève qui change de clé est rechiffré. */
export const lieu = (colonne: Lieu['colonne'], cleAveugle: Buffer): Lieu => ({ colonne, ligneId: cleAveugle.toString('hex') })

/** Un bit par jeton, sur 64 : ce que la recherche compare d'abord (`eleves.signature`, en base). Un entier de 64 bits, en texte. */
export function signatureDe(jetons: readonly number[]): string {
  let [basse, haute] = [0, 0]
  for (const jeton of jetons)
    if ((jeton & 32) === 0) basse |= 1 << (jeton & 31)
    else haute |= 1 << (jeton & 31)
  return ((BigInt(haute) << 32n) | BigInt(basse >>> 0)).toString()
}

/** Les jetons de recherche d'un établissement, gardés le temps d'un import : mille élèves partagent quelques milliers de trigrammes. */
export class Jetons {
  readonly #empreinte: Empreinte
  readonly #domaine: string
  readonly #connus = new Map<string, number>()

  constructor(empreinte: Empreinte, etablissementId: string) {
    this.#empreinte = empreinte
    this.#domaine = `eleves.recherche|${etablissementId}`
  }

  /** Jetons de ces mots, sans doublon, entiers signés de 32 bits. */
  de(mots: readonly string[]): number[] {
    return [...new Set(mots.flatMap(trigrammes).map((t) => this.#jeton(t)))]
  }

  /** Ceux de ces mots par lesquels on choisit les candidats ; les autres ne servent qu'à les classer. */
  selectifs(mots: readonly string[]): number[] {
    return [...new Set(mots.flatMap(trigrammesSelectifs).map((t) => this.#jeton(t)))]
  }

  deFiche(f: Pick<FicheEleve, 'nomFamille' | 'nomUsage' | 'prenom' | 'prenom2' | 'prenom3'>): number[] {
    return this.de([f.nomFamille, f.nomUsage, f.prenom, f.prenom2, f.prenom3].flatMap(motsDe))
  }

  #jeton(trigramme: string): number {
    const connu = this.#connus.get(trigramme)
    if (connu !== undefined) return connu
    const jeton = this.#empreinte(this.#domaine, trigramme).readInt32BE(0)
    this.#connus.set(trigramme, jeton)
    return jeton
  }
}
