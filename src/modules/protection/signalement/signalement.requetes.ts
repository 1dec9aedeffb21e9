import type { Contexte } from '#socle/cas-usage.ts'
import type { Cle, Lieu } from '#socle/coffre.ts'
import { type Contenu, schemaContenu } from './contenu.ts'
import { dejaTransmis, signalementIntrouvable, versionPerimee } from './erreurs.ts'
import type { Parquet } from './signalement.ts'

export type SignalementLu = {
  readonly id: string
  readonly dossierId: string
  readonly creeLe: Date
  readonly auteur: string
  readonly version: number
  readonly modifieLe: Date
  readonly modifiePar: string
  readonly contenu: Contenu
  readonly transmission: {
    readonly signataire: string
    readonly canal: string
    readonly destinataire: Parquet
    readonly transmisLe: Date
  } | null
}

export const lieuDe = (
  colonne: 'contenu_chiffre' | 'destinataire_chiffre' | 'fige_chiffre' | 'document_chiffre',
  ligneId: string,
): Lieu => ({ colonne: `protection.signalement.${colonne}`, ligneId })

/** @throws ErreurMetier introuvable, qu'il n'existe pas ou soit hors de portée */
export async function findDossierId({ tx }: Pick<Contexte, 'tx'>, id: string): Promise<string> {
  const row = await tx.selectFrom('protection.signalement').select('dossier_id').where('id', '=', id).executeTakeFirst()
  if (!row) throw signalementIntrouvable(id)
  return row.dossier_id
}

/** Lit et déchiffre un signalement. @throws ErreurMetier introuvable */
export async function findSignalement({ tx }: Pick<Contexte, 'tx'>, cle: Cle, id: string): Promise<SignalementLu> {
  const r = await tx
    .selectFrom('protection.signalement as i')
    .innerJoin('securite.agent as a', 'a.id', 'i.auteur_id')
    .innerJoin('securite.agent as m', 'm.id', 'i.modifie_par')
    .leftJoin('securite.agent as s', 's.id', 'i.signataire_id')
    .select(['i.id', 'i.dossier_id', 'i.cree_le', 'i.version', 'i.modifie_le', 'i.contenu_chiffre', 'i.canal', 'i.destinataire_chiffre'])
    .select(['i.transmis_le', 'a.nom_affiche as auteur', 'm.nom_affiche as modifiePar', 's.nom_affiche as signataire'])
    .where('i.id', '=', id)
    .executeTakeFirst()
  if (!r) throw signalementIntrouvable(id)
  const { canal, destinataire_chiffre, transmis_le, signataire } = r
  const parti = canal && destinataire_chiffre && transmis_le && signataire
  return {
    id: r.id,
    dossierId: r.dossier_id,
    creeLe: r.cree_le,
    auteur: r.auteur,
    version: r.version,
    modifieLe: r.modifie_le,
    modifiePar: r.modifiePar,
    contenu: schemaContenu.parse(JSON.parse(cle.dechiffrer(lieuDe('contenu_chiffre', id), r.contenu_chiffre))),
    transmission: parti
      ? {
          signataire,
          canal,
          transmisLe: transmis_le,
          destinataire: JSON.parse(cle.dechiffrer(lieuDe('destinataire_chiffre', id), destinataire_chiffre)) as Parquet,
        }
      : null,
  }
}

export async function insererBrouillon(
  { tx, agent }: Contexte,
  cle: Cle,
  id: string,
  etablissementId: string,
  contenu: Contenu,
): Promise<void> {
  await tx
    .insertInto('protection.signalement')
    .values({
      id,
      dossier_id: cle.id,
      etablissement_id: etablissementId,
      auteur_id: agent.id,
      modifie_par: agent.id,
      contenu_chiffre: cle.chiffrer(lieuDe('contenu_chiffre', id), JSON.stringify(contenu)),
    })
    .execute()
}

/** Retient le brouillon, et vérifie qu'on écrit sur ce qu'on a lu : sur la page, et en base avant de le retenir. @throws ErreurMetier conflit */
export async function verrouillerBrouillon({ tx }: Pick<Contexte, 'tx'>, id: string, ...lues: [number, ...number[]]): Promise<void> {
  const row = await tx
    .selectFrom('protection.signalement')
    .select('version')
    .where('id', '=', id)
    .where('statut', '=', 'brouillon')
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw dejaTransmis(id)
  if (lues.some((version) => version !== row.version)) throw versionPerimee(id)
}

/** Enregistre le brouillon ; à appeler sous `verrouillerBrouillon`. */
export async function majBrouillon(
  { tx, agent, maintenant }: Contexte,
  cle: Cle,
  id: string,
  versionLue: number,
  contenu: Contenu,
): Promise<void> {
  await tx
    .updateTable('protection.signalement')
    .set({
      version: versionLue + 1,
      modifie_le: maintenant,
      modifie_par: agent.id,
      contenu_chiffre: cle.chiffrer(lieuDe('contenu_chiffre', id), JSON.stringify(contenu)),
    })
    .where('id', '=', id)
    .execute()
}

/** Les signalements d'un dossier, du plus récent au plus ancien ; 50 au plus. */
export const listDuDossier = ({ tx }: Pick<Contexte, 'tx'>, dossierId: string) =>
  tx
    .selectFrom('protection.signalement as i')
    .innerJoin('securite.agent as a', 'a.id', 'i.auteur_id')
    .leftJoin('protection.signalement_etape as e', (j) => j.onRef('e.signalement_id', '=', 'i.id').on('e.nature', '=', 'copie'))
    .select(['i.id', 'i.modifie_le as modifieLe', 'i.transmis_le as transmisLe', 'a.nom_affiche as auteur', 'e.le as copieLe'])
    .where('i.dossier_id', '=', dossierId)
    .orderBy('i.cree_le', 'desc')
    .orderBy('i.id')
    .limit(50)
    .execute()

/** Ce qui demande un geste : brouillons, copies au département encore dues. 50 au plus, les copies d'abord. */
export const listEnAttente = ({ tx }: Pick<Contexte, 'tx'>) =>
  tx
    .selectFrom('protection.signalement as i')
    .innerJoin('referentiels.territoire as t', 't.id', 'i.etablissement_id')
    .leftJoin('protection.signalement_etape as e', (j) => j.onRef('e.signalement_id', '=', 'i.id').on('e.nature', '=', 'copie'))
    .select(['i.id', 'i.dossier_id as dossierId', 'i.modifie_le as modifieLe', 'i.transmis_le as transmisLe', 't.libelle as etablissement'])
    .where('e.rang', 'is', null)
    .orderBy('i.statut', 'desc')
    .orderBy('i.modifie_le', 'desc')
    .orderBy('i.id')
    .limit(50)
    .execute()
