import type { Contexte } from '#socle/cas-usage.ts'
import { sql } from '#socle/db.ts'
import { type Case, type Chiffres, type DimensionChiffres, type TerritoireVise, TYPE_REPARTI, type TypeFait } from './chiffres.ts'
import type { EtablissementCouvert } from './couverture.ts'

const TYPES: readonly TypeFait[] = ['acte', 'ouverture', 'ip', 'conseil', 'instance', 'action_collective']

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

export async function lireChiffres(contexte: Contexte, territoireId: string, annee: number): Promise<Chiffres> {
  const [territoire, seuil] = [await nomDe(contexte, territoireId), await seuilDe(contexte)]
  const totaux = Object.fromEntries(TYPES.map((type) => [type, 0])) as Record<TypeFait, number | null>
  for (const type of TYPES) for (const c of await repartir(contexte, territoireId, annee, type, 'total')) totaux[type] = c.nombre
  const repartitions = {} as Record<DimensionChiffres, Case[]>
  for (const dimension of Object.keys(TYPE_REPARTI) as DimensionChiffres[])
    repartitions[dimension] = await repartir(contexte, territoireId, annee, TYPE_REPARTI[dimension], dimension)
  return { territoireId, territoire, annee, seuil, totaux, repartitions }
}
