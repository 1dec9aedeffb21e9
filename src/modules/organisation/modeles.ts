import { z } from 'zod'
import { type NatureModele, schemaNatureModele } from '#modules/referentiels/index.ts'
import { id, texteRequis } from '#socle/saisie.ts'
import { adresseVersion } from './protocole.ts'

/** Assez pour le plus long des formulaires lus ; la base refuse au-delà. */
export const MODELE_MAX = 60_000

/** Un écrit dont le département range les parties. `composer` l'essaie sur un exemple fictif et lève `GabaritRefuse`. */
export type EcritAModeler = {
  readonly national: string
  readonly parties: readonly { readonly nom: string; readonly montre: string; readonly obligatoire: boolean }[]
  readonly composer: (texte: string) => Promise<Uint8Array>
}

/** Ce que l'assemblage apporte : ce module ne connaît pas les écrits. */
export type Atelier = Readonly<Record<NatureModele, EcritAModeler>>

/** Le modèle d'un écrit, dans une version. */
export const visee = { protocoleId: id(), modele: schemaNatureModele }
const sansRetourChariot = (v: unknown) => (typeof v === 'string' ? v.replaceAll('\r\n', '\n') : v)
export const source = () => z.preprocess(sansRetourChariot, texteRequis('Écrivez le modèle, ou revenez au modèle national.', MODELE_MAX))

export const adresseModele = (protocoleId: string, nature: NatureModele, suite = ''): string =>
  `${adresseVersion(protocoleId)}/modeles/${nature}${suite}`
