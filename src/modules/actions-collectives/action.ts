import type { Fait } from '#modules/pilotage/index.ts'
import {
  codesEnOrdre,
  type Instance,
  instances,
  type MotifIntervention,
  motifsIntervention,
  type OrigineDemande,
  originesDemande,
  type RoleInstance,
  type ThemeActionCollective,
  themesActionCollective,
} from '#modules/referentiels/index.ts'
import { libelleDe } from '#socle/nomenclature.ts'

/** Ce que le service fait sans nommer personne ; le plus fréquent d'abord. */
export const natures = {
  conseil: { libelle: 'Conseil technique', un: 'conseil technique', plusieurs: 'conseils techniques' },
  instance: { libelle: 'Instance', un: 'participation à une instance', plusieurs: 'participations à des instances' },
  action_collective: { libelle: 'Action collective', un: 'action collective', plusieurs: 'actions collectives' },
} as const
export type Nature = keyof typeof natures
export const NATURES = Object.keys(natures) as [Nature, ...Nature[]]

/** Le public d'une action collective. « Inconnu » est une réponse ; un nombre nul qui n'est pas dit inconnu n'a pas été demandé. */
export const publics = { classes: 'Classes', eleves: 'Élèves', parents: 'Parents' } as const
export type Public = keyof typeof publics
export const PUBLICS = Object.keys(publics) as [Public, ...Public[]]

/** `motif` et `origine` (à qui) d'un conseil, `instance` et `role` d'une instance, le reste d'une action collective. Aucun texte libre. */
export type Action = Readonly<Record<Public, number | null>> & {
  readonly nature: Nature
  readonly etablissementId: string
  /** Jour civil « AAAA-MM-JJ ». */
  readonly dateAction: string
  readonly motif: MotifIntervention | null
  readonly origine: OrigineDemande | null
  readonly instance: Instance | null
  readonly role: RoleInstance | null
  readonly theme: ThemeActionCollective | null
  readonly inconnus: readonly Public[]
  readonly partenaires: readonly OrigineDemande[]
}

export const SANS_PRECISION = {
  motif: null,
  origine: null,
  instance: null,
  role: null,
  theme: null,
  classes: null,
  eleves: null,
  parents: null,
  inconnus: [],
  partenaires: [],
} as const satisfies Partial<Action>

/** Une de mes actions, telle que la liste la montre ; annulée, `annuleeLe` le dit, et `remplacee` si une autre la remplace. */
export type ActionListee = Action & {
  readonly id: string
  readonly auteurId: string
  readonly etablissement: string
  readonly annuleeLe: Date | null
  readonly remplacee: boolean
}

/** Les professionnels à qui l'on donne conseil, avec qui l'on agit : ni élève, ni famille. */
const GROUPES_PROFESSIONNELS: readonly (string | undefined)[] = ['équipe éducative', 'institution', 'partenaires']
export const professionnels = codesEnOrdre(originesDemande).filter((code) =>
  GROUPES_PROFESSIONNELS.includes(originesDemande.entrees[code].groupe),
)

/** Le fait qu'elle dépose ; `sens` −1 : celui qui la retire des comptes. Rien n'y ramène. */
export const faitDe = ({ nature, dateAction, ...reste }: Action, sens: 1 | -1 = 1): Fait => ({
  ...reste,
  type: nature,
  le: dateAction,
  sens,
})

/** De quoi il s'agissait, en clair. */
export function objetDe({ nature, motif, instance, theme }: Pick<Action, 'nature' | 'motif' | 'instance' | 'theme'>): string {
  if (nature === 'conseil') return libelleDe(motifsIntervention, motif ?? '')
  return nature === 'instance' ? libelleDe(instances, instance ?? '') : libelleDe(themesActionCollective, theme ?? '')
}

/** Mes comptes d'une période. */
export type MesActions = {
  readonly natures: Readonly<Record<Nature, number>>
  /** Par motif, instance ou thème, selon la nature. */
  readonly objets: Readonly<Record<Nature, ReadonlyMap<string, number>>>
  readonly publics: Readonly<Record<Public, { readonly somme: number; readonly dits: number; readonly inconnus: number }>>
}
