import { parse } from 'csv-parse/sync'
import type { Tables, Territoire } from '#modules/rapports/secret/index.ts'
import { issuesCloture, motifsIntervention, niveauxScolaires, originesDemande, sexes, typesActe } from '#modules/referentiels/index.ts'
import { codesDe } from '#socle/nomenclature.ts'
import { colonnesEtablissement, lireEtablissementsCsv } from '../src/modules/referentiels/donnees.requetes.ts'

export type EtablissementReel = {
  readonly uai: string
  readonly type: string
  readonly departement: string
  readonly academie: string
  readonly prioritaire: string
  readonly effectif: number
}

/** Collèges, lycées et EREA publics ouverts ; un effectif inconnu prend 500. */
export async function lireSecondDegrePublic(): Promise<EtablissementReel[]> {
  const lignes: Record<string, string>[] = parse(await lireEtablissementsCsv(), {
    delimiter: ';',
    columns: [...colonnesEtablissement],
    quote: null,
  })
  return lignes
    .filter((l) => l.secteur === 'Public' && l.type !== 'Ecole' && l.type !== 'École' && l.departement !== '')
    .map((l) => ({
      uai: l.uai ?? '',
      type: l.type ?? '',
      departement: l.departement ?? '',
      academie: l.academie ?? '',
      prioritaire: l.education_prioritaire || 'INCONNU',
      effectif: Number(l.effectif) || 500,
    }))
}

/** Établissements d'un bassin fictif, pris dans l'ordre du fichier : aucun découpage réel n'a été trouvé. */
const PAR_BASSIN = 12

/** Pays, académies, départements, bassins fictifs, établissements. */
export function arbreDe(etablissements: readonly EtablissementReel[], racine: 'pays' | 'departement'): Map<string, string | null> {
  const parents = new Map<string, string | null>(racine === 'pays' ? [['pays', null]] : [])
  const rangs = new Map<string, number>()
  for (const { uai, departement, academie } of etablissements) {
    const rang = rangs.get(departement) ?? 0
    rangs.set(departement, rang + 1)
    const bassin = `${departement} bassin ${Math.floor(rang / PAR_BASSIN)}`
    if (racine === 'pays') parents.set(`académie ${academie}`, 'pays')
    parents.set(departement, racine === 'pays' ? `académie ${academie}` : null)
    parents.set(bassin, departement)
    parents.set(uai, bassin)
  }
  return parents
}

/** Faits par élève et par an. @source shared/domaine/figures.md §3, §4 et §10 : par assistant de 2 070 élèves, environ 750 actes, 200 élèves suivis, 10 IP, 3,4 signalements ; demandes : hypothèse du banc */
export const TAUX = {
  acte: 0.36,
  ouverture: 0.097,
  cloture: 0.09,
  ip: 0.0048,
  ip_reponse: 0.0022,
  signalement: 0.0016,
  demande: 0.004,
} as const
export type TypeFait = keyof typeof TAUX
/** Les moins fréquents d'abord, comme la tâche les prend. */
export const TYPES = (Object.keys(TAUX) as TypeFait[]).sort((a, b) => TAUX[a] - TAUX[b])
export const MULTIPLES = new Set(['motif_associe'])

/** Les motifs selon figures.md §10 ; le reste se partage le solde. */
const MOTIFS: Readonly<Record<string, number>> = { ABS: 15, FAM: 22, MALETRE: 15, FIN: 15, DANGER: 12 }
const MOIS = ['2026-09', '2026-10', '2026-11', '2026-12', '2027-01', '2027-02', '2027-03', '2027-04', '2027-05', '2027-06', '2027-07']
const DELAIS = ['MOIS_1', 'MOIS_2', 'MOIS_3', 'MOIS_6', 'AU_DELA']

type Tirage = readonly { readonly code: string; readonly jusqua: number }[]
const selon = (poids: readonly (readonly [string, number])[]): Tirage => {
  const somme = poids.reduce((s, [, p]) => s + p, 0)
  let cumul = 0
  return poids.map(([code, p]) => {
    cumul += p / somme
    return { code, jusqua: cumul }
  })
}
/** Le premier code est le plus fréquent, le n-ième l'est n fois moins : à défaut de proportion connue. */
const decroissant = (codes: readonly string[]): Tirage => selon(codes.map((c, i) => [c, 1 / (i + 1)]))

const COLLEGE = ['410', '420', '430', '440', '499']
const DIMENSIONS = {
  mois: selon(MOIS.map((m, i) => [m, i === MOIS.length - 1 ? 0.2 : 1])),
  type_acte: decroissant(codesDe(typesActe)),
  motif: selon(codesDe(motifsIntervention).map((c) => [c, MOTIFS[c] ?? 1.3])),
  origine: decroissant(codesDe(originesDemande)),
  sexe: selon([...codesDe(sexes).map((c) => [c, 1] as const), ['NON_DEMANDE', 0.1]]),
  issue: decroissant(codesDe(issuesCloture)),
  delai: selon(DELAIS.map((d) => [d, 1])),
} as const
const NIVEAUX = {
  college: selon(codesDe(niveauxScolaires).map((c) => [c, COLLEGE.includes(c) ? 20 : 0.05])),
  lycee: selon(codesDe(niveauxScolaires).map((c) => [c, c >= '500' ? 8 : 0.05])),
}
const AGES = {
  college: selon([['moins_11', 2], ['11_13', 60], ['14_15', 36], ['16_17', 2]]),
  lycee: selon([['14_15', 20], ['16_17', 60], ['18_plus', 20]]),
} // biome-ignore format: une ligne par idée

const PROPRES: Readonly<Record<TypeFait, readonly (keyof typeof DIMENSIONS)[]>> = {
  acte: ['mois', 'type_acte', 'motif', 'origine', 'sexe'],
  ouverture: ['mois', 'motif', 'origine', 'sexe'],
  cloture: ['mois', 'motif', 'sexe', 'issue'],
  ip: ['mois', 'motif', 'sexe'],
  ip_reponse: ['mois', 'delai'],
  signalement: ['mois', 'motif', 'sexe'],
  demande: ['mois', 'motif', 'sexe'],
}

/** Un hasard rejouable (xorshift 32 bits). */
export function hasardDe(graine: number): () => number {
  let x = graine | 1
  return () => {
    x ^= x << 13
    x ^= x >>> 17
    x ^= x << 5
    return (x >>> 0) / 2 ** 32
  }
}

/** Les comptes d'un établissement, tirés fait par fait ; d'un établissement à l'autre, l'activité varie de 0,2 à 1,8. */
export function compter(e: EtablissementReel, type: TypeFait, hasard: () => number): Tables {
  const attendu = e.effectif * TAUX[type] * (0.2 + 1.6 * hasard())
  const total = Math.floor(attendu) + (hasard() < attendu % 1 ? 1 : 0)
  const dimensions: Record<string, Record<string, number>> = {}
  const ajouter = (dimension: string, code: string, n = 1) => {
    dimensions[dimension] ??= {}
    dimensions[dimension][code] = (dimensions[dimension][code] ?? 0) + n
  }
  const tirer = (tirage: Tirage) => {
    const u = hasard()
    return (tirage.find((t) => u < t.jusqua) ?? tirage.at(-1))?.code ?? ''
  }
  const cycle = e.type === 'Collège' ? 'college' : 'lycee'
  for (let i = 0; i < total; i++) {
    for (const d of PROPRES[type]) ajouter(d, tirer(DIMENSIONS[d]))
    if (type === 'ip_reponse') continue
    ajouter('niveau', tirer(NIVEAUX[cycle]))
    ajouter('tranche_age', tirer(AGES[cycle]))
    if (type === 'acte' && hasard() < 0.3) ajouter('motif_associe', tirer(DIMENSIONS.motif))
  }
  if (total > 0) ajouter('type_etablissement', e.type, total)
  if (total > 0) ajouter('education_prioritaire', e.prioritaire, total)
  return { total, dimensions }
}

export function territoiresDe(etablissements: readonly EtablissementReel[], racine: 'pays' | 'departement', type: TypeFait): Territoire[] {
  const hasard = hasardDe(20260901 + Object.keys(TAUX).indexOf(type))
  const tables = new Map(etablissements.map((e) => [e.uai, compter(e, type, hasard)]))
  return [...arbreDe(etablissements, racine)]
    .map(([id, parentId]) => ({ id, parentId, ...(tables.has(id) ? { tables: tables.get(id) as Tables } : {}) }))
    .sort((a, b) => Number(a.tables !== undefined) - Number(b.tables !== undefined) || profondeurDe(a.id) - profondeurDe(b.id))
}

const profondeurDe = (id: string): number => (id === 'pays' ? 0 : id.startsWith('académie') ? 1 : id.includes('bassin') ? 3 : 2)
