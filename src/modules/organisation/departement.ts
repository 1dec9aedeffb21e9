/**
 * Le département dont on lit ou organise le service. `ancetres` : lui-même, son académie, le national. `apparentes` : parmi les
 * territoires où l'agent exerce, ceux qui sont au-dessus ou au-dedans de ce département.
 */
export type DepartementVise = {
  readonly id: string
  readonly code: string
  readonly libelle: string
  readonly ancetres: readonly string[]
  readonly apparentes: readonly string[]
}

/** Un département, dans une liste à choisir. */
export type DepartementOffert = Pick<DepartementVise, 'id' | 'libelle'>
