import type { MotifIntervention } from '#modules/referentiels/index.ts'

/** Parts des motifs dans l'activité fictive, pour cent. */
export const MOTIFS = [
  ['ABS', 18],
  ['DECRO', 5],
  ['FAM', 14],
  ['SEPAR', 5],
  ['PARENT', 4],
  ['MALETRE', 15],
  ['FIN', 9],
  ['DROITS', 2],
  ['LOGT', 1],
  ['DANGER', 6],
  ['VIF', 4],
  ['SUIVIPE', 2],
  ['HARC', 5],
  ['COMPORT', 5],
  ['ORIENT', 3],
  ['HANDI', 2],
  ['RISQUE', 1],
  ['SANTE', 1],
] as const satisfies readonly (readonly [MotifIntervention, number])[]
