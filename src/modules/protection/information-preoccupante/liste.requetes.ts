import type { Contexte } from '#socle/cas-usage.ts'
import { sql } from '#socle/db.ts'
import { type EtatListe, PAR_PAGE } from './liste.ts'

/** Les informations visibles, avec leurs étapes qui comptent. Aucun filtre de périmètre : la politique de ligne le porte. */
function informationsVisibles({ tx }: Pick<Contexte, 'tx'>) {
  return tx
    .selectFrom('protection.information_preoccupante as i')
    .innerJoin('referentiels.territoire as t', 't.id', 'i.etablissement_id')
    .innerJoin('securite.agent as a', 'a.id', 'i.auteur_id')
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('protection.etape as e')
          .select([
            sql<string | null>`max(e.le) filter (where e.nature = 'accuse')`.as('accusee_le'),
            sql<string | null>`max(e.le) filter (where e.nature = 'reponse')`.as('repondue_le'),
            sql<string | null>`max(e.le) filter (where e.nature = 'relance')`.as('relancee_le'),
            sql<string | null>`(array_agg(e.suite order by e.rang desc) filter (where e.nature = 'reponse'))[1]`.as('suite'),
          ])
          .whereRef('e.information_id', '=', 'i.id')
          .as('s'),
      (on) => on.onTrue(),
    )
    .select([
      'i.id',
      'i.dossier_id as dossierId',
      'i.statut',
      'i.modifiee_le as modifieeLe',
      'i.transmise_le as transmiseLe',
      'i.retour_attendu_le as retourAttenduLe',
    ])
    .select([
      't.libelle as etablissement',
      'a.nom_affiche as auteur',
      's.accusee_le as accuseeLe',
      's.repondue_le as repondueLe',
      's.relancee_le as relanceeLe',
      's.suite',
    ])
}
/** Une information sans son contenu. */
export type InformationRow = Awaited<ReturnType<ReturnType<typeof informationsVisibles>['execute']>>[number]

function parEtat(contexte: Pick<Contexte, 'tx'>, etat: EtatListe) {
  const base = informationsVisibles(contexte).where('i.statut', '=', etat === 'brouillons' ? 'brouillon' : 'transmise')
  if (etat === 'brouillons') return base
  const repond = sql<boolean>`exists (select 1 from protection.etape r where r.information_id = i.id and r.nature = 'reponse')`
  return base.where(etat === 'repondues' ? repond : sql<boolean>`not ${repond}`)
}

/** Une page de la liste : en attente, l'échéance la plus ancienne d'abord ; sinon la plus récente. */
export function listInformations(contexte: Pick<Contexte, 'tx'>, etat: EtatListe, page: number): Promise<InformationRow[]> {
  const q = parEtat(contexte, etat)
  const ordonnee =
    etat === 'attente' ? q.orderBy('i.retour_attendu_le') : q.orderBy(etat === 'brouillons' ? 'i.modifiee_le' : 'i.transmise_le', 'desc')
  return ordonnee
    .orderBy('i.id')
    .limit(PAR_PAGE)
    .offset((page - 1) * PAR_PAGE)
    .execute()
}

/** Combien dans chaque état, en une lecture. */
export async function compterInformations({ tx }: Pick<Contexte, 'tx'>): Promise<Readonly<Record<EtatListe, number>>> {
  const { rows } = await sql<Record<EtatListe, number>>`
    select count(*) filter (where v.statut = 'brouillon')::int as brouillons,
           count(*) filter (where v.statut = 'transmise' and not v.repondue)::int as attente,
           count(*) filter (where v.repondue)::int as repondues
      from (select i.statut, exists (select 1 from protection.etape e where e.information_id = i.id and e.nature = 'reponse') as repondue
              from protection.information_preoccupante i) v`.execute(tx)
  return rows[0] ?? { brouillons: 0, attente: 0, repondues: 0 }
}

/** Ce qui demande un geste : brouillons, sans accusé, sans réponse à l'échéance ou bientôt. 50 au plus, les retards d'abord. */
export function listEnAttente(contexte: Pick<Contexte, 'tx'>, jusquAu: string): Promise<InformationRow[]> {
  return informationsVisibles(contexte)
    .where(sql<boolean>`(i.statut = 'brouillon' or s.repondue_le is null and (s.accusee_le is null or i.retour_attendu_le <= ${jusquAu}))`)
    .orderBy(sql`i.retour_attendu_le nulls last`)
    .orderBy('i.modifiee_le', 'desc')
    .orderBy('i.id')
    .limit(50)
    .execute()
}

/** Les informations d'un dossier, écrites pour lui ou pour un autre enfant du foyer, de la plus récente à la plus ancienne ; 50 au plus. */
export function listDuDossier(contexte: Pick<Contexte, 'tx'>, dossierId: string): Promise<InformationRow[]> {
  return informationsVisibles(contexte)
    .where('i.id', 'in', (eb) =>
      eb
        .selectFrom('protection.information_preoccupante as p')
        .select('p.id')
        .where('p.dossier_id', '=', dossierId)
        .unionAll(
          eb.selectFrom('protection.information_enfant as f').select('f.information_id as id').where('f.enfant_dossier_id', '=', dossierId),
        ),
    )
    .orderBy('i.cree_le', 'desc')
    .orderBy('i.id')
    .limit(50)
    .execute()
}
