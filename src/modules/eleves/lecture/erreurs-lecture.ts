import { ErreurMetier } from '#socle/erreur.ts'

/** Refus d'un fichier entier : rien n'en est importé. `code` complète « eleves.import_ ». */
export const refusFichier = (code: string, message: string): ErreurMetier => new ErreurMetier('invalide', `eleves.import_${code}`, message)

/** Le fichier ne s'ouvre pas : absent, dossier, droits. */
export const fichierIllisible = () =>
  refusFichier('fichier_illisible', 'Le fichier n’a pas pu être ouvert. Vérifiez qu’il existe toujours et que vous pouvez le lire.')

export const fichierVide = () => refusFichier('fichier_vide', 'Le fichier est vide. Refaites l’export, puis choisissez le nouveau fichier.')

export const fichierTropGrand = (tailleMax: number) =>
  refusFichier('trop_grand', `Le contenu du fichier dépasse ${enMo(tailleMax)} Mo, la taille admise. Refaites l’export par établissement.`)

export const xmlMalForme = (ligne: number) =>
  refusFichier(
    'xml_invalide',
    `Le fichier n’est pas un XML bien formé : la lecture s’arrête à la ligne ${ligne}. Refaites l’export sans l’ouvrir dans un autre logiciel.`,
  )

export const xmlTronque = (ligne: number) =>
  refusFichier(
    'xml_tronque',
    `Le fichier est incomplet : il s’interrompt à la ligne ${ligne}. L’export ou la copie n’est pas allé au bout ; refaites-le.`,
  )

export const encodageInvalide = (encodage: string, ligne: number) =>
  refusFichier(
    'encodage',
    `Vers la ligne ${ligne}, des caractères ne correspondent pas à l’encodage annoncé (${encodage}). Refaites l’export sans l’enregistrer depuis un autre logiciel.`,
  )

const enMo = (octets: number) => Math.max(1, Math.floor(octets / 1024 ** 2))

/** Motif d'écart d'une seule entrée ; attrapé par le lecteur, qui en fait un rejet. Le message ne porte aucune donnée du fichier. */
export class MotifRejet extends Error {
  override readonly name = 'MotifRejet'
}
