import { codesDe, codesValides, type Nomenclature } from '#socle/nomenclature.ts'

/** Un choix offert par un formulaire. */
export type Option<C extends string = string> = { readonly code: C; readonly libelle: string; readonly groupe: string | undefined }

const estNumerique = (code: string) => /^(0|[1-9]\d*)$/.test(code)

/**
 * Les codes groupe par groupe, dans l'ordre de la liste. JavaScript met d'office en tête les clés faites de chiffres : un code
 * comme « 119 » reprend ici sa place, en fin de son groupe.
 */
export function codesEnOrdre<C extends string>(n: Nomenclature<C>): C[] {
  const declares = codesDe(n).toSorted((a, b) => Number(estNumerique(a)) - Number(estNumerique(b)))
  const groupes = [...new Set(declares.map((code) => n.entrees[code].groupe))]
  return declares.toSorted((a, b) => groupes.indexOf(n.entrees[a].groupe) - groupes.indexOf(n.entrees[b].groupe))
}

/** Les choix valables un `jour` (« AAAA-MM-JJ »), groupés et ordonnés. */
export function optionsDeNomenclature<C extends string>(n: Nomenclature<C>, jour: string): Option<C>[] {
  const valides = new Set<string>(codesValides(n, jour))
  return codesEnOrdre(n)
    .filter((code) => valides.has(code))
    .map((code) => ({ code, libelle: n.entrees[code].libelle, groupe: n.entrees[code].groupe }))
}

/** Les options telles que les champs à choix les attendent. */
export const choixDe = <C extends string>(options: readonly Option<C>[]) =>
  options.map(({ code, libelle, groupe }) => ({ valeur: code, libelle, groupe }))
