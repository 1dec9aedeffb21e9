import { minuteDeParis } from '#socle/cas-usage.ts'
import { type CHAMPS_APPEL, libelleAppele, libellesNote, type NoteUrgence, TEXTES_NOTE } from './note-urgence.ts'

/** Chemin du gabarit, depuis la racine du projet. */
export const GABARIT_URGENCE = 'src/modules/protection/gabarits/urgence.typ'

/** Ce que le document imprime. Les instants sont des minutes à Paris ; un texte vide se dit « non renseigné ». */
export type DonneesUrgence = {
  readonly enfant: { readonly nom: string; readonly prenom: string; readonly neLe: string }
  readonly etablissement: string
  readonly textes: readonly { readonly titre: string; readonly texte: string }[]
  readonly appels: readonly Readonly<Record<(typeof CHAMPS_APPEL)[number], string>>[]
  /** Qui a écrit, et quand, du premier enregistrement au dernier. */
  readonly ecritures: readonly { readonly rang: number; readonly auteur: string; readonly le: string }[]
}

type Version = { readonly rang: number; readonly auteur: string; readonly ecriteLe: Date; readonly note: NoteUrgence }

/** Le document de la dernière version ; `versions` : la dernière d'abord. */
export function composerUrgence(
  identite: { readonly nomUsage: string | null; readonly nomFamille: string; readonly prenom: string; readonly dateNaissance: string },
  etablissement: string,
  versions: readonly [Version, ...Version[]],
): DonneesUrgence {
  const { note } = versions[0]
  return {
    enfant: { nom: identite.nomUsage ?? identite.nomFamille, prenom: identite.prenom, neLe: identite.dateNaissance },
    etablissement,
    textes: TEXTES_NOTE.map((t) => ({ titre: libellesNote[t], texte: note[t] })),
    appels: note.appels.map((a) => ({ ...a, qui: libelleAppele(a.qui) })),
    ecritures: versions.toReversed().map((v) => ({ rang: v.rang, auteur: v.auteur, le: minuteDeParis(v.ecriteLe) })),
  }
}
