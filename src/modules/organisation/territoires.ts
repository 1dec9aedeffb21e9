import { hash } from 'node:crypto'
import { z } from 'zod'
import { typesEtablissement } from '#modules/referentiels/index.ts'
import { codesDe, libelleDe } from '#socle/nomenclature.ts'

/** Bassin d'un département et nombre d'établissements qui y sont rangés. */
export type Bassin = { readonly id: string; readonly libelle: string; readonly departementId: string; readonly nombre: number }

/** Secteur d'assistant ; jours « AAAA-MM-JJ », `valideAu` exclu ; `nombre` d'établissements au jour regardé. */
export type Secteur = {
  readonly id: string
  readonly nom: string
  readonly departementId: string
  readonly valideDu: string
  readonly valideAu: string | null
  readonly nombre: number
}

/** Un établissement et où il est rangé. `etat` nul : on ne sait pas s'il est ouvert. `secteurs` : les noms, un jour donné. */
export type EtablissementRange = {
  readonly id: string
  readonly nom: string
  readonly type: string
  readonly secteur: string
  readonly commune: string | null
  readonly etat: string | null
  readonly bassinId: string | null
  readonly bassin: string | null
  readonly secteurIds: readonly string[]
  readonly secteurs: readonly string[]
}

const SECOND_DEGRE: readonly string[] = ['Collège', 'Lycée', 'EREA']
export const TYPES_FILTRE: readonly (readonly [string, string])[] = [
  ['second_degre', 'Second degré (collèges, lycées, Érea)'],
  ...codesDe(typesEtablissement).map((c) => [c, libelleDe(typesEtablissement, c)] as const),
  ['tous', 'Tous les types'],
]
export const STATUTS_FILTRE = [
  ['public', 'Publics'],
  ['prive', 'Privés'],
  ['tous', 'Publics et privés'],
] as const

/** Ce qu'on montre d'un département ; sans précision, le second degré public, où le service intervient d'abord. */
export const champsFiltre = {
  type: z.string().max(30).catch('second_degre'),
  statut: z.enum(['public', 'prive', 'tous']).catch('public'),
  commune: z.string().trim().max(80).catch(''),
}
const schemaFiltre = z.object(champsFiltre)
export type Filtre = z.output<typeof schemaFiltre>

const sansAccents = (t: string) => t.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

export function filtrer(liste: readonly EtablissementRange[], f: Filtre): EtablissementRange[] {
  const type = (e: EtablissementRange) =>
    f.type === 'tous' || (f.type === 'second_degre' ? SECOND_DEGRE.includes(e.type) : e.type === f.type)
  return liste.filter(
    (e) => type(e) && (f.statut === 'tous' || e.secteur === f.statut) && sansAccents(e.commune ?? '').includes(sansAccents(f.commune)),
  )
}

/** « ?type=…&statut=…&commune=… » : le filtre, tel que la page le redit. */
export const questionDe = (f: Filtre): string =>
  `?${new URLSearchParams({ type: f.type, statut: f.statut, commune: f.commune }).toString()}`

/**
 * Qui n'est dans aucun secteur. `connue` est faux quand le département n'a défini aucun secteur : on ne sait alors rien de la
 * couverture, ce qui n'est pas « non couvert ».
 *
 * @source circulaire n° 2017-055 §1 — les établissements publics du second degré
 */
export function couverture(liste: readonly EtablissementRange[], secteurs: readonly Secteur[]) {
  const concernes = filtrer(liste, { type: 'second_degre', statut: 'public', commune: '' })
  return { connue: secteurs.length > 0, total: concernes.length, sans: concernes.filter((e) => e.secteurIds.length === 0) }
}

/** Ce que la page montrait comme coché : si quelqu'un d'autre a coché entre-temps, l'empreinte ne correspond plus. */
export const empreinteCochee = (nom: string, ids: readonly string[]): string =>
  hash('sha256', [nom, ...ids.toSorted()].join('\n'), 'hex').slice(0, 16)

/** Ce qui change quand on coche `choisis` parmi les `montres`, dont `actuels` étaient cochés. Ce qui n'était pas montré ne bouge pas. */
export function differences(montres: readonly string[], actuels: readonly string[], choisis: readonly string[]) {
  const voulus = choisis.filter((id) => montres.includes(id))
  return {
    inconnus: choisis.filter((id) => !montres.includes(id)),
    aAjouter: voulus.filter((id) => !actuels.includes(id)),
    aRetirer: actuels.filter((id) => montres.includes(id) && !voulus.includes(id)),
  }
}

/** Le jour où un changement prend effet : aujourd'hui, ou le début d'un secteur qui n'a pas commencé. */
export const jourEffet = (secteur: Pick<Secteur, 'valideDu'>, aujourdHui: string): string =>
  secteur.valideDu > aujourdHui ? secteur.valideDu : aujourdHui

export const cochees = () =>
  z.preprocess(
    (v) => (v === undefined || v === '' ? [] : Array.isArray(v) ? v : [v]),
    z.array(z.uuid('Rouvrez la page : cette liste a changé.')).max(2_000),
  )
