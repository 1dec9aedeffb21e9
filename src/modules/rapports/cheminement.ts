import { classesDelai } from '#modules/pilotage/index.ts'
import { type CaseComptee, libelleDuCode, noteDuType, totaux } from './table.ts'

const ETAPES = ['ouverture', 'ip', 'ip_reponse', 'signalement', 'cloture'] as const

/**
 * La classe où tombe le fait du milieu, en clair, et combien de faits sont datés ; ou pourquoi on ne le dit pas : une classe est masquée,
 * aucun fait n'est daté, la grille de ce rapport ne le demandait pas.
 */
export type Mediane = { readonly classe: string; readonly dates: number } | 'masquee' | 'inconnue' | 'non_relevee'

export type Etape = {
  readonly libelle: string
  readonly valeur: number | null
  /** Depuis la première inquiétude ; null : l'étape ne porte pas ce délai. */
  readonly depuis: Mediane | null
}

/**
 * De la première inquiétude d'un dossier à l'issue, étape par étape : combien, et le délai médian, en classes. Les faits n'ont pas de clé : on
 * compte des étapes, on ne suit personne ; chaque fait porte la classe du temps écoulé, calculée quand il se dépose (ADR 0035).
 *
 * @source CASF L226-5 pour la réponse ; première inquiétude et classes de délai : proposition Égide
 */
export function cheminement(cases: readonly CaseComptee[]): { readonly etapes: readonly Etape[]; readonly reponse: Mediane } {
  const comptes = totaux(cases)
  const mediane = (type: string, dimension: string) =>
    delaiMedian(
      cases.filter((c) => c.type === type && c.dimension === dimension),
      comptes.get(type) ?? null,
    )
  return {
    etapes: ETAPES.map((type) => ({
      libelle: noteDuType(type).libelle,
      valeur: comptes.get(type) ?? null,
      depuis: type === 'ouverture' ? null : mediane(type, 'delai_inquietude'),
    })),
    reponse: mediane('ip_reponse', 'delai'),
  }
}

function delaiMedian(cases: readonly CaseComptee[], total: number | null): Mediane {
  const nombres = new Map(cases.map((c) => [c.code, c.nombre]))
  if (total === null || [...nombres.values()].includes(null)) return 'masquee'
  if (cases.length === 0 && total > 0) return 'non_relevee'
  const dates = classesDelai.reduce((somme, classe) => somme + (nombres.get(classe) ?? 0), 0)
  let cumul = 0
  for (const classe of classesDelai) {
    cumul += nombres.get(classe) ?? 0
    if (dates > 0 && cumul * 2 >= dates) return { classe: libelleDuCode('delai', classe), dates }
  }
  return 'inconnue'
}
