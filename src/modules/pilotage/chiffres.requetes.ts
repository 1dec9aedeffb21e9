import type { Contexte } from '#socle/cas-usage.ts'
import { sql } from '#socle/db.ts'
import type { Case, Chiffres, DimensionChiffres, TerritoireVise, TypeFait } from './chiffres.ts'

const DIMENSIONS: readonly DimensionChiffres[] = ['mois', 'motif', 'niveau', 'type_acte', 'origine']
const TYPES: readonly TypeFait[] = ['acte', 'ouverture', 'ip']

export async function findTerritoireVise({ tx }: Contexte, territoireId: string): Promise<TerritoireVise> {
  const lignes = await tx.selectFrom('referentiels.ascendance').select('ancetre_id').where('descendant_id', '=', territoireId).execute()
  return { id: territoireId, ancetres: lignes.map((l) => l.ancetre_id) }
}

/** Le masquage est fait en base : les petits nombres n'arrivent pas jusqu'ici. */
async function repartir(
  { tx }: Contexte,
  territoireId: string,
  annee: number,
  type: TypeFait,
  dimension: DimensionChiffres | 'total',
): Promise<Case[]> {
  const { rows } =
    await sql<Case>`select code, nombre from observation.repartition(${territoireId}, ${annee}, ${type}, ${dimension})`.execute(tx)
  return rows
}

export async function lireChiffres(contexte: Contexte, territoireId: string, annee: number): Promise<Chiffres> {
  const { tx } = contexte
  const { libelle } = await tx
    .selectFrom('referentiels.territoire')
    .select('libelle')
    .where('id', '=', territoireId)
    .executeTakeFirstOrThrow()
  const { rows } = await sql<{ seuil: number }>`select observation.seuil() as seuil`.execute(tx)
  const totaux = { acte: 0, ouverture: 0, ip: 0 } as Record<TypeFait, number | null>
  for (const type of TYPES) for (const c of await repartir(contexte, territoireId, annee, type, 'total')) totaux[type] = c.nombre
  const repartitions = {} as Record<DimensionChiffres, Case[]>
  for (const dimension of DIMENSIONS) repartitions[dimension] = await repartir(contexte, territoireId, annee, 'acte', dimension)
  return { territoireId, territoire: libelle, annee, seuil: rows[0]?.seuil ?? 5, totaux, repartitions }
}
