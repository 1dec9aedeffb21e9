import type { Etablissement } from '#modules/referentiels/index.ts'
import type { TypeEtablissement } from './fictif-formations.ts'

/** Établissement à peupler. `effectif` en élèves ; `suppose` quand le fichier national ne le donne pas. */
export type EtablissementDemo = {
  readonly id: string
  readonly uai: string
  readonly nom: string
  readonly type: TypeEtablissement
  readonly effectif: number
  readonly suppose: boolean
  readonly codePostal: string | null
  readonly commune: string | null
  readonly lat: number
  readonly lon: number
}

/** Effectifs plausibles d'un établissement dont le fichier ne dit rien : hypothèse de démonstration, dite à l'écran. */
const EFFECTIF_SUPPOSE: Readonly<Record<TypeEtablissement, number>> = { college: 400, lycee: 800, lycee_professionnel: 350 }

/**
 * Établissements publics du second degré de l'éducation nationale. Une section (SEP, SEGT) partage les élèves de son lycée ;
 * un lycée agricole relève d'un autre ministère.
 */
export function publicsDuSecondDegre(etablissements: readonly Etablissement[]): EtablissementDemo[] {
  return etablissements.filter(estDuService).map((e) => {
    const type = typeDe(e)
    return {
      id: e.id,
      uai: e.uai,
      nom: e.nom,
      type,
      effectif: e.effectif ?? EFFECTIF_SUPPOSE[type],
      suppose: e.effectif === null,
      codePostal: e.codePostal,
      commune: e.commune,
      lat: e.lat ?? 0,
      lon: e.lon ?? 0,
    }
  })
}

function estDuService({ type, nature, nom, secteur, etat }: Etablissement): boolean {
  if (type === 'Ecole' || secteur !== 'public' || etat === 'a_ouvrir') return false
  return !/^SECTION|AGRICOLE|ECOLES COMPOSEES/.test(nature ?? '') && !/agricole|legta/i.test(nom)
}

function typeDe({ type, nature, voieGenerale }: Etablissement): TypeEtablissement {
  if (type === 'Collège') return 'college'
  return nature === 'LYCEE PROFESSIONNEL' || (type === 'EREA' && voieGenerale !== true) ? 'lycee_professionnel' : 'lycee'
}

/** Élèves du second degré par assistant de service social : moyenne nationale, ordre de grandeur. */
const ELEVES_PAR_ASSISTANT = 2_070
/** Un assistant suit de un à six établissements. */
const ETABLISSEMENTS_MAX = 6

/** Combien d'assistants pour ces établissements : le Cantal en trouve cinq, comme dans la réalité. */
export function nombreAssistants(etablissements: readonly EtablissementDemo[]): number {
  const parEffectif = Math.round(somme(etablissements) / ELEVES_PAR_ASSISTANT)
  return Math.min(etablissements.length, Math.max(1, parEffectif, Math.ceil(etablissements.length / ETABLISSEMENTS_MAX)))
}

/**
 * Partage des établissements en `n` secteurs voisins, d'effectifs proches, d'un à six établissements : on coupe en deux le
 * plus long côté de la carte, autant de fois qu'il faut. Même entrée, même partage.
 */
export function partager(etablissements: readonly EtablissementDemo[], n: number): EtablissementDemo[][] {
  if (n <= 1) return [[...etablissements].sort((a, b) => b.effectif - a.effectif || (a.uai < b.uai ? -1 : 1))]
  const gauche = Math.floor(n / 2)
  const axe = etendue(etablissements, 'lat') > etendue(etablissements, 'lon') ? 'lat' : 'lon'
  const range = [...etablissements].sort((a, b) => a[axe] - b[axe] || (a.uai < b.uai ? -1 : 1))
  const coupe = meilleureCoupe(range, gauche, n - gauche)
  return [...partager(range.slice(0, coupe), gauche), ...partager(range.slice(coupe), n - gauche)]
}

function meilleureCoupe(range: readonly EtablissementDemo[], gauche: number, droite: number): number {
  const total = somme(range)
  let meilleure = gauche
  let ecartMin = Number.POSITIVE_INFINITY
  let cumul = 0
  for (const [i, { effectif }] of range.entries()) {
    cumul += effectif
    const [a, b] = [i + 1, range.length - i - 1]
    if (a < gauche || b < droite || a > gauche * ETABLISSEMENTS_MAX || b > droite * ETABLISSEMENTS_MAX) continue
    const ecart = Math.abs(cumul / total - gauche / (gauche + droite))
    if (ecart < ecartMin) [meilleure, ecartMin] = [a, ecart]
  }
  return meilleure
}

const somme = (liste: readonly EtablissementDemo[]): number => liste.reduce((s, { effectif }) => s + effectif, 0)

function etendue(liste: readonly EtablissementDemo[], axe: 'lat' | 'lon'): number {
  const valeurs = liste.map((e) => e[axe])
  // Un degré de longitude est plus court qu'un degré de latitude : environ 0,7 fois sous nos latitudes.
  return (Math.max(...valeurs) - Math.min(...valeurs)) * (axe === 'lon' ? 0.7 : 1)
}
