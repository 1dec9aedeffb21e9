import type { AnneeDeSerie, Instantane, Situation, TerritoireDuRapport } from './rapport.ts'
import type { CaseComptee } from './table.ts'

/** Un rapport figé, avec ses cases masquées. */
export type ContenuFige = {
  readonly territoire: Pick<TerritoireDuRapport, 'id' | 'niveau' | 'code' | 'libelle'>
  readonly annee: number
  readonly instantane: Instantane
  readonly cases: readonly CaseComptee[]
}

/** Un rapport figé, ceux, figés, des territoires qui le contiennent, et ceux du même territoire les années d'avant. */
export type FigeSitue = ContenuFige & { readonly situations: readonly Situation[]; readonly serie: readonly AnneeDeSerie[] }

/** Ce que scelle l'empreinte : tout ce qui se publie, dans un ordre fixe, en JSON. */
export function contenuFige({ territoire: t, annee, instantane: i, cases }: ContenuFige): string {
  const clesTriees = (objet: object) => Object.fromEntries(Object.entries(objet).toSorted(([a], [b]) => (a < b ? -1 : 1)))
  return JSON.stringify({
    territoire: { id: t.id, niveau: t.niveau, libelle: t.libelle },
    ...{ annee, numero: i.numero, figeLe: i.figeLe?.toISOString(), grille: i.grille, seuil: i.seuil },
    ...{ attendus: i.attendus, recus: i.recus, retenus: i.retenus, perimetre: clesTriees(i.perimetre), textes: clesTriees(i.textes ?? {}) },
    ...(i.deduits.length > 0 && { deduits: i.deduits }),
    cases: cases.map((c) => [c.type, c.dimension, c.code, c.nombre, ...(c.auMoins ? [c.auMoins] : [])]),
  })
}
