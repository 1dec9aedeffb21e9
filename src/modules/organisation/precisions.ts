import type { MotifIntervention } from '#modules/referentiels/index.ts'

/** Une pastille se lit d'un coup d'œil. */
export const LIBELLE_MAX = 60
/** Proposition Égide : au-delà, le choix du motif ne se lirait plus. */
export const OUVERTES_MAX = 40

/** Ce qu'un département précise d'un motif national. Jours civils « AAAA-MM-JJ » ; `valideAu` et `nationalAu`, où l'un et l'autre se ferment, exclus. */
export type Precision = {
  readonly id: string
  readonly departementId: string
  readonly motif: MotifIntervention
  readonly libelle: string
  readonly valideDu: string
  readonly valideAu: string | null
  readonly nationalAu: string | null
}

const fermee = (au: string | null, jour: string): boolean => au !== null && au <= jour
export const estClose = ({ valideAu }: Pick<Precision, 'valideAu'>, jour: string): boolean => fermee(valideAu, jour)

/** Close, elle ne se rouvre pas ; son motif national clos, elle ne s'offre plus non plus. */
export function etatEnClair(p: Precision, jour: string): string {
  if (estClose(p, jour)) return 'Close'
  if (fermee(p.nationalAu, jour)) return 'Ne s’offre plus : son motif national est clos'
  return p.valideDu > jour ? 'À venir' : 'Offerte'
}

/** Une précision ne se ferme pas dans le passé : des actes la portent déjà. */
export const premierJourDeCloture = ({ valideDu }: Pick<Precision, 'valideDu'>, aujourdHui: string): string =>
  valideDu > aujourdHui ? valideDu : aujourdHui
