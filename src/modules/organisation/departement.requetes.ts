import { findTerritoire } from '#modules/referentiels/index.ts'
import type { Fonction } from '#socle/agent.ts'
import type { Contexte } from '#socle/cas-usage.ts'
import { sql } from '#socle/db.ts'
import { ErreurMetier } from '#socle/erreur.ts'
import type { DepartementOffert, DepartementVise } from './departement.ts'

const introuvable = () =>
  new ErreurMetier('introuvable', 'organisation.departement_inconnu', 'Cette page n’existe pas ou ne vous est pas accessible.')

const territoiresDe = ({ agent }: Contexte, fonctions: readonly Fonction[]): string[] =>
  agent.affectations.filter((a) => fonctions.includes(a.fonction)).map((a) => a.territoireId)

/** Les départements où l'agent exerce une de ces fonctions, au-dessus ou au-dedans ; par nom, au plus 120. */
export async function listDepartements(contexte: Contexte, fonctions: readonly Fonction[]): Promise<DepartementOffert[]> {
  const siens = territoiresDe(contexte, fonctions)
  const { rows } = await sql<DepartementOffert>`
    select t.id, t.libelle from referentiels.territoire t
     where t.niveau = 'departement' and t.id in (
       select a.ancetre_id from referentiels.ascendance a where a.descendant_id = any (${siens}) and a.niveau_ancetre = 'departement'
       union
       select a.descendant_id from referentiels.ascendance a where a.ancetre_id = any (${siens}))
     order by t.libelle, t.id limit 120`.execute(contexte.tx)
  return rows
}

/** Le département demandé, sinon le premier de l'agent. @throws ErreurMetier introuvable si ce n'est pas un département, ou s'il n'en a aucun */
export async function findDepartementVise(
  contexte: Contexte,
  fonctions: readonly Fonction[],
  id?: string | undefined,
): Promise<DepartementVise> {
  const departement = await findTerritoire(contexte.tx, id ?? (await listDepartements(contexte, fonctions))[0]?.id ?? contexte.agent.id)
  if (departement?.niveau !== 'departement') throw introuvable()
  const { rows } = await sql<{ ancetres: string[]; apparentes: string[] }>`
    select array(select a.ancetre_id from referentiels.ascendance a where a.descendant_id = ${departement.id}) as ancetres,
           array(select distinct a.descendant_id from referentiels.ascendance a
                  where a.ancetre_id = ${departement.id} and a.descendant_id = any (${territoiresDe(contexte, fonctions)})) as apparentes`.execute(
    contexte.tx,
  )
  const { ancetres = [], apparentes = [] } = rows[0] ?? {}
  return { id: departement.id, code: departement.code, libelle: departement.libelle, ancetres, apparentes: [...ancetres, ...apparentes] }
}
