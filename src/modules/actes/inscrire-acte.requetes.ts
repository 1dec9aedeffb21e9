import type { Insertable } from 'kysely'
import { type Dossier, type Identite, identiteSous, noterActe, traitsDuDossier } from '#modules/dossiers/index.ts'
import { deposerFait } from '#modules/pilotage/index.ts'
import type { MotifIntervention } from '#modules/referentiels/index.ts'
import type { Contexte } from '#socle/cas-usage.ts'
import type { Cle, Lieu } from '#socle/coffre.ts'
import { ErreurMetier } from '#socle/erreur.ts'
import type { DB } from '#socle/schema-base.ts'
import type { ActeAInscrire } from './acte.ts'

type Situe = Pick<Dossier, 'id' | 'etablissementId' | 'identiteChiffree'>

export const lieuCompteRendu = (ligneId: string): Lieu => ({ colonne: 'actes.acte.compte_rendu_chiffre', ligneId })
export const lieuNiveau = (ligneId: string): Lieu => ({ colonne: 'actes.acte.niveau_chiffre', ligneId })
export const lieuNote = (ligneId: string): Lieu => ({ colonne: 'actes.note_travail.texte_chiffre', ligneId })
export const lieuTiers = (ligneId: string): Lieu => ({ colonne: 'actes.information_tiers.contenu_chiffre', ligneId })
export const lieuRappel = (ligneId: string): Lieu => ({ colonne: 'actes.rappel.objet_chiffre', ligneId })

/** @throws ErreurMetier invalide (champ `dateActe`) */
export function exigerDatePassee(dateActe: string, aujourdHui: string): void {
  if (dateActe > aujourdHui)
    throw new ErreurMetier(
      'invalide',
      'actes.date_future',
      'Cette date est dans l’avenir : un acte se consigne une fois fait. Pour plus tard, posez un rappel.',
      {},
      'dateActe',
    )
}

/**
 * Inscrit un acte au dossier, dans la transaction du cas d'usage qui l'appelle (et qui a déjà autorisé) : l'acte, ses motifs,
 * le jour du dernier acte, le fait d'observation. Une rectification compense d'abord le fait de l'acte rectifié : il ne compte qu'une fois.
 *
 * @throws ErreurMetier invalide si la date est future ; conflit si l'acte visé est déjà rectifié
 */
export async function inscrireActe(
  contexte: Contexte,
  dossier: Situe,
  acte: ActeAInscrire,
  cleOuverte?: Cle,
): Promise<{ readonly acteId: string }> {
  const { tx, coffre, agent, identifiant, aujourdHui } = contexte
  exigerDatePassee(acte.dateActe, aujourdHui)
  const cle = cleOuverte ?? (await coffre.ouvrirCle(tx, dossier.id))
  const identite = identiteSous(cle, dossier)
  const traits = await traitsDuDossier(contexte, dossier, identite, acte.dateActe)
  const acteId = identifiant()
  await insererActe(contexte, {
    id: acteId,
    dossier_id: dossier.id,
    etablissement_id: dossier.etablissementId,
    auteur_id: agent.id,
    type: acte.type,
    motif: acte.motif,
    precision_id: acte.precisionId ?? null,
    origine: acte.origine,
    date_acte: acte.dateActe,
    rectifie_id: acte.rectifieId ?? null,
    compte_rendu_chiffre: acte.compteRendu === null ? null : cle.chiffrer(lieuCompteRendu(acteId), acte.compteRendu),
    niveau_chiffre: traits.niveau === null ? null : (await coffre.cleDe(tx, 'agent', agent.id)).chiffrer(lieuNiveau(acteId), traits.niveau),
  })
  await insererMotifs(contexte, dossier.id, acteId, acte)
  await noterActe(tx, dossier.id, acte.dateActe)
  if (acte.rectifieId) await compenserFait(contexte, dossier, identite, acte.rectifieId)
  await deposerFait(contexte, {
    type: 'acte',
    typeActe: acte.type,
    motif: acte.motif,
    motifsAssocies: associesDe(acte),
    origine: acte.origine,
    le: acte.dateActe,
    ...traits,
  })
  return { acteId }
}

/**
 * Retire de l'observation l'acte rectifié, en déposant son contraire. Le niveau est celui d'aujourd'hui dans les deux faits : seul
 * son auteur lit celui qu'il avait noté, et leur somme laisse ce niveau-là inchangé.
 */
async function compenserFait(contexte: Contexte, dossier: Situe, identite: Identite, acteId: string): Promise<void> {
  const { tx } = contexte
  const rectifie = await tx
    .selectFrom('actes.acte')
    .select(['type', 'motif', 'origine', 'date_acte'])
    .where('id', '=', acteId)
    .where('dossier_id', '=', dossier.id)
    .executeTakeFirstOrThrow()
  const associes = await tx.selectFrom('actes.motif_associe').select('motif').where('acte_id', '=', acteId).limit(50).execute()
  await deposerFait(contexte, {
    type: 'acte',
    sens: -1,
    typeActe: rectifie.type,
    motif: rectifie.motif,
    motifsAssocies: associes.map((a) => a.motif),
    origine: rectifie.origine,
    le: rectifie.date_acte,
    ...(await traitsDuDossier(contexte, dossier, identite, rectifie.date_acte)),
  })
}

async function insererActe({ tx }: Contexte, ligne: Insertable<DB['actes.acte']>): Promise<void> {
  const insere = await tx
    .insertInto('actes.acte')
    .values(ligne)
    .onConflict((oc) => oc.column('rectifie_id').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!insere)
    throw new ErreurMetier(
      'conflit',
      'actes.deja_rectifie',
      'Cet acte vient d’être rectifié. Relisez la rectification, puis corrigez-la elle-même s’il le faut.',
    )
}

const associesDe = ({ motif, motifsAssocies }: ActeAInscrire): MotifIntervention[] =>
  [...new Set(motifsAssocies)].filter((m) => m !== motif)

async function insererMotifs({ tx }: Contexte, dossierId: string, acteId: string, acte: ActeAInscrire): Promise<void> {
  const associes = associesDe(acte)
  if (associes.length > 0)
    await tx
      .insertInto('actes.motif_associe')
      .values(associes.map((motif) => ({ acte_id: acteId, dossier_id: dossierId, motif })))
      .execute()
}
