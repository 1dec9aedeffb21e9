import { MotifRejet } from './erreurs-lecture.ts'

/** Valeurs d'un bloc, par nom de balise ou de colonne. */
export type Champs = Record<string, string>

const BLANCS = /[\s\u00a0]+/g
const A_NETTOYER = /^\s|\s$|\s\s|[\t\r\n\u00a0]/
/** Plus longue valeur prévue par les exports BEE : MEL, 254 caractères. */
const LONGUEUR_MAX = 254

/** Texte d'un champ, blancs réduits, forme composée (NFC) ; nul si absent ou vide. `nom` est celui montré en cas de rejet. */
export function texte(champs: Champs, nom: string): string | null {
  let valeur = champs[nom]
  if (valeur === undefined || valeur === '') return null
  if (A_NETTOYER.test(valeur)) valeur = valeur.replace(BLANCS, ' ').trim()
  if (valeur === '') return null
  if (valeur.length > LONGUEUR_MAX) throw new MotifRejet(`Le champ ${nom} dépasse ${LONGUEUR_MAX} caractères.`)
  return valeur.normalize('NFC')
}

/** Comme `texte`, mais rejette l'entrée si le champ manque ; `quoi` se lit après « Il manque ». */
export function texteRequis(champs: Champs, nom: string, quoi: string): string {
  const valeur = texte(champs, nom)
  if (valeur === null) throw new MotifRejet(`Il manque ${quoi} (${nom}).`)
  return valeur
}

/** Nom ou prénom : 100 caractères au plus, la longueur de la base élèves. */
export function nomPropre(champs: Champs, nom: string): string | null {
  const valeur = texte(champs, nom)
  if (valeur !== null && valeur.length > 100) throw new MotifRejet(`Le champ ${nom} dépasse 100 caractères.`)
  return valeur
}

const JJ_MM_AAAA = /^(\d{2})\/(\d{2})\/(\d{4})$/
const AAAA_MM_JJ = /^(\d{4})-(\d{2})-(\d{2})$/
const JOURS_PAR_MOIS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** Jour civil AAAA-MM-JJ lu de JJ/MM/AAAA ou AAAA-MM-JJ ; nul si absent ; rejette un jour qui n'existe pas. */
export function jour(champs: Champs, nom: string): string | null {
  const brut = champs[nom]?.trim()
  if (brut === undefined || brut === '') return null
  const date = jourCivil(brut)
  if (date === null) throw new MotifRejet(`Le champ ${nom} n’est pas une date du calendrier (JJ/MM/AAAA attendu).`)
  return date
}

/** Jour civil AAAA-MM-JJ, ou nul si le texte n'est pas une date du calendrier entre 1900 et 2100. */
export function jourCivil(brut: string): string | null {
  const francais = JJ_MM_AAAA.exec(brut)
  const [annee, mois, quantieme] = francais ? [francais[3], francais[2], francais[1]] : (AAAA_MM_JJ.exec(brut)?.slice(1) ?? [])
  if (annee === undefined || mois === undefined || quantieme === undefined) return null
  const an = Number(annee)
  const bissextile = (an % 4 === 0 && an % 100 !== 0) || an % 400 === 0
  const dernier = mois === '02' && bissextile ? 29 : (JOURS_PAR_MOIS[Number(mois) - 1] ?? 0)
  const existe = an >= 1900 && an <= 2100 && Number(quantieme) >= 1 && Number(quantieme) <= dernier
  return existe ? `${annee}-${mois}-${quantieme}` : null
}

/** Booléen des exports BEE, où `1/0` et `true/false` voisinent ; ONDE écrit Oui et Non. Toute autre valeur : inconnu. */
export function booleen(champs: Champs, nom: string): boolean | null {
  const valeur = champs[nom]?.trim().toLowerCase()
  if (valeur === '1' || valeur === 'true' || valeur === 'oui') return true
  if (valeur === '0' || valeur === 'false' || valeur === 'non') return false
  return null
}
