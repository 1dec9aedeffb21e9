import { idTerritoire } from '#modules/referentiels/index.ts'
import { creerAgent, MOT_DE_PASSE_DEMONSTRATION } from '#modules/securite/index.ts'
import type { Fonction, Niveau } from '#socle/agent.ts'
import { ouvrirBase, sql } from '#socle/db.ts'

/** Un conseiller technique et son territoire, par code. */
export type Conseiller = { readonly fonction: Fonction; readonly niveau: Niveau; readonly code: string }

export const identifiantDe = ({ fonction, code }: Conseiller): string => `${fonction}.${code.toLowerCase()}`

/** `url` : celle du propriétaire. */
export async function creerConseillers(url: string, conseillers: readonly Conseiller[]): Promise<void> {
  const base = ouvrirBase(url, { max: 1, nom: 'egide banc' })
  for (const conseiller of conseillers) {
    const { fonction, niveau, code } = conseiller
    await creerAgent(base, {
      identifiant: identifiantDe(conseiller),
      nomAffiche: `Dominique Banc, ${niveau}`,
      motDePasse: MOT_DE_PASSE_DEMONSTRATION,
      demonstration: true,
      affectations: [{ fonction, territoireId: idTerritoire(niveau, code), du: '2024-09-01' }],
    })
  }
  await base.destroy()
}

/** Le bassin d'un banc, et qui le conseille. */
export const BASSIN = { fonction: 'ctss_bassin', niveau: 'bassin', code: 'banc' } as const satisfies Conseiller

/** Réunit vingt-cinq établissements d'un département, les plus chargés, en un bassin ; sans effet s'il existe. `url` : celle du propriétaire. */
export async function ouvrirBassin(url: string, departement: string): Promise<void> {
  const base = ouvrirBase(url, { max: 1, nom: 'egide banc' })
  const id = idTerritoire('bassin', BASSIN.code)
  const parent = idTerritoire('departement', departement)
  const { numInsertedOrUpdatedRows } = await base
    .insertInto('referentiels.territoire')
    .values({ id, niveau: 'bassin', code: BASSIN.code, libelle: 'Bassin du banc', parent_id: parent })
    .onConflict((c) => c.doNothing())
    .executeTakeFirstOrThrow()
  if (numInsertedOrUpdatedRows === 1n)
    await sql`
      update referentiels.territoire set parent_id = ${id} where id in (
        select c.territoire_id from observation.compte c join referentiels.ascendance a on a.descendant_id = c.territoire_id and a.ancetre_id = ${parent}
         where c.type = 'acte' and c.dimension = 'total' and c.territoire_id <> ${parent}
         group by 1 order by sum(c.nombre) desc limit 25)`.execute(base)
  await base.destroy()
  if (numInsertedOrUpdatedRows === 1n) await creerConseillers(url, [BASSIN])
}
