/**
 * Ce qu’un formulaire montre : les valeurs reçues (telles que saisies), une phrase d’erreur par champ, une erreur qui n’est d’aucun champ.
 * Les clés sont les attributs `name` des champs.
 */
export type Etat = {
  readonly valeurs: Readonly<Record<string, string | readonly string[]>>
  readonly erreurs: Readonly<Record<string, string>>
  readonly general?: string | undefined
}

/** Formulaire vierge. */
export const ETAT_VIDE: Etat = { valeurs: {}, erreurs: {} }

/** Valeur unique d’un champ ; la première s’il y en a plusieurs ; `defaut` si le champ n’a jamais été soumis. */
export function valeurDe(etat: Etat, nom: string, defaut = ''): string {
  return etat.valeurs[nom] === undefined ? defaut : (valeursDe(etat, nom)[0] ?? '')
}

/** Valeurs multiples d’un champ (cases à cocher). */
export function valeursDe(etat: Etat, nom: string, defaut: readonly string[] = []): readonly string[] {
  const recue: unknown = etat.valeurs[nom]
  if (recue === undefined) return defaut
  // Le corps reçu vient du réseau : ce qui n’est pas du texte ne s’affiche pas.
  return (Array.isArray(recue) ? recue : [recue]).filter((valeur) => typeof valeur === 'string')
}

/** Identifiant HTML d’un champ ; le résumé des erreurs y renvoie. */
export const idDe = (nom: string): string => `champ-${nom.replace(/[^A-Za-z0-9_-]/g, '-')}`

/** Option d’un choix : `[valeur, libellé]` ou la forme longue. */
export type OptionChoix =
  | readonly [valeur: string, libelle: string]
  | {
      readonly valeur: string
      readonly libelle: string
      readonly aide?: string | undefined
      readonly groupe?: string | undefined
      readonly desactivee?: boolean | undefined
    }

export type OptionLongue = Exclude<OptionChoix, readonly [string, string]>

/** Ramène les deux écritures d’une option à la forme longue. */
export function optionLongue(option: OptionChoix): OptionLongue {
  return 'valeur' in option ? option : { valeur: option[0], libelle: option[1] }
}
