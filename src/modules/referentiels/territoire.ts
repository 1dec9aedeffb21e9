import { hash } from 'node:crypto'

/** Les cinq niveaux du service, du plus local au plus large. */
export const niveaux = ['etablissement', 'bassin', 'departement', 'academie', 'national'] as const
export type Niveau = (typeof niveaux)[number]

/** Le nom d'un niveau, tel qu'on l'affiche. */
export const libellesNiveaux: Readonly<Record<Niveau, string>> = {
  etablissement: 'Établissement',
  bassin: 'Bassin',
  departement: 'Département',
  academie: 'Académie',
  national: 'National',
}

/** Sous quel niveau un territoire peut se ranger. La base l'impose aussi (contrainte `territoire_hierarchie`). */
export const parentsPossibles: Readonly<Record<Niveau, readonly Niveau[]>> = {
  etablissement: ['bassin', 'departement'],
  bassin: ['departement'],
  departement: ['academie'],
  academie: ['national'],
  national: [],
}

export type Territoire = {
  readonly id: string
  readonly niveau: Niveau
  readonly code: string
  readonly libelle: string
  readonly parentId: string | null
}

/** Espace de noms des territoires d'Égide, tiré au sort une fois pour toutes. */
const ESPACE = Buffer.from('d3b1f0a64e5c4b8a9a172f6c8e0b7d51', 'hex')

/** Code du seul territoire national. */
export const CODE_NATIONAL = 'FR'

/**
 * L'identifiant d'un territoire : uuid version 5 de « niveau:code », le même dans toutes les bases, calculable sans les lire.
 *
 * @param code UAI d'un établissement, code Insee d'un département (`15`, `2A`, `971`), code ministériel d'une académie (`06`)
 * @source RFC 9562 §5.5
 */
export function idTerritoire(niveau: Niveau, code: string): string {
  const octets = hash('sha1', Buffer.concat([ESPACE, Buffer.from(`${niveau}:${code}`)]), 'buffer').subarray(0, 16)
  octets[6] = (octets.readUInt8(6) & 0x0f) | 0x50
  octets[8] = (octets.readUInt8(8) & 0x3f) | 0x80
  const h = octets.toString('hex')
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-${h.slice(12, 16)}-${h.slice(16, 20)}-${h.slice(20)}`
}
