import type { MotifIntervention, OrigineDemande, TypeActe } from '#modules/referentiels/index.ts'
import { jourDeSemaine } from './calendrier.ts'
import type { Hasard } from './fictif-hasard.ts'
import { MOTIFS } from './poids-motifs.ts'
import { programmerSansNom } from './sans-nom.ts'
import { compteRendu, compteRenduLiaison, noteDeTravail, objetDeRappel } from './textes-fictifs.ts'

/*
 * L'activité fictive d'un assistant, en proportion d'une année : 200 à 290 élèves suivis et 490 à 600 entretiens par an, d'après
 * les rapports publics d'académies ; visites, avis, réunions, liaisons, instances, conseils et actions collectives sont des
 * hypothèses de démonstration.
 */

/** Jours travaillés d'une année scolaire : 36 semaines de cinq jours. */
export const JOURS_PAR_AN = 180

export type EleveSuivi = { readonly id: string; readonly etablissementId: string }

type Acte = {
  readonly genre: 'acte'
  readonly eleveId: string
  readonly type: TypeActe
  readonly motif: MotifIntervention
  readonly origine: OrigineDemande
  readonly compteRendu: string
  readonly noteTravail: string | null
  readonly rappel: { readonly objet: string; readonly dansJours: number } | null
}
type SansNom = { readonly genre: 'sans_nom'; readonly saisie: Readonly<Record<string, unknown>> }
/** Un geste, daté ; `cle` le désigne d'une exécution à l'autre. */
export type Geste = { readonly cle: string; readonly jour: string } & (Acte | SansNom)

export type Programme = { readonly gestes: readonly Geste[]; readonly aClore: readonly string[] }

export type DemandeActivite = {
  readonly hasard: Hasard
  /** Élèves des établissements de l'assistant, dans un ordre stable. */
  readonly eleves: readonly EleveSuivi[]
  /** Ceux d'entre eux dont le dossier est ouvert depuis l'année passée : un suivi sur quatre. */
  readonly dejaSuivis?: readonly EleveSuivi[]
  /** Jours travaillés de la période, du plus ancien au plus récent. */
  readonly jours: readonly string[]
  /** Jours de permanence par établissement, 1 = lundi. */
  readonly permanences: ReadonlyMap<string, readonly number[]>
  /** 1 : activité entière ; moins pour un essai. */
  readonly echelle: number
}

const ORIGINES = [
  ['CPE', 22],
  ['ELEVE', 20],
  ['PROF', 12],
  ['DIR', 12],
  ['INF', 10],
  ['RESP', 9],
  ['INIT', 6],
  ['PSYEN', 4],
  ['CD', 3],
  ['PAIR', 2],
] as const satisfies readonly (readonly [OrigineDemande, number])[]

const ENTRETIENS = [
  ['ENT_ELEVE', 62],
  ['ENT_PARENT', 14],
  ['ENT_CONJ', 10],
  ['TEL', 14],
] as const satisfies readonly (readonly [TypeActe, number])[]

/** Entretiens par élève suivi : 2,2 en moyenne. */
const ENTRETIENS_PAR_ELEVE = [
  [1, 40],
  [2, 26],
  [3, 17],
  [4, 10],
  [5, 7],
] as const

/** Ce qu'un assistant a fait pendant la période. Même demande, mêmes gestes, rangés par jour. */
export function programmer(d: DemandeActivite): Programme {
  const part = (d.jours.length / JOURS_PAR_AN) * d.echelle
  const combien = Math.min(d.eleves.length, Math.max(3, Math.round((200 + d.hasard.entier(91)) * part)))
  const { dejaSuivis = [] } = d
  const continus = tirer(d.hasard, dejaSuivis, Math.min(dejaSuivis.length, Math.ceil(combien / 4)))
  const nouveaux = tirer(
    d.hasard,
    d.eleves.filter((e) => !dejaSuivis.includes(e)),
    combien - continus.length,
  )
  const suivis = [...continus, ...nouveaux].map((eleve, rang) => suivre(d, eleve, rang))
  const gestes = [...suivis.flat(), ...programmerSansNom(d, part)].sort((a, b) =>
    a.jour === b.jour ? (a.cle < b.cle ? -1 : 1) : a.jour < b.jour ? -1 : 1,
  )
  const anciens = suivis.filter((actes) => (actes.at(-1)?.jour ?? '') < (d.jours[Math.floor(d.jours.length * 0.6)] ?? ''))
  return { gestes, aClore: anciens.flatMap(([acte]) => (acte?.genre === 'acte' && d.hasard.chance(0.3) ? [acte.eleveId] : [])) }
}

/** Tire `n` éléments distincts (Fisher-Yates). */
export function tirer<T>(hasard: Hasard, liste: readonly T[], n: number): T[] {
  const reste = [...liste]
  for (let i = 0; i < n; i++) {
    const j = i + hasard.entier(reste.length - i)
    const [a, b] = [reste[i], reste[j]] as [T, T]
    reste[i] = b
    reste[j] = a
  }
  return reste.slice(0, n)
}

function suivre({ hasard, jours, permanences }: DemandeActivite, eleve: EleveSuivi, rang: number): Geste[] {
  const motif = hasard.pondere<MotifIntervention>(MOTIFS)
  const origine = hasard.pondere<OrigineDemande>(ORIGINES)
  const presents = permanences.get(eleve.etablissementId) ?? []
  const siens = jours.filter((j) => presents.length === 0 || presents.includes(jourDeSemaine(j)))
  const types = typesDesActes(hasard, motif)
  let indice = hasard.entier(Math.max(1, siens.length - types.length))
  return types.map((type, i) => {
    const jour = siens[indice] ?? siens.at(-1) ?? jours.at(-1) ?? ''
    indice = Math.min(siens.length - 1, indice + 1 + hasard.entier(2))
    const dernier = i === types.length - 1
    return {
      cle: `eleve ${rang} acte ${i}`,
      jour,
      genre: 'acte',
      eleveId: eleve.id,
      type,
      motif,
      origine,
      compteRendu: type.startsWith('LIAISON') || type === 'REUNION' ? compteRenduLiaison(hasard) : compteRendu(hasard, motif),
      noteTravail: hasard.chance(0.12) ? noteDeTravail(hasard) : null,
      rappel: dernier && hasard.chance(0.15) ? { objet: objetDeRappel(hasard), dansJours: hasard.entier(20) } : null,
    }
  })
}

function typesDesActes(hasard: Hasard, motif: MotifIntervention): TypeActe[] {
  const entretiens = Array.from({ length: hasard.pondere<number>(ENTRETIENS_PAR_ELEVE) }, (_, i) =>
    i === 0 && hasard.chance(0.7) ? 'ENT_ELEVE' : hasard.pondere<TypeActe>(ENTRETIENS),
  )
  const autres: TypeActe[] = [
    ...(hasard.chance(0.11) ? (['VAD'] as const) : []),
    ...(motif === 'FIN' ? (['AVIS_FS', 'AVIS_FS'] as const) : hasard.chance(0.1) ? (['AVIS_FS'] as const) : []),
    ...(hasard.chance(0.16) ? (['REUNION'] as const) : []),
    ...(hasard.chance(0.6) ? [hasard.chance(0.55) ? ('LIAISON_INT' as const) : ('LIAISON_EXT' as const)] : []),
  ]
  return [...entretiens.slice(0, 1), ...autres, ...entretiens.slice(1)]
}
