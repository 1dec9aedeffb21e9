import { dresserGrille, type Masque, type Territoire } from './grille.ts'
import { Parution } from './parution.ts'
import { Publication } from './publication.ts'

/**
 * Des rapports et ceux qu'ils remplacent, où les versions d'un même établissement n'en font qu'une : l'une sur l'autre, ce qui fait bouger l'une
 * fait bouger l'autre d'autant. `territoires` : chacun avec ses comptes ; `dejaPublie` : ce qui a paru, masqué.
 */
export type Versions = {
  readonly territoires: readonly Territoire[]
  readonly dejaPublie: ReadonlyMap<string, Masque>
}

/**
 * Vrai si, ces masques parus, une case cachée d'un rapport ou d'une version ne se prouve ni ici, ni dans la publication, qui tient les versions
 * remplacées pour connues : l'un ou l'autre suffit, tous deux construisent une autre table que rien de publié ne distingue.
 */
export function decouvreUneVersion(
  { territoires, dejaPublie, masques }: Versions & { readonly masques: ReadonlyMap<string, Masque> },
  reponsesMultiples: ReadonlySet<string>,
  ailleurs: Publication,
): boolean {
  const g = dresserGrille(territoires, reponsesMultiples)
  const publication = new Publication(g, ailleurs.seuil, ailleurs.tablesTues)
  for (const [id, masque] of [...dejaPublie, ...masques]) publication.rappeler(g.rangs.get(id) as number, masque)
  return new Parution(publication, 0, 0).prouver().some((cellule) => {
    const t = ailleurs.g.rangs.get(g.ids[cellule % g.n] as string)
    const c = ailleurs.g.cles.indexOf(g.cles[Math.floor(cellule / g.n)] ?? null)
    return t === undefined || c < 0 || !ailleurs.cachee(c * ailleurs.g.n + t)
  })
}
