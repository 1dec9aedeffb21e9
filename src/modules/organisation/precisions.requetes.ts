import type { Contexte } from '#socle/cas-usage.ts'
import { ErreurMetier } from '#socle/erreur.ts'
import type { Precision } from './precisions.ts'

const precisions = ({ tx }: Contexte) =>
  tx
    .selectFrom('referentiels.precision_locale as p')
    .innerJoin('referentiels.motif_intervention as m', 'm.code', 'p.motif')
    .select([
      'p.id',
      'p.departement_id as departementId',
      'p.motif',
      'p.libelle',
      'p.valide_du as valideDu',
      'p.valide_au as valideAu',
      'm.valide_au as nationalAu',
    ])
    .$castTo<Precision>()

/** Les précisions d'un département, motif par motif, les closes après celle qui les remplace ; au plus 500. */
export async function listPrecisions(contexte: Contexte, departementId: string): Promise<Precision[]> {
  return precisions(contexte)
    .where('p.departement_id', '=', departementId)
    .orderBy('m.ordre')
    .orderBy('p.libelle')
    .orderBy('p.valide_au', (o) => o.desc().nullsFirst())
    .orderBy('p.id')
    .limit(500)
    .execute()
}

/** @throws ErreurMetier introuvable, ou précision d'un autre département */
export async function findPrecision(contexte: Contexte, id: string): Promise<Precision> {
  const lue = await precisions(contexte).where('p.id', '=', id).executeTakeFirst()
  if (!lue)
    throw new ErreurMetier('introuvable', 'organisation.precision_inconnue', 'Cette page n’existe pas ou ne vous est pas accessible.')
  return lue
}

/** Faux si la même est déjà ouverte sous ce motif. */
export async function insertPrecision(
  { tx, agent }: Contexte,
  p: Pick<Precision, 'id' | 'departementId' | 'motif' | 'libelle' | 'valideDu'>,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('referentiels.precision_locale')
    .values({ id: p.id, departement_id: p.departementId, motif: p.motif, libelle: p.libelle, valide_du: p.valideDu, auteur_id: agent.id })
    .onConflict((oc) => oc.doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}

/** Faux si quelqu'un l'a déjà close. */
export async function updateCloture({ tx }: Contexte, id: string, valideAu: string): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('referentiels.precision_locale')
    .set({ valide_au: valideAu })
    .where('id', '=', id)
    .where('valide_au', 'is', null)
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}
