import { dossierIntrouvable, findDossier, identiteSous } from '#modules/dossiers/index.ts'
import type { Contexte } from '#socle/cas-usage.ts'
import type { Cle, Lieu } from '#socle/coffre.ts'
import { sha256 } from '#socle/empreinte.ts'
import { ErreurMetier } from '#socle/erreur.ts'
import { type ContenuDemande, type Demande, type Demandeur, dejaClose, type Issue, type Nature } from './demande.ts'

const lieuDemande = (ligneId: string): Lieu => ({ colonne: 'demandes.demande.contenu_chiffre', ligneId })
const lieuFige = (ligneId: string): Lieu => ({ colonne: 'demandes.suite.fige_chiffre', ligneId })
const lieuDocument = (ligneId: string): Lieu => ({ colonne: 'demandes.suite.document_chiffre', ligneId })

const lignes = ({ tx }: Pick<Contexte, 'tx'>) =>
  tx
    .selectFrom('demandes.demande as d')
    .innerJoin('securite.agent as a', 'a.id', 'd.auteur_id')
    .leftJoin('demandes.suite as s', 's.demande_id', 'd.id')
    .leftJoin('securite.agent as p', 'p.id', 's.auteur_id')
    .select(['d.id', 'd.dossier_id', 'd.nature', 'd.demandeur', 'd.canal', 'd.recue_le', 'd.attendue_le', 'd.contenu_chiffre'])
    .select(['a.nom_affiche as auteur', 's.issue', 's.fondement', 's.le', 's.empreinte', 'p.nom_affiche as suivie_par'])
type DemandeRow = Awaited<ReturnType<ReturnType<typeof lignes>['execute']>>[number]

const versDemande = (cle: Cle, r: DemandeRow): Demande => ({
  ...(JSON.parse(cle.dechiffrer(lieuDemande(r.id), r.contenu_chiffre)) as ContenuDemande),
  id: r.id,
  nature: r.nature as Nature,
  demandeur: r.demandeur as Demandeur,
  canal: r.canal,
  recueLe: r.recue_le,
  attendueLe: r.attendue_le,
  auteur: r.auteur,
  suite:
    r.issue === null || r.le === null
      ? null
      : {
          issue: r.issue as Issue,
          fondement: r.fondement,
          le: r.le,
          auteur: r.suivie_par ?? '',
          empreinte: r.empreinte?.toString('hex') ?? '',
        },
})

/** La demande, son dossier et sa clé. @throws ErreurMetier introuvable hors périmètre */
export async function chargerDemande(contexte: Contexte, { demandeId }: { readonly demandeId: string }) {
  const row = await lignes(contexte).where('d.id', '=', demandeId).executeTakeFirst()
  if (!row) throw dossierIntrouvable(demandeId)
  const dossier = await findDossier(contexte, row.dossier_id)
  const cle = await contexte.coffre.ouvrirCle(contexte.tx, dossier.id)
  return { dossier, cle, identite: identiteSous(cle, dossier), demande: versDemande(cle, row) }
}
export type DemandeChargee = Awaited<ReturnType<typeof chargerDemande>>

/** Les demandes d'un dossier, de la plus récente à la plus ancienne ; 100 au plus. */
export async function demandesSous(contexte: Pick<Contexte, 'tx'>, cle: Cle): Promise<Demande[]> {
  const rows = await lignes(contexte)
    .where('d.dossier_id', '=', cle.id)
    .orderBy('d.recue_le', 'desc')
    .orderBy('d.id', 'desc')
    .limit(100)
    .execute()
  return rows.map((r) => versDemande(cle, r))
}

/** Une demande restée sans suite, pour l'accueil. */
export type DemandeEnAttente = {
  readonly id: string
  readonly dossierId: string
  readonly demandeur: Demandeur
  readonly recueLe: string
  readonly attendueLe: string | null
}

/** Les demandes sans suite des établissements de l'agent, la plus ancienne d'abord ; 50 au plus. */
export async function listDemandesEnAttente(contexte: Contexte): Promise<DemandeEnAttente[]> {
  const siens = [...contexte.agent.etablissementsSuivis]
  if (siens.length === 0) return []
  const rows = await contexte.tx
    .selectFrom('demandes.demande as d')
    .leftJoin('demandes.suite as s', 's.demande_id', 'd.id')
    .select(['d.id', 'd.dossier_id', 'd.demandeur', 'd.recue_le', 'd.attendue_le'])
    .where('d.etablissement_id', 'in', siens)
    .where('s.demande_id', 'is', null)
    .orderBy('d.recue_le')
    .orderBy('d.id')
    .limit(50)
    .execute()
  return rows.map((r) => ({
    id: r.id,
    dossierId: r.dossier_id,
    demandeur: r.demandeur as Demandeur,
    recueLe: r.recue_le,
    attendueLe: r.attendue_le,
  }))
}

type Recue = Pick<Demande, 'nature' | 'demandeur' | 'canal' | 'recueLe' | 'attendueLe'> & { readonly contenu: ContenuDemande }

export async function insererDemande(
  { tx, agent, identifiant }: Contexte,
  cle: Cle,
  etablissementId: string,
  { contenu, ...d }: Recue,
): Promise<string> {
  const id = identifiant()
  await tx
    .insertInto('demandes.demande')
    .values({
      id,
      dossier_id: cle.id,
      etablissement_id: etablissementId,
      auteur_id: agent.id,
      nature: d.nature,
      demandeur: d.demandeur,
      canal: d.canal,
      recue_le: d.recueLe,
      attendue_le: d.attendueLe,
      contenu_chiffre: cle.chiffrer(lieuDemande(id), JSON.stringify(contenu)),
    })
    .execute()
  return id
}

export type SuiteFigee = {
  readonly issue: Issue
  readonly fondement: string | null
  readonly canal: string | null
  readonly le: Date
  readonly fige: string
  readonly pdf: Uint8Array
}

/** Fige la suite, une seule fois. @throws ErreurMetier conflit si une autre est arrivée la première */
export async function insererSuite({ tx, agent }: Contexte, cle: Cle, demandeId: string, s: SuiteFigee): Promise<void> {
  const inseree = await tx
    .insertInto('demandes.suite')
    .values({
      demande_id: demandeId,
      dossier_id: cle.id,
      auteur_id: agent.id,
      issue: s.issue,
      fondement: s.fondement,
      canal: s.canal,
      le: s.le,
      fige_chiffre: cle.chiffrer(lieuFige(demandeId), s.fige),
      empreinte: sha256(s.fige),
      document_chiffre: cle.chiffrer(lieuDocument(demandeId), Buffer.from(s.pdf).toString('base64')),
      document_empreinte: sha256(s.pdf),
    })
    .onConflict((oc) => oc.column('demande_id').doNothing())
    .returning('demande_id')
    .executeTakeFirst()
  if (!inseree) throw dejaClose(demandeId)
}

/** Le document remis, ses octets revérifiés. @throws ErreurMetier conflit tant qu'il n'y a pas de suite */
export async function findDocument({ tx }: Pick<Contexte, 'tx'>, cle: Cle, demandeId: string): Promise<Uint8Array> {
  const r = await tx
    .selectFrom('demandes.suite')
    .select(['document_chiffre', 'document_empreinte', 'fige_chiffre', 'empreinte'])
    .where('demande_id', '=', demandeId)
    .executeTakeFirst()
  if (!r) throw new ErreurMetier('conflit', 'demandes.sans_suite', 'Cette demande attend encore sa réponse : il n’y a rien à remettre.')
  const pdf = Buffer.from(cle.dechiffrer(lieuDocument(demandeId), r.document_chiffre), 'base64')
  if (!sha256(pdf).equals(r.document_empreinte) || !sha256(cle.dechiffrer(lieuFige(demandeId), r.fige_chiffre)).equals(r.empreinte))
    throw new Error('Demande : document altéré, empreinte différente.')
  return pdf
}
