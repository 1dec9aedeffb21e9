/**
 * Un établissement réel. Partout `null` veut dire « inconnu », jamais « non » : on l'affiche comme tel.
 * `id` est celui de son territoire ; `departement` son code et son nom ; `lat` et `lon` en degrés ; `effectif` en élèves.
 */
export type Etablissement = {
  readonly id: string
  readonly uai: string
  readonly nom: string
  readonly type: string
  readonly nature: string | null
  readonly secteur: string
  readonly adresse: string | null
  readonly codePostal: string | null
  readonly commune: string | null
  readonly departementId: string
  readonly educationPrioritaire: string | null
  readonly internat: boolean | null
  readonly ulis: boolean | null
  readonly segpa: boolean | null
  readonly voieGenerale: boolean | null
  readonly voieTechno: boolean | null
  readonly voiePro: boolean | null
  readonly effectif: number | null
  readonly ips: number | null
  readonly ipsAnnee: string | null
  readonly lat: number | null
  readonly lon: number | null
  readonly geoPrecision: string | null
  readonly etat: string | null
  readonly siret: string | null
  readonly source: string
}

/** Une caractéristique connue ou non, en toutes lettres. */
export function ouiNonInconnu(valeur: boolean | null): 'oui' | 'non' | 'inconnu' {
  if (valeur === null) return 'inconnu'
  return valeur ? 'oui' : 'non'
}
