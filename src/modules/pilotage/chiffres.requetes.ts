import type { Contexte } from '#socle/cas-usage.ts'
import { sql } from '#socle/db.ts'
import { type Case, type Chiffres, type DimensionChiffres, type TerritoireVise, TYPE_REPARTI, type TypeFait } from './chiffres.ts'
import type { EtablissementCouvert } from './couverture.ts'

const TYPES: readonly TypeFait[] = ['acte', 'ouverture', 'ip', 'conseil', 'instance', 'action_collective']

export async function findTerritoireVise({ tx }: Contexte, territoireId: string): Promise<TerritoireVise> {
  const lignes = await tx.selectFrom('referentiels.ascendance').select('ancetre_id').where('descendant_id', '=', territoireId).execute()
  return { id: territoireId, ancetres: lignes.map((l) => l.ancetre_id) }
}

const nomDe = async ({ tx }: Contexte, territoireId: string): Promise<string> =>
  (await tx.selectFrom('referentiels.territoire').select('libelle').where('id', '=', territoireId).executeTakeFirstOrThrow()).libelle

const seuilDe = async ({ tx }: Contexte): Promise<number> =>
  (await sql<{ seuil: number }>`select observation.seuil() as seuil`.execute(tx)).rows[0]?.seuil ?? 5

/** Ce que sont devenues les informations transmises, masqué en base. */
export async function lireRetours(contexte: Contexte, territoireId: string, annee: number) {
  const { rows } = await sql<Case>`select code, nombre from observation.retours(${territoireId}, ${annee})`.execute(contexte.tx)
  return { territoireId, territoire: await nomDe(contexte, territoireId), annee, seuil: await seuilDe(contexte), cases: rows }
}

/** Les établissements d'un bassin ou d'un département et la présence du service aujourd'hui ; vide au-dessus. */
export async function lireCouverture(contexte: Contexte, territoireId: string) {
  const { rows } = await sql<EtablissementCouvert>`
    select id, nom, type, commune, lat, lon, au_centre as "auCentre", education_prioritaire as "educationPrioritaire", effectif, presence
      from observation.couverture(${territoireId})`.execute(contexte.tx)
  return { territoireId, territoire: await nomDe(contexte, territoireId), etablissements: rows }
}

/** Le masquage est fait en base : les petits nombres n'arrivent pas jusqu'ici. */
export async function lireChiffres(contexte: Contexte, territoireId: string, annee: number): Promise<Chiffres> {
  const [territoire, seuil] = [await nomDe(contexte, territoireId), await seuilDe(contexte)]
  const dimensions = Object.keys(TYPE_REPARTI) as DimensionChiffres[]
  const voulues = [
    ...TYPES.map((type) => ({ type, dimension: 'total' })),
    ...dimensions.map((dimension) => ({ type: TYPE_REPARTI[dimension], dimension })),
  ]
  const { rows } = await sql<Case & { type: TypeFait; dimension: string }>`
    select type, dimension, code, nombre
      from observation.repartitions(${territoireId}, ${annee}, ${voulues.map((v) => v.type)}, ${voulues.map((v) => v.dimension)})`.execute(
    contexte.tx,
  )
  const casesDe = (dimension: string) => rows.filter((r) => r.dimension === dimension).map(({ code, nombre }) => ({ code, nombre }))
  const totaux = Object.fromEntries(TYPES.map((type) => [type, 0])) as Record<TypeFait, number | null>
  for (const { type, dimension, nombre } of rows) if (dimension === 'total') totaux[type] = nombre
  const repartitions = Object.fromEntries(dimensions.map((d) => [d, casesDe(d)])) as unknown as Chiffres['repartitions']
  return { territoireId, territoire, annee, seuil, totaux, repartitions }
}
