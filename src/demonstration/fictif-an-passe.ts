import type { IssueCloture } from '#modules/referentiels/index.ts'
import { cleEleve, type EleveFictif, type EtablissementFictif, type FoyerFictif, foyersFictifs, ineFictif } from './fictif-eleves.ts'
import { anciennete, type Division, divisions } from './fictif-formations.ts'
import { Hasard } from './fictif-hasard.ts'
import { prenomEnfant } from './fictif-noms.ts'

/** Un élève sur seize : assez pour l'activité de l'année passée, assez peu pour que son import reste court. D'un très petit effectif, un sur quatre. */
const unSur = (effectif: number): number => (effectif < 100 ? 4 : 16)

/** Comment se termine, en juillet, le suivi de qui est dans sa dernière année ici : troisième, terminale, seconde année de CAP. */
export const issueDuSortant = (classe: string | null): IssueCloture | null =>
  classe?.startsWith('3') ? 'DEPART' : /^(T|CAP2)/.test(classe ?? '') ? 'FIN_SCOL' : null

/**
 * Une part des foyers du même établissement, tels qu'un an plus tôt : chacun une classe plus bas ; à la place d'un entrant, qui était
 * ailleurs, un aîné en dernière année, parti depuis.
 */
export function* foyersUnAnPlusTot(e: EtablissementFictif): Generator<FoyerFictif> {
  const classes = divisions(e.type, e.effectif)
  for (const { liens, enfants } of foyersFictifs(e)) {
    const alors = enfants.filter(({ cle }) => cle % unSur(e.effectif) === 3).map((eleve) => unAnPlusTot(e, classes, eleve))
    if (alors.length > 0) yield { liens, enfants: alors }
  }
}

type Classes = ReturnType<typeof divisions>

function unAnPlusTot(e: EtablissementFictif, classes: Classes, eleve: EleveFictif): EleveFictif {
  const niveau = classes.findIndex(([{ formation }]) => formation === eleve.division.formation)
  const lettre = classes[niveau]?.indexOf(eleve.division) ?? 0
  if (ancienneteDe(e, classes[niveau]) > 0) return { ...eleve, division: uneDivision(classes[niveau - 1], lettre), dateSortie: null }
  let ans = 0
  while (ancienneteDe(e, classes[niveau + ans + 1]) > 0) ans++
  return aine(e, eleve, uneDivision(classes[niveau + ans], lettre), ans + 1)
}

const ancienneteDe = ({ type }: EtablissementFictif, niveau: Classes[number] | undefined): number =>
  niveau === undefined ? 0 : anciennete(type, niveau[0].formation)

/** La division de cette lettre, ou la dernière : 5B → 6B. */
function uneDivision(niveau: Classes[number] | undefined, lettre: number): Division {
  const division = niveau?.[lettre] ?? niveau?.at(-1)
  if (division === undefined) throw new Error('aucune division')
  return division
}

/** Un frère ou une sœur, né `ans` plus tôt, d'identifiants distincts tant que l'établissement a moins de 2 500 élèves. */
function aine({ uai }: EtablissementFictif, cadet: EleveFictif, division: Division, ans: number): EleveFictif {
  const rang = (cadet.cle % 10_000) + 2_500
  return {
    ...cadet,
    cle: cleEleve({ uai }, rang),
    ine: cadet.ine && ineFictif(uai, rang),
    prenom: prenomEnfant(new Hasard(rang), cadet.sexe),
    prenom2: null,
    dateNaissance: `${Number(cadet.dateNaissance.slice(0, 4)) - ans}${cadet.dateNaissance.slice(4)}`.replace(/-02-29$/, '-02-28'),
    division,
    dateSortie: null,
  }
}
