import type { Contexte } from './contexte.ts'
import { ErreurMetier } from './erreur.ts'

/**
 * Exécute une fois par clé. Un second envoi attend le premier (la contrainte d'unicité le retient), puis reçoit sa réponse.
 *
 * @throws ErreurMetier conflit si la clé a déjà servi à une autre action
 */
export async function rejouerOuExecuter<T>({ tx, agent }: Contexte, action: string, cle: string, executer: () => Promise<T>): Promise<T> {
  const neuve = await tx
    .insertInto('socle.idempotence')
    .values({ agent_id: agent.id, cle, action })
    .onConflict((oc) => oc.columns(['agent_id', 'cle']).doNothing())
    .returning('cle')
    .executeTakeFirst()
  if (neuve) {
    const resultat = await executer()
    await tx
      .updateTable('socle.idempotence')
      .set({ resultat: JSON.stringify(resultat) })
      .where('agent_id', '=', agent.id)
      .where('cle', '=', cle)
      .execute()
    return resultat
  }
  const deja = await tx
    .selectFrom('socle.idempotence')
    .select(['action', 'resultat'])
    .where('agent_id', '=', agent.id)
    .where('cle', '=', cle)
    .executeTakeFirstOrThrow()
  if (deja.action !== action)
    throw new ErreurMetier('conflit', 'socle.cle_reutilisee', 'Ce formulaire a déjà servi : rouvrez la page avant de l’envoyer de nouveau.')
  return deja.resultat as T
}
