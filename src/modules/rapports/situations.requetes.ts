import { sql, type Tx } from '#socle/db.ts'
import type { AnneeDeSerie, Situation } from './rapport.ts'
import { listCases } from './rapports.requetes.ts'

/** Les derniers rapports figés des territoires qui contiennent celui-ci, du plus proche au plus large : quatre au plus. */
export async function listSituations(tx: Tx, territoireId: string, annee: number): Promise<Situation[]> {
  const { rows } = await sql<Omit<Situation, 'cases'> & { readonly id: string; readonly retenus: string[] }>`
    select t.niveau, t.libelle, i.id, i.numero, i.perimetre, i.retenus
      from referentiels.ascendance h
      join referentiels.territoire t on t.id = h.ancetre_id
      cross join lateral (
        select x.id, x.numero, x.perimetre, x.retenus from rapports.instantane x
         where x.territoire_id = t.id and x.annee = ${annee} and x.etat = 'fige' order by x.numero desc limit 1) i
     where h.descendant_id = ${territoireId} and h.ancetre_id <> ${territoireId}
     order by array_position(array['bassin', 'departement', 'academie', 'national'], t.niveau) limit 4`.execute(tx)
  const situations: Situation[] = []
  for (const { niveau, libelle, numero, perimetre, ...i } of rows)
    situations.push({ niveau, libelle, numero, perimetre, cases: await listCases(tx, i) })
  return situations
}

/** Les totaux figés d'un territoire, année après année, la plus ancienne d'abord : cinq au plus, jusqu'à celle qu'on lit. */
export async function listSerie(tx: Tx, territoireId: string, jusqua: number): Promise<AnneeDeSerie[]> {
  const { rows } = await sql<AnneeDeSerie>`
    select i.annee, i.grille,
           coalesce((select json_object_agg(l.type, l.publie) from rapports.ligne l where l.instantane_id = i.id and l.dimension = 'total'), '{}') as totaux,
           i.retenus
      from generate_series(${jusqua}::int - 4, ${jusqua}::int) a (annee)
      cross join lateral (
        select x.id, x.annee, x.grille, x.retenus from rapports.instantane x
         where x.territoire_id = ${territoireId} and x.annee = a.annee and x.etat = 'fige' order by x.numero desc limit 1) i
     order by i.annee`.execute(tx)
  return rows
}
