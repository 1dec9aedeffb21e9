import assert from 'node:assert/strict'
import type { Contexte } from '#socle/cas-usage.ts'
import { sql } from '#socle/db.ts'

export type Lecture = (contexte: Contexte) => Promise<unknown>
type Requete = { readonly sql: string; readonly parameters: readonly unknown[] }

/** Les grandes tables de `tables` que la base lirait en entier pour cette lecture, d'après les plans que l'agent obtient. */
export async function balayages(contexte: Contexte, lire: Lecture, tables: readonly string[]): Promise<string[]> {
  const requetes = await relever(contexte, lire)
  assert.ok(requetes.length > 0, 'cette lecture n’envoie aucune requête')
  const lignes: string[] = []
  for (const requete of requetes) lignes.push(...(await planDe(contexte, requete)))
  return lignes.filter((l) => tables.some((t) => new RegExp(`Seq Scan on ${t}\\b`).test(l)))
}

/** Exécute une lecture en relevant ce qu'elle envoie. */
export async function relever(contexte: Contexte, lire: Lecture): Promise<Requete[]> {
  const requetes: Requete[] = []
  const tx = contexte.tx.withPlugin({
    transformQuery: ({ node }) => {
      const { sql: texte, parameters } = contexte.tx.getExecutor().compileQuery(node, { queryId: 'essai' } as never)
      requetes.push({ sql: texte, parameters })
      return node
    },
    transformResult: async ({ result }) => result,
  })
  await lire({ ...contexte, tx: tx as Contexte['tx'] })
  return requetes
}

async function planDe({ tx }: Contexte, requete: Requete): Promise<string[]> {
  const morceaux = requete.sql.split(/\$\d+/)
  const rangs = [...requete.sql.matchAll(/\$(\d+)/g)].map((m) => Number(m[1]) - 1)
  const texte = sql.join(
    morceaux.flatMap((m, i) => [sql.raw(m), ...(i < rangs.length ? [sql`${requete.parameters[rangs[i] ?? 0]}`] : [])]),
    sql``,
  )
  const { rows } = await sql<{ 'QUERY PLAN': string }>`explain ${texte}`.execute(tx)
  return rows.map((r) => r['QUERY PLAN'])
}
