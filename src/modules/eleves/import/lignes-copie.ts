/** Valeur d'une colonne, qui en dit le type : bytea, text, int4, int8, boolean ou int4[]. */
export type Valeur = Buffer | string | number | bigint | boolean | null | readonly number[]
export type Ligne = readonly Valeur[]

const DEBUT = Buffer.from('PGCOPY\n\u00ff\r\n\0\0\0\0\0\0\0\0\0', 'latin1')
const FIN = Buffer.from([0xff, 0xff])
const [INT2, INT4, INT8] = [2, 4, 8]
const OID_INT4 = 23
/** En-tête d'un tableau à une dimension : dimensions, présence de nuls, type, longueur, premier rang. */
const ENTETE_TABLEAU = 5 * INT4

/** Octets que prennent ces lignes au format binaire de COPY. */
export function tailleDeCopie(lignes: readonly Ligne[]): number {
  let taille = DEBUT.length + FIN.length
  for (const ligne of lignes) {
    taille += INT2
    for (const valeur of ligne) taille += INT4 + tailleDe(valeur)
  }
  return taille
}

function tailleDe(v: Valeur): number {
  if (v === null) return 0
  if (typeof v === 'number') return INT4
  if (typeof v === 'string') return Buffer.byteLength(v)
  if (typeof v === 'bigint') return INT8
  if (typeof v === 'boolean') return 1
  return Buffer.isBuffer(v) ? v.length : ENTETE_TABLEAU + v.length * 2 * INT4
}

/**
 * Écrit ces lignes au format binaire de COPY, colonnes dans l'ordre de la table ; `octets` a juste leur taille. Moitié moins d'octets
 * que le format texte, où chaque octet chiffré en prend deux.
 *
 * @source documentation de PostgreSQL, « COPY », Binary Format
 */
export function ecrireCopie(lignes: readonly Ligne[], octets: Uint8Array): void {
  const sortie = Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength)
  let fin = DEBUT.copy(sortie)
  for (const ligne of lignes) {
    fin = sortie.writeInt16BE(ligne.length, fin)
    for (const valeur of ligne) fin = ecrire(sortie, fin, valeur)
  }
  FIN.copy(sortie, fin)
}

export function copieDe(lignes: readonly Ligne[]): Uint8Array {
  const octets = new Uint8Array(tailleDeCopie(lignes))
  ecrireCopie(lignes, octets)
  return octets
}

/** Écrit une valeur précédée de sa taille ; rend la position suivante. */
function ecrire(sortie: Buffer, debut: number, v: Valeur): number {
  if (v === null) return sortie.writeInt32BE(-1, debut)
  const fin = sortie.writeInt32BE(tailleDe(v), debut)
  if (typeof v === 'number') return sortie.writeInt32BE(v, fin)
  if (typeof v === 'string') return fin + sortie.write(v, fin)
  if (typeof v === 'bigint') return sortie.writeBigInt64BE(v, fin)
  if (typeof v === 'boolean') return sortie.writeUInt8(v ? 1 : 0, fin)
  if (!Buffer.isBuffer(v)) return ecrireTableau(sortie, fin, v)
  sortie.set(v, fin)
  return fin + v.length
}

function ecrireTableau(sortie: Buffer, debut: number, entiers: readonly number[]): number {
  let fin = debut
  for (const mot of [1, 0, OID_INT4, entiers.length, 1]) fin = sortie.writeInt32BE(mot, fin)
  for (const entier of entiers) fin = sortie.writeInt32BE(entier, sortie.writeInt32BE(INT4, fin))
  return fin
}
