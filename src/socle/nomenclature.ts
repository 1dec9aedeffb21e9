/** Degré de certitude d'une nomenclature, tel que relevé à la source. */
export type Fiabilite = 'officiel_en_vigueur' | 'officiel_version_anterieure' | 'source_publique' | 'proposition_egide'

/** Un code de nomenclature. `du` et `au` sont des jours civils « AAAA-MM-JJ », `au` exclu. */
export type Entree = {
  readonly libelle: string
  readonly groupe?: string
  readonly du: string
  readonly au?: string
}

/** Une liste fermée de codes, son intitulé, sa source et son degré de certitude ; `table` est son miroir en base. */
export type Nomenclature<C extends string = string> = {
  readonly table: `referentiels.${string}`
  readonly titre: string
  readonly source: string
  readonly fiabilite: Fiabilite
  readonly entrees: Readonly<Record<C, Entree>>
}

export type CodeDe<N extends Nomenclature> = keyof N['entrees'] & string

/** Codes figés à jamais, libellés révisables ; on ferme une entrée (`au`), on ne la supprime pas. */
export function nomenclature<const C extends string>(definition: Nomenclature<C>): Nomenclature<C> {
  return definition
}

/** Tous les codes, dans l'ordre de la liste ; pour `z.enum`. */
export function codesDe<C extends string>(n: Nomenclature<C>): [C, ...C[]] {
  return Object.keys(n.entrees) as [C, ...C[]]
}

/** Les codes qu'un formulaire propose le `jour` donné (« AAAA-MM-JJ »). */
export function codesValides<C extends string>(n: Nomenclature<C>, jour: string): C[] {
  return codesDe(n).filter((code) => n.entrees[code].du <= jour && (n.entrees[code].au ?? '9999-12-31') > jour)
}

/** Libellé d'un code ; le code lui-même s'il est inconnu (donnée ancienne d'un autre système). */
export function libelleDe(n: Nomenclature, code: string): string {
  return n.entrees[code]?.libelle ?? code
}
