import type { Contexte } from '#socle/cas-usage.ts'
import type { Cle, Lieu } from '#socle/coffre.ts'
import { type Contenu, schemaContenu } from './contenu.ts'
import { dejaTransmise, informationIntrouvable, versionPerimee } from './erreurs.ts'
import type { Coordonnees } from './fiche.ts'
import type { DestinataireFige } from './information-preoccupante.ts'

/** Ce que chiffre un brouillon : le contenu, les coordonnées des titulaires, et pourquoi aucun n'est connu. */
export type Ecrit = {
  readonly contenu: Contenu
  readonly coordonnees: Readonly<Record<string, Coordonnees>>
  readonly sansTitulaire: string | null
}

/** Ce qui est parti. `protocoleId` nul : sans protocole. */
export type Transmission = {
  readonly signataire: string
  readonly canal: string
  readonly destinataire: DestinataireFige
  readonly transmiseLe: Date
  readonly retourAttenduLe: string
  readonly protocoleId: string | null
}

export type InformationLue = {
  readonly id: string
  readonly dossierId: string
  readonly creeLe: Date
  readonly auteur: string
  readonly version: number
  readonly modifieeLe: Date
  readonly modifieePar: string
  readonly ecrit: Ecrit
  readonly transmission: Transmission | null
  /** L'écrit transmis que celui-ci complète. */
  readonly complete: { readonly id: string; readonly creeLe: Date; readonly transmiseLe: Date } | null
}

export const lieuDe = (
  colonne: 'contenu_chiffre' | 'destinataire_chiffre' | 'fige_chiffre' | 'document_chiffre',
  ligneId: string,
): Lieu => ({
  colonne: `protection.information_preoccupante.${colonne}`,
  ligneId,
})

/** Le dossier d'une information. @throws ErreurMetier introuvable, qu'elle n'existe pas ou soit hors de portée */
export async function findDossierId({ tx }: Pick<Contexte, 'tx'>, informationId: string): Promise<string> {
  const row = await tx
    .selectFrom('protection.information_preoccupante')
    .select('dossier_id')
    .where('id', '=', informationId)
    .executeTakeFirst()
  if (!row) throw informationIntrouvable(informationId)
  return row.dossier_id
}

/** Lit et déchiffre une information. @throws ErreurMetier introuvable */
export async function findInformation({ tx }: Pick<Contexte, 'tx'>, cle: Cle, id: string): Promise<InformationLue> {
  const r = await tx
    .selectFrom('protection.information_preoccupante as i')
    .innerJoin('securite.agent as a', 'a.id', 'i.auteur_id')
    .innerJoin('securite.agent as m', 'm.id', 'i.modifiee_par')
    .leftJoin('securite.agent as s', 's.id', 'i.signataire_id')
    .leftJoin('protection.information_preoccupante as c', 'c.id', 'i.complete_id')
    .select([
      'i.id',
      'i.dossier_id',
      'i.cree_le',
      'i.version',
      'i.modifiee_le',
      'i.contenu_chiffre',
      'i.canal',
      'i.destinataire_chiffre',
      'i.transmise_le',
    ])
    .select([
      'i.retour_attendu_le',
      'i.protocole_id',
      'a.nom_affiche as auteur',
      'm.nom_affiche as modifieePar',
      's.nom_affiche as signataire',
      'c.id as completeId',
      'c.cree_le as completeCreeLe',
      'c.transmise_le as completeTransmiseLe',
    ])
    .where('i.id', '=', id)
    .executeTakeFirst()
  if (!r) throw informationIntrouvable(id)
  const { canal, destinataire_chiffre, transmise_le, retour_attendu_le, signataire } = r
  const partie = canal && destinataire_chiffre && transmise_le && retour_attendu_le && signataire
  return {
    id: r.id,
    dossierId: r.dossier_id,
    creeLe: r.cree_le,
    auteur: r.auteur,
    version: r.version,
    modifieeLe: r.modifiee_le,
    modifieePar: r.modifieePar,
    ecrit: lireEcrit(cle.dechiffrer(lieuDe('contenu_chiffre', id), r.contenu_chiffre)),
    complete:
      r.completeId && r.completeCreeLe && r.completeTransmiseLe
        ? { id: r.completeId, creeLe: r.completeCreeLe, transmiseLe: r.completeTransmiseLe }
        : null,
    transmission: partie
      ? {
          signataire,
          canal,
          transmiseLe: transmise_le,
          retourAttenduLe: retour_attendu_le,
          protocoleId: r.protocole_id,
          destinataire: JSON.parse(cle.dechiffrer(lieuDe('destinataire_chiffre', id), destinataire_chiffre)) as DestinataireFige,
        }
      : null,
  }
}

/** Un brouillon écrit avant l'ajout d'un champ se relit : le champ y est vide. */
function lireEcrit(clair: string): Ecrit {
  const lu = JSON.parse(clair) as Ecrit
  return { contenu: schemaContenu.parse(lu.contenu), coordonnees: lu.coordonnees, sansTitulaire: lu.sansTitulaire }
}

export async function insererBrouillon(
  { tx, agent }: Contexte,
  cle: Cle,
  id: string,
  etablissementId: string,
  ecrit: Ecrit,
  completeId: string | null = null,
): Promise<void> {
  await tx
    .insertInto('protection.information_preoccupante')
    .values({
      id,
      dossier_id: cle.id,
      etablissement_id: etablissementId,
      auteur_id: agent.id,
      modifiee_par: agent.id,
      contenu_chiffre: cle.chiffrer(lieuDe('contenu_chiffre', id), JSON.stringify(ecrit)),
      complete_id: completeId,
    })
    .execute()
}

/**
 * Retient la ligne du brouillon jusqu'à la fin de la transaction, et vérifie qu'on écrit sur ce qu'on a lu : sur la page, et en base avant de la retenir.
 *
 * @throws ErreurMetier conflit : déjà transmise, ou version périmée
 */
export async function verrouillerBrouillon({ tx }: Pick<Contexte, 'tx'>, id: string, ...lues: [number, ...number[]]): Promise<void> {
  const row = await tx
    .selectFrom('protection.information_preoccupante')
    .select('version')
    .where('id', '=', id)
    .where('statut', '=', 'brouillon')
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw dejaTransmise(id)
  if (lues.some((version) => version !== row.version)) throw versionPerimee(id)
}

/** Enregistre le brouillon sur la version lue ; à appeler sous `verrouillerBrouillon`. */
export async function majBrouillon(
  { tx, agent, maintenant }: Contexte,
  cle: Cle,
  id: string,
  versionLue: number,
  ecrit: Ecrit,
): Promise<void> {
  const maj = await tx
    .updateTable('protection.information_preoccupante')
    .set({
      version: versionLue + 1,
      modifiee_le: maintenant,
      modifiee_par: agent.id,
      sans_titulaire: ecrit.sansTitulaire !== null,
      contenu_chiffre: cle.chiffrer(lieuDe('contenu_chiffre', id), JSON.stringify(ecrit)),
    })
    .where('id', '=', id)
    .where('version', '=', versionLue)
    .returning('id')
    .executeTakeFirst()
  if (!maj) throw versionPerimee(id)
}

/** Le brouillon déjà commencé dans ce dossier, s'il y en a un : le plus récent. */
export async function findBrouillonDuDossier({ tx }: Pick<Contexte, 'tx'>, dossierId: string) {
  return tx
    .selectFrom('protection.information_preoccupante as i')
    .innerJoin('securite.agent as a', 'a.id', 'i.auteur_id')
    .select(['i.id', 'i.modifiee_le as modifieeLe', 'a.nom_affiche as auteur'])
    .where('i.dossier_id', '=', dossierId)
    .where('i.statut', '=', 'brouillon')
    .orderBy('i.cree_le', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** L'information transmise de ce dossier qu'un nouvel écrit complète. @throws ErreurMetier introuvable */
export async function findCompletee(
  { tx }: Pick<Contexte, 'tx'>,
  dossierId: string,
  id: string,
): Promise<{ id: string; transmiseLe: Date }> {
  const row = await tx
    .selectFrom('protection.information_preoccupante')
    .select(['id', 'transmise_le'])
    .where('id', '=', id)
    .where('dossier_id', '=', dossierId)
    .where('statut', '=', 'transmise')
    .executeTakeFirst()
  if (!row?.transmise_le) throw informationIntrouvable(id)
  return { id: row.id, transmiseLe: row.transmise_le }
}
