import type { RappelExterne } from '#modules/dossiers/index.ts'
import type { Bilan } from './recit.ts'

/**
 * Avant de recevoir de nouveau un enfant sur les faits : combien de fois il a déjà raconté, et pourquoi s'abstenir. Rien ne bloque.
 *
 * @source CASF D226-2-3 — l'évaluation n'a pas pour objet de déterminer la véracité des faits allégués
 * @source DSDEN de la Côte-d'Or, 2015 — ne pas faire auditionner l'enfant une seconde fois (atteinte sexuelle)
 * @source CPP art. 11 — secret de l'enquête
 * @lu 2026-11-26
 */
export function rappelDe(bilan: Bilan, dossierId: string): RappelExterne | null {
  if (bilan.n === 0) return null
  return {
    titre: titreDe(bilan),
    introduction:
      'Recevoir l’élève pour autre chose reste possible. Sur les faits, on ne lui redemande pas de raconter : cela revient à l’enquête, et à l’évaluation.',
    lignes: bilan.fois.map(({ a, le }) => ({ texte: a, jour: le })),
    regles: REGLES,
    lien: { href: `/dossiers/${dossierId}/paroles`, libelle: 'Relire ce qui est déjà consigné' },
  }
}

export const titreDe = ({ n }: Pick<Bilan, 'n'>): string => `A déjà raconté : ${n} fois`

const REGLES: RappelExterne['regles'] = [
  {
    phrase: '« Ne pas faire auditionner l’enfant une seconde fois », en cas d’atteinte sexuelle.',
    source: 'DSDEN de la Côte-d’Or, 2015',
    certitude: 'Source secondaire : consigne d’un département. L’étendre aux autres situations est une proposition d’Égide.',
  },
  {
    phrase: 'L’évaluation, menée par le département, « n’a pas pour objet de déterminer la véracité des faits allégués ».',
    source: 'CASF, art. D226-2-3',
    certitude: 'Texte lu dans une version en vigueur.',
  },
  {
    phrase: 'L’enquête est secrète : les faits s’y établissent.',
    source: 'CPP, art. 11',
    certitude: 'Connu par une source secondaire, non relu : à confirmer par votre conseiller technique.',
  },
]
