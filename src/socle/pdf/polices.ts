import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Les familles de polices des documents, dans l’ordre où elles sont essayées, et leurs fichiers sous `donnees/polices`. */
const FAMILLES: ReadonlyArray<{ readonly nom: string; readonly fichiers: readonly string[] }> = [
  { nom: 'Atkinson Hyperlegible', fichiers: ['AtkinsonHyperlegible-Regular.ttf', 'AtkinsonHyperlegible-Bold.ttf'] },
  { nom: 'DejaVu Sans', fichiers: ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'] },
  { nom: 'Noto Emoji', fichiers: ['NotoEmoji-Regular.ttf'] },
]

/** Les points de code que dessine une famille, dans toutes ses graisses. */
export type Couverture = ReadonlySet<number>

export type PolicesChargees = { readonly octets: readonly Buffer[]; readonly couvertures: readonly Couverture[] }

/** Lit les polices du dossier ; lève l’erreur du système si un fichier manque. */
export function chargerPolices(dossier: string): PolicesChargees {
  const parFamille = FAMILLES.map(({ fichiers }) => fichiers.map((f) => readFileSync(join(dossier, f))))
  return { octets: parFamille.flat(), couvertures: parFamille.map((graisses) => commun(graisses.map(lireCouverture))) }
}

function commun([premiere = new Set<number>(), ...autres]: Couverture[]): Couverture {
  return new Set([...premiere].filter((point) => autres.every((c) => c.has(point))))
}

/**
 * Points de code présents dans la table `cmap` d’une police TrueType.
 *
 * @source OpenType 1.9, « cmap », formats 4 et 12
 */
function lireCouverture(police: Buffer): Couverture {
  const cmap = debutTable(police, 'cmap')
  const points = new Set<number>()
  for (let i = 0; i < police.readUInt16BE(cmap + 2); i++) {
    const table = cmap + police.readUInt32BE(cmap + 4 + i * 8 + 4)
    const format = police.readUInt16BE(table)
    if (format === 4) lireFormat4(police, table, points)
    if (format === 12) lireFormat12(police, table, points)
  }
  return points
}

function debutTable(police: Buffer, nom: string): number {
  for (let i = 0; i < police.readUInt16BE(4); i++) {
    const entree = 12 + i * 16
    if (police.toString('latin1', entree, entree + 4) === nom) return police.readUInt32BE(entree + 8)
  }
  throw new Error(`Police sans table ${nom}.`)
}

function lireFormat4(police: Buffer, table: number, points: Set<number>): void {
  const doubleSegments = police.readUInt16BE(table + 6)
  const fins = table + 14
  const debuts = fins + doubleSegments + 2
  const deltas = debuts + doubleSegments
  const decalages = deltas + doubleSegments
  for (let s = 0; s < doubleSegments; s += 2) {
    const debut = police.readUInt16BE(debuts + s)
    const fin = police.readUInt16BE(fins + s)
    const decalage = police.readUInt16BE(decalages + s)
    for (let c = debut; c <= fin && c !== 0xffff; c++) {
      const brut = decalage === 0 ? c : police.readUInt16BE(decalages + s + decalage + (c - debut) * 2)
      if (brut !== 0 && ((brut + police.readUInt16BE(deltas + s)) & 0xffff) !== 0) points.add(c)
    }
  }
}

function lireFormat12(police: Buffer, table: number, points: Set<number>): void {
  for (let g = 0; g < police.readUInt32BE(table + 12); g++) {
    const groupe = table + 16 + g * 12
    const fin = police.readUInt32BE(groupe + 4)
    for (let c = police.readUInt32BE(groupe); c <= fin; c++) points.add(c)
  }
}
