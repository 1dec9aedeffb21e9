/** Ce que montre le formulaire de création : la preuve de la recherche, ce qui a été cherché, mes établissements. */
export type Creation = {
  readonly preuve: string
  readonly cherche: string
  readonly etablissements: readonly (readonly [id: string, nom: string])[]
}
