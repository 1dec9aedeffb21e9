import { deposerFait } from '#modules/pilotage/index.ts'
import type { Contexte } from '#socle/cas-usage.ts'
import { sql } from '#socle/db.ts'
import { ErreurMetier } from '#socle/erreur.ts'
import { type Action, type ActionListee, faitDe, type MesActions, NATURES, type Nature, PUBLICS } from './action.ts'

const PAR_PAGE = 25

/**
 * Inscrit l'action et dépose son fait, dans la transaction du cas d'usage.
 *
 * @throws ErreurMetier invalide (champ `dateAction`) si elle est à venir
 */
export async function inscrireAction(contexte: Contexte, action: Action): Promise<string> {
  const { tx, agent, aujourdHui, identifiant } = contexte
  const { etablissementId, dateAction, inconnus, partenaires, ...reste } = action
  if (dateAction > aujourdHui)
    throw new ErreurMetier(
      'invalide',
      'actions_collectives.date_future',
      'Cette date est dans l’avenir : une action se consigne une fois faite.',
      {},
      'dateAction',
    )
  const id = identifiant()
  await tx
    .insertInto('actions_collectives.action')
    .values({
      ...reste,
      id,
      auteur_id: agent.id,
      etablissement_id: etablissementId,
      date_action: dateAction,
      inconnus: [...inconnus],
      partenaires: [...partenaires],
    })
    .execute()
  await deposerFait(contexte, faitDe(action))
  return id
}

/** Retire une action des comptes, en déposant le contraire de son fait. Faux : elle l'était déjà. */
export async function retirerAction(contexte: Contexte, action: ActionListee, remplacanteId: string | null): Promise<boolean> {
  const retiree = await contexte.tx
    .insertInto('actions_collectives.annulation')
    .values({ action_id: action.id, remplacante_id: remplacanteId })
    .onConflict((oc) => oc.column('action_id').doNothing())
    .returning('action_id')
    .executeTakeFirst()
  if (retiree) await deposerFait(contexte, faitDe(action, -1))
  return retiree !== undefined
}

const lignes = ({ tx }: Contexte) =>
  tx
    .selectFrom('actions_collectives.action as a')
    .innerJoin('referentiels.territoire as t', 't.id', 'a.etablissement_id')
    .leftJoin('actions_collectives.annulation as x', 'x.action_id', 'a.id')
    .select([
      'a.id',
      'a.auteur_id as auteurId',
      'a.etablissement_id as etablissementId',
      't.libelle as etablissement',
      'a.nature',
      'a.date_action as dateAction',
      'a.motif',
      'a.origine',
      'a.instance',
      'a.role',
      'a.theme',
      'a.classes',
      'a.eleves',
      'a.parents',
      'a.inconnus',
      'a.partenaires',
      'x.annulee_le as annuleeLe',
      sql<boolean>`x.remplacante_id is not null`.as('remplacee'),
    ])

/** @throws ErreurMetier introuvable */
export async function findAction(contexte: Contexte, actionId: string): Promise<ActionListee> {
  const action = await lignes(contexte).where('a.id', '=', actionId).executeTakeFirst()
  if (!action)
    throw new ErreurMetier('introuvable', 'actions_collectives.introuvable', 'Cette page n’existe pas ou ne vous est pas accessible.', {
      actionId,
    })
  return action as ActionListee
}

/** Les miennes, de `du` à `au` exclu, de la plus récente à la plus ancienne ; annulées comprises. */
export async function listActions(contexte: Contexte, du: string, au: string, page: number) {
  const siennes = lignes(contexte).where('a.date_action', '>=', du).where('a.date_action', '<', au)
  const { total } = await siennes
    .clearSelect()
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  const pages = Math.max(1, Math.ceil(Number(total) / PAR_PAGE))
  const voulue = Math.min(page, pages)
  const actions = await siennes
    .orderBy('a.date_action', 'desc')
    .orderBy('a.saisi_le', 'desc')
    .orderBy('a.id', 'desc')
    .limit(PAR_PAGE)
    .offset((voulue - 1) * PAR_PAGE)
    .execute()
  return { actions: actions as ActionListee[], total: Number(total), page: voulue, pages }
}

type Compte = { nature: Nature; objet: string; nombre: number } & Record<
  `${'somme' | 'dits' | 'inconnus'}_${(typeof PUBLICS)[number]}`,
  number
>

/** Mes actions de `du` à `au` exclu, comptées ; une action annulée ne compte pas. */
export async function compterMesActions({ tx }: Contexte, du: string, au: string): Promise<MesActions> {
  const mesures = PUBLICS.map(
    (p) => sql`, coalesce(sum(${sql.ref(p)}), 0)::int as ${sql.ref(`somme_${p}`)}, count(${sql.ref(p)})::int as ${sql.ref(`dits_${p}`)},
      count(*) filter (where ${sql.lit(p)} = any (inconnus))::int as ${sql.ref(`inconnus_${p}`)}`,
  )
  const { rows } = await sql<Compte>`
    select nature, coalesce(motif, instance, theme) as objet, count(*)::int as nombre${sql.join(mesures, sql``)}
      from actions_collectives.action a
     where date_action >= ${du} and date_action < ${au}
       and not exists (select 1 from actions_collectives.annulation x where x.action_id = a.id)
     group by 1, 2`.execute(tx)
  const parNature = <T>(de: (lignes: readonly Compte[]) => T) =>
    Object.fromEntries(NATURES.map((n) => [n, de(rows.filter((r) => r.nature === n))])) as Record<Nature, T>
  const somme = (colonne: Exclude<keyof Compte, 'nature' | 'objet'>, de: readonly Compte[] = rows) => de.reduce((n, r) => n + r[colonne], 0)
  return {
    natures: parNature((siennes) => somme('nombre', siennes)),
    objets: parNature((siennes) => new Map(siennes.map((r) => [r.objet, r.nombre]))),
    publics: Object.fromEntries(
      PUBLICS.map((p) => [p, { somme: somme(`somme_${p}`), dits: somme(`dits_${p}`), inconnus: somme(`inconnus_${p}`) }]),
    ) as MesActions['publics'],
  }
}
