import { delaisReponse } from '#modules/pilotage/index.ts'
import { type CaseComptee, libelleDuCode, noteDuType, totaux } from './table.ts'

const ETAPES = ['ouverture', 'ip', 'ip_reponse', 'signalement', 'cloture'] as const

export type Cheminement = {
  readonly etapes: readonly { readonly libelle: string; readonly valeur: number | null }[]
  /** La classe où tombe la réponse du milieu ; null si aucune réponse, ou si une classe est masquée. */
  readonly mediane: string | null
}

/**
 * De l'ouverture d'un dossier à l'issue, étape par étape, et le délai médian de la réponse due à qui a transmis. Les faits n'ont pas de
 * clé : on compte des étapes, on ne suit personne, et le délai depuis la première inquiétude n'est pas connu.
 *
 * @source CASF L226-5 pour la réponse ; classes de délai : proposition Égide
 */
export function cheminement(cases: readonly CaseComptee[]): Cheminement {
  const comptes = totaux(cases)
  return {
    etapes: ETAPES.map((type) => ({ libelle: noteDuType(type).libelle, valeur: comptes.get(type) ?? null })),
    mediane: delaiMedian(cases.filter((c) => c.type === 'ip_reponse' && c.dimension === 'delai')),
  }
}

function delaiMedian(delais: readonly CaseComptee[]): string | null {
  const nombres = new Map(delais.map((c) => [c.code, c.nombre]))
  if ([...nombres.values()].includes(null)) return null
  const total = [...nombres.values()].reduce<number>((somme, n) => somme + (n ?? 0), 0)
  let cumul = 0
  for (const classe of delaisReponse) {
    cumul += nombres.get(classe) ?? 0
    if (total > 0 && cumul * 2 >= total) return libelleDuCode('delai', classe)
  }
  return null
}
