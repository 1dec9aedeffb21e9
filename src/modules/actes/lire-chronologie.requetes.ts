import type { Contexte } from '#socle/cas-usage.ts'
import type { Cle } from '#socle/coffre.ts'
import { sql, type Tx } from '#socle/db.ts'
import type { Acte, Note, Rappel, Tiers } from './acte.ts'
import type { Filtre } from './acte-affiche.ts'
import { lieuCompteRendu, lieuNote, lieuRappel, lieuTiers } from './inscrire-acte.requetes.ts'

export const PAR_PAGE = 50
function actesDu(tx: Tx, dossierId: string, { type, tiroir }: Filtre) {
  return tx
    .selectFrom('actes.acte as a')
    .where('a.dossier_id', '=', dossierId)
    .$if(type !== null, (q) => q.where('a.type', '=', type ?? ''))
    .$if(tiroir === 'notes', (q) =>
      q.where('a.id', 'in', (eb) =>
        eb
          .selectFrom('actes.note_travail as n')
          .select('n.acte_id')
          .where('n.dossier_id', '=', dossierId)
          .where('n.acte_id', 'is not', null)
          .$narrowType<{ acte_id: string }>(),
      ),
    )
    .$if(tiroir === 'tiers', (q) =>
      q.where('a.id', 'in', (eb) =>
        eb.selectFrom('actes.information_tiers as i').select('i.acte_id').where('i.dossier_id', '=', dossierId),
      ),
    )
}

/** Les actes d'une page, du plus récent au plus ancien, déchiffrés, et leur nombre en tout ; les informations sur un tiers restent closes. */
export async function listActes(
  contexte: Contexte,
  cle: Cle,
  filtre: Filtre,
): Promise<{ readonly actes: readonly Acte[]; readonly total: number }> {
  const rows = await actesDu(contexte.tx, cle.id, filtre)
    .innerJoin('securite.agent as g', 'g.id', 'a.auteur_id')
    .leftJoin('actes.acte as r', 'r.rectifie_id', 'a.id')
    .leftJoin('referentiels.precision_locale as p', 'p.id', 'a.precision_id')
    .select([
      'a.id',
      'a.type',
      'a.motif',
      'p.libelle as precision',
      'a.origine',
      'a.date_acte',
      'a.saisi_le',
      'a.auteur_id',
      'g.nom_affiche',
      'a.compte_rendu_chiffre',
      'a.rectifie_id',
      'r.id as rectifie_par',
      sql<string[]>`array(select m.motif from actes.motif_associe m where m.acte_id = a.id order by m.motif)`.as('motifs_associes'),
      sql<string[]>`array(select i.id from actes.information_tiers i where i.acte_id = a.id order by i.saisie_le)`.as('tiers'),
      sql<number>`count(*) over ()`.as('total'),
    ])
    .orderBy('a.date_acte', 'desc')
    .orderBy('a.saisi_le', 'desc')
    .orderBy('a.id', 'desc')
    .limit(PAR_PAGE)
    .offset((filtre.page - 1) * PAR_PAGE)
    .execute()
  const notes = await notesDe(
    contexte,
    rows.map((r) => r.id),
  )
  const actes = rows.map((r) => ({
    id: r.id,
    type: r.type,
    motif: r.motif,
    precision: r.precision,
    motifsAssocies: r.motifs_associes,
    origine: r.origine,
    dateActe: r.date_acte,
    saisiLe: r.saisi_le,
    auteurId: r.auteur_id,
    auteur: r.nom_affiche,
    rectifieId: r.rectifie_id,
    rectifieParId: r.rectifie_par,
    compteRendu: r.compte_rendu_chiffre && cle.dechiffrer(lieuCompteRendu(r.id), r.compte_rendu_chiffre),
    notes: notes.get(r.id) ?? [],
    tiers: r.tiers.map((id) => ({ id, contenu: null })),
  }))
  return { actes, total: rows[0]?.total ?? 0 }
}

async function notesDe({ tx, coffre, agent }: Contexte, acteIds: readonly string[]): Promise<ReadonlyMap<string, Note[]>> {
  if (acteIds.length === 0) return new Map()
  const rows = await tx
    .selectFrom('actes.note_travail')
    .select(['id', 'acte_id', 'texte_chiffre', 'ecrite_le'])
    .where('acte_id', 'in', acteIds)
    .orderBy('ecrite_le')
    .limit(500)
    .execute()
  if (rows.length === 0) return new Map()
  const cle = await coffre.ouvrirCle(tx, agent.id)
  const parActe = Map.groupBy(rows, (r) => r.acte_id ?? '')
  const ouvrir = (r: (typeof rows)[number]) => ({ id: r.id, texte: cle.dechiffrer(lieuNote(r.id), r.texte_chiffre), ecriteLe: r.ecrite_le })
  return new Map([...parActe].map(([acteId, siennes]) => [acteId, siennes.map(ouvrir)]))
}

/**
 * Les comptes rendus qui font foi, du plus récent au plus ancien, pour en citer un extrait ; 50 au plus. Ni note de travail, ni
 * information sur un tiers.
 */
export async function listComptesRendus({ tx }: Pick<Contexte, 'tx'>, cle: Cle) {
  const rows = await tx
    .selectFrom('actes.acte as a')
    .leftJoin('actes.acte as r', 'r.rectifie_id', 'a.id')
    .select(['a.id', 'a.type', 'a.date_acte', 'a.auteur_id', 'a.compte_rendu_chiffre'])
    .where('a.dossier_id', '=', cle.id)
    .where('r.id', 'is', null)
    .where('a.compte_rendu_chiffre', 'is not', null)
    .orderBy('a.date_acte', 'desc')
    .orderBy('a.id', 'desc')
    .limit(50)
    .execute()
  return rows.map((r) => ({
    id: r.id,
    type: r.type,
    jour: r.date_acte,
    auteurId: r.auteur_id,
    compteRendu: cle.dechiffrer(lieuCompteRendu(r.id), r.compte_rendu_chiffre ?? Buffer.of()),
  }))
}

/** Une information sur un tiers de ce dossier, ouverte ; null si elle n'y est pas. */
export async function findTiers(tx: Tx, cle: Cle, tiersId: string): Promise<Tiers | null> {
  const row = await tx
    .selectFrom('actes.information_tiers')
    .select(['id', 'contenu_chiffre'])
    .where('id', '=', tiersId)
    .where('dossier_id', '=', cle.id)
    .executeTakeFirst()
  return row ? { id: row.id, contenu: cle.dechiffrer(lieuTiers(row.id), row.contenu_chiffre) } : null
}

/** Les rappels encore à faire d'un dossier, le plus pressé d'abord ; 50 au plus. */
export async function listRappelsDu(tx: Tx, cle: Cle): Promise<Rappel[]> {
  const rows = await tx
    .selectFrom('actes.rappel')
    .select(['id', 'dossier_id', 'agent_id', 'echeance', 'objet_chiffre'])
    .where('dossier_id', '=', cle.id)
    .where('fait_le', 'is', null)
    .orderBy('echeance')
    .orderBy('id')
    .limit(50)
    .execute()
  return rows.map((r) => ({
    id: r.id,
    dossierId: r.dossier_id,
    agentId: r.agent_id,
    echeance: r.echeance,
    objet: cle.dechiffrer(lieuRappel(r.id), r.objet_chiffre),
  }))
}

/** Mes rappels à faire, échus d'abord ; `total` en dit le nombre. 20 au plus, déchiffrés. */
export async function listRappels(
  { tx, coffre, agent }: Contexte,
  limite = 20,
): Promise<{ readonly rappels: readonly Rappel[]; readonly total: number }> {
  const rows = await tx
    .selectFrom('actes.rappel')
    .select(['id', 'dossier_id', 'agent_id', 'echeance', 'objet_chiffre', sql<number>`count(*) over ()`.as('total')])
    .where('agent_id', '=', agent.id)
    .where('fait_le', 'is', null)
    .orderBy('echeance')
    .orderBy('id')
    .limit(Math.min(limite, 100))
    .execute()
  const cles = await coffre.ouvrirCles(tx, [...new Set(rows.map((r) => r.dossier_id))])
  const rappels = rows.flatMap((r) => {
    const cle = cles.get(r.dossier_id)
    return cle
      ? [
          {
            id: r.id,
            dossierId: r.dossier_id,
            agentId: r.agent_id,
            echeance: r.echeance,
            objet: cle.dechiffrer(lieuRappel(r.id), r.objet_chiffre),
          },
        ]
      : []
  })
  return { rappels, total: rows[0]?.total ?? 0 }
}
