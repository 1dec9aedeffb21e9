import { circonstancesDe, type Parole } from '#modules/paroles/index.ts'
import type { Contenu } from './contenu.ts'

const enChiffres = (jour: string): string => jour.split('-').reverse().join('/')

/**
 * Les paroles scellées, mot pour mot et entre guillemets, dans l'ordre où elles ont été dites ; qui les a reçues en dernier signe.
 *
 * @param paroles de la plus récente à la plus ancienne
 * @source académie de Dijon — signe la personne qui a reçu les confidences ; paroles mot à mot
 */
export function parolesReprises(paroles: readonly Parole[]): Partial<Contenu> {
  const [derniere] = paroles
  if (derniere === undefined) return {}
  const texte = paroles
    .toReversed()
    .map((p) => {
      const circonstances = circonstancesDe(p)
      return `«\u00a0${p.propos}\u00a0»\n(le ${enChiffres(p.le)}, à ${p.entenduPar}${circonstances === null ? '' : ` ; ${circonstances}`})`
    })
    .join('\n\n')
  return { paroles: texte, recueilliesPar: derniere.entenduPar, presents: derniere.presents }
}
