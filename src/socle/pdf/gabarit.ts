/**
 * Ce que la fabrique compose : le chemin absolu d'un `.typ` d'Égide, ou un texte écrit hors d'Égide. Celui-là ne voit que la
 * bibliothèque qu'il range (chemin absolu) et `egide.typ` : ni le disque, ni un paquet, ni le réseau (ADR 0025).
 */
export type Gabarit = string | GabaritLibre
export type GabaritLibre = { readonly texte: string; readonly bibliotheque: string }

/** Une faute d'un gabarit libre ; `ligne` nulle quand le moteur ne la situe pas. `message` est celui du moteur, en anglais. */
export type Faute = { readonly ligne: number | null; readonly message: string }

/** Pourquoi un gabarit libre n'a rien donné. */
export type CauseRefus = 'composition' | 'delai' | 'memoire' | 'taille'

/** Un gabarit libre refusé. Ses fautes peuvent citer le texte composé : on ne les montre que sur des données fictives. */
export class GabaritRefuse extends Error {
  readonly motif: CauseRefus
  readonly fautes: readonly Faute[]
  constructor(motif: CauseRefus, fautes: readonly Faute[] = []) {
    super('Gabarit refusé.')
    this.name = 'GabaritRefuse'
    this.motif = motif
    this.fautes = fautes
  }
}
