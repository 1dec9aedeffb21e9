import { cheminLocal } from './retour.ts'

/** Ce qui attend derrière la preuve d'identité : où revenir, et l'envoi retenu (scellé) s'il y en a un. */
export type Suite = { readonly retour: string; readonly reprise: string }

export const lireSuite = (valeurs: Readonly<Record<string, unknown>>): Suite => ({
  retour: cheminLocal(valeurs.retour),
  reprise: typeof valeurs.reprise === 'string' ? valeurs.reprise : '',
})

/** Un envoi retenu : son adresse et ses champs, dans l'ordre. */
export type EnvoiRetenu = { readonly chemin: string; readonly champs: readonly (readonly [string, string])[] }

/** Combien de temps un envoi retenu se laisse reprendre. */
export const REPRISE_HEURES = 12
/** Le formulaire qui le portera doit rester sous la limite d'un envoi. */
export const REPRISE_MAX = 1_500_000

/** Les champs d'un corps de formulaire, sans ce qui prouve l'identité : cela se retape. */
export function champsDuCorps(corps: Readonly<Record<string, unknown>>): (readonly [string, string])[] {
  return Object.entries(corps).flatMap(([nom, valeur]) => {
    if (/mot_?de_?passe|^code$|^actuel$|^nouveau$|^confirmation$/i.test(nom)) return []
    return (Array.isArray(valeur) ? valeur : [valeur]).filter((v): v is string => typeof v === 'string').map((v) => [nom, v] as const)
  })
}
