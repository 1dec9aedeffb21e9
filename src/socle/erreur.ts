/** Les cinq façons dont le métier refuse ; `creerApplication` en fait 404, 403, 409, 422 et 429. */
export type GenreErreur = 'introuvable' | 'interdit' | 'conflit' | 'invalide' | 'trop'

/** Repères techniques joints à une erreur : des identifiants, jamais un nom ni un texte saisi. */
export type Reperes = Readonly<Record<`${string}Id`, string>>

/**
 * Refus prévu par le métier.
 *
 * `message` s'adresse à l'agent : une phrase qui dit quoi faire. `code` (« module.motif ») et `reperes` vont au journal
 * technique. `champ` nomme, s'il y en a un, le champ du formulaire à corriger.
 */
export class ErreurMetier extends Error {
  override readonly name = 'ErreurMetier'
  readonly genre: GenreErreur
  readonly code: string
  readonly reperes: Reperes
  readonly champ: string | undefined

  constructor(genre: GenreErreur, code: string, message: string, reperes: Reperes = {}, champ?: string) {
    super(message)
    this.genre = genre
    this.code = code
    this.reperes = reperes
    this.champ = champ
  }
}
