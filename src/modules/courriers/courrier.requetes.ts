import { avertissementsContact, dossierIntrouvable, findDossier, identiteSous, titulairesSous } from '#modules/dossiers/index.ts'
import { informationPourCourrier } from '#modules/protection/index.ts'
import type { Contexte } from '#socle/cas-usage.ts'
import type { Cle, Lieu } from '#socle/coffre.ts'
import { sha256 } from '#socle/empreinte.ts'
import { ErreurMetier } from '#socle/erreur.ts'
import { type Courrier, dejaRemis, versionPerimee } from './courrier.ts'
import type { Contenu, Genre } from './modele.ts'

const lieuDe = (colonne: 'contenu_chiffre' | 'fige_chiffre' | 'document_chiffre', ligneId: string): Lieu => ({
  colonne: `courriers.courrier.${colonne}`,
  ligneId,
})

const lignes = ({ tx }: Pick<Contexte, 'tx'>) =>
  tx
    .selectFrom('courriers.courrier as c')
    .innerJoin('securite.agent as m', 'm.id', 'c.modifie_par')
    .leftJoin('securite.agent as s', 's.id', 'c.signataire_id')
    .select([
      'c.id',
      'c.dossier_id',
      'c.genre',
      'c.information_id',
      'c.titulaire_id',
      'c.version',
      'c.cree_le',
      'c.modifie_le',
      'c.contenu_chiffre',
    ])
    .select(['c.envoye_le', 'c.canal', 'c.empreinte', 'm.nom_affiche as modifie_par', 's.nom_affiche as signataire'])
type CourrierRow = Awaited<ReturnType<ReturnType<typeof lignes>['execute']>>[number]

const versCourrier = (cle: Cle, r: CourrierRow): Courrier => ({
  id: r.id,
  genre: r.genre as Genre,
  informationId: r.information_id,
  titulaireId: r.titulaire_id,
  version: r.version,
  creeLe: r.cree_le,
  modifieLe: r.modifie_le,
  modifiePar: r.modifie_par,
  contenu: JSON.parse(cle.dechiffrer(lieuDe('contenu_chiffre', r.id), r.contenu_chiffre)) as Contenu,
  remise:
    r.envoye_le && r.canal && r.empreinte
      ? { le: r.envoye_le, signataire: r.signataire ?? '', canal: r.canal, empreinte: r.empreinte.toString('hex') }
      : null,
})

/** Le courrier, son dossier, sa clé, et ce qu'il cite. @throws ErreurMetier introuvable hors périmètre */
export async function chargerCourrier(contexte: Contexte, { courrierId }: { readonly courrierId: string }) {
  const row = await lignes(contexte).where('c.id', '=', courrierId).executeTakeFirst()
  if (!row) throw dossierIntrouvable(courrierId)
  const dossier = await findDossier(contexte, row.dossier_id)
  const cle = await contexte.coffre.ouvrirCle(contexte.tx, dossier.id)
  const courrier = versCourrier(cle, row)
  const titulaire = courrier.titulaireId && (await titulairesSous(contexte.tx, cle)).find((t) => t.id === courrier.titulaireId)
  return {
    courrier,
    dossier,
    cle,
    identite: identiteSous(cle, dossier),
    information: courrier.informationId === null ? null : await informationPourCourrier(contexte, courrier.informationId),
    avertissements: titulaire ? avertissementsContact(titulaire, contexte.aujourdHui) : [],
  }
}
export type CourrierCharge = Awaited<ReturnType<typeof chargerCourrier>>

/** Les courriers d'un dossier, du plus récent au plus ancien ; 100 au plus. */
export async function courriersSous(contexte: Pick<Contexte, 'tx'>, cle: Cle): Promise<Courrier[]> {
  const rows = await lignes(contexte)
    .where('c.dossier_id', '=', cle.id)
    .orderBy('c.cree_le', 'desc')
    .orderBy('c.id', 'desc')
    .limit(100)
    .execute()
  return rows.map((r) => versCourrier(cle, r))
}

type AInserer = Pick<Courrier, 'genre' | 'informationId' | 'titulaireId' | 'contenu'> & { readonly etablissementId: string }

export async function insererCourrier({ tx, agent, identifiant }: Contexte, cle: Cle, c: AInserer): Promise<string> {
  const id = identifiant()
  await tx
    .insertInto('courriers.courrier')
    .values({
      id,
      dossier_id: cle.id,
      etablissement_id: c.etablissementId,
      auteur_id: agent.id,
      genre: c.genre,
      information_id: c.informationId,
      titulaire_id: c.titulaireId,
      modifie_par: agent.id,
      contenu_chiffre: cle.chiffrer(lieuDe('contenu_chiffre', id), JSON.stringify(c.contenu)),
    })
    .execute()
  return id
}

/** Retient le brouillon et l'enregistre sur la version lue. @throws ErreurMetier conflit s'il a changé ou s'il est remis */
export async function majCourrier(
  { tx, agent, maintenant }: Contexte,
  cle: Cle,
  id: string,
  versionLue: number,
  contenu: Contenu,
): Promise<void> {
  const row = await tx
    .selectFrom('courriers.courrier')
    .select('version')
    .where('id', '=', id)
    .where('envoye_le', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw dejaRemis(id)
  if (row.version !== versionLue) throw versionPerimee(id)
  await tx
    .updateTable('courriers.courrier')
    .set({
      version: versionLue + 1,
      modifie_le: maintenant,
      modifie_par: agent.id,
      contenu_chiffre: cle.chiffrer(lieuDe('contenu_chiffre', id), JSON.stringify(contenu)),
    })
    .where('id', '=', id)
    .execute()
}

export type Fige = { readonly le: Date; readonly canal: string; readonly fige: string; readonly pdf: Uint8Array }

/** Fige tout d'un seul ordre. @throws ErreurMetier conflit si une autre main l'a déjà remis ou vient de le modifier */
export async function figer(
  { tx, agent, maintenant }: Contexte,
  cle: Cle,
  { id, version }: Pick<Courrier, 'id' | 'version'>,
  f: Fige,
): Promise<void> {
  const fige = await tx
    .updateTable('courriers.courrier')
    .set({
      modifie_le: maintenant,
      modifie_par: agent.id,
      envoye_le: f.le,
      signataire_id: agent.id,
      canal: f.canal,
      fige_chiffre: cle.chiffrer(lieuDe('fige_chiffre', id), f.fige),
      empreinte: sha256(f.fige),
      document_chiffre: cle.chiffrer(lieuDe('document_chiffre', id), Buffer.from(f.pdf).toString('base64')),
      document_empreinte: sha256(f.pdf),
    })
    .where('id', '=', id)
    .where('version', '=', version)
    .where('envoye_le', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (!fige) throw dejaRemis(id)
}

/** Le document figé, revérifié. @throws ErreurMetier conflit tant que la lettre n'est pas remise */
export async function findDocument({ tx }: Pick<Contexte, 'tx'>, cle: Cle, id: string): Promise<Uint8Array> {
  const r = await tx
    .selectFrom('courriers.courrier')
    .select(['document_chiffre', 'document_empreinte', 'fige_chiffre', 'empreinte'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!r?.document_chiffre || !r.document_empreinte || !r.fige_chiffre || !r.empreinte)
    throw new ErreurMetier('conflit', 'courriers.brouillon', 'Cette lettre est encore un brouillon : relisez son aperçu.')
  const pdf = Buffer.from(cle.dechiffrer(lieuDe('document_chiffre', id), r.document_chiffre), 'base64')
  if (!sha256(pdf).equals(r.document_empreinte) || !sha256(cle.dechiffrer(lieuDe('fige_chiffre', id), r.fige_chiffre)).equals(r.empreinte))
    throw new Error('Courrier : document altéré, empreinte différente.')
  return pdf
}
