import type { Contexte } from '#socle/cas-usage.ts'
import type { Cle } from '#socle/coffre.ts'
import type { Tx } from '#socle/db.ts'
import { ErreurMetier } from '#socle/erreur.ts'
import { type ContenuLien, type ContenuTitulaire, type LienFamilial, type NatureLien, sansRang, type Titulaire } from './famille.ts'

type Periode = { readonly du: string | null; readonly au: string | null }
const MAX = 100
const lieuTitulaire = (ligneId: string) => ({ colonne: 'dossiers.titulaire_autorite.contenu_chiffre', ligneId }) as const
const lieuLien = (ligneId: string) => ({ colonne: 'dossiers.lien_familial.contenu_chiffre', ligneId }) as const

const lienIntrouvable = (lienId: string) =>
  new ErreurMetier(
    'introuvable',
    'dossiers.lien_introuvable',
    'Cette ligne n’existe pas, est déjà fermée, ou ne vous est pas accessible.',
    { lienId },
  )

/** Les titulaires de l'autorité parentale, en cours et passés, sans rang. @source C. civ. 372 */
export const listTitulaires = async ({ tx, coffre }: Pick<Contexte, 'tx' | 'coffre'>, dossierId: string): Promise<Titulaire[]> =>
  titulairesSous(tx, await coffre.ouvrirCle(tx, dossierId))

/** Les mêmes, la clé du dossier étant déjà ouverte. */
export async function titulairesSous(tx: Tx, cle: Cle): Promise<Titulaire[]> {
  const rows = await tx
    .selectFrom('dossiers.titulaire_autorite')
    .select(['id', 'contenu_chiffre', 'du', 'au'])
    .where('dossier_id', '=', cle.id)
    .orderBy('id')
    .limit(MAX)
    .execute()
  return sansRang(
    rows.map(({ id, contenu_chiffre, du, au }) => ({
      ...(JSON.parse(cle.dechiffrer(lieuTitulaire(id), contenu_chiffre)) as ContenuTitulaire),
      id,
      du,
      au,
    })),
  )
}

export async function ajouterTitulaireA(
  { tx, agent, identifiant }: Contexte,
  cle: Cle,
  dossierId: string,
  contenu: ContenuTitulaire,
  { du, au }: Periode,
): Promise<string> {
  const id = identifiant()
  await tx
    .insertInto('dossiers.titulaire_autorite')
    .values({
      id,
      dossier_id: dossierId,
      contenu_chiffre: cle.chiffrer(lieuTitulaire(id), JSON.stringify(contenu)),
      du,
      au,
      saisi_par: agent.id,
    })
    .execute()
  return id
}

/** Ferme une ligne encore ouverte : `au` exclu. @throws ErreurMetier introuvable */
export async function fermerTitulaireLe({ tx }: Contexte, dossierId: string, titulaireId: string, au: string): Promise<void> {
  const ferme = await tx
    .updateTable('dossiers.titulaire_autorite')
    .set({ au })
    .where('id', '=', titulaireId)
    .where('dossier_id', '=', dossierId)
    .where('au', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (!ferme) throw lienIntrouvable(titulaireId)
}

/** Foyer et fratrie, en cours et passés, par nom. */
export async function liensSous(tx: Tx, cle: Cle): Promise<LienFamilial[]> {
  const rows = await tx
    .selectFrom('dossiers.lien_familial')
    .select(['id', 'nature', 'contenu_chiffre', 'du', 'au'])
    .where('dossier_id', '=', cle.id)
    .orderBy('id')
    .limit(MAX)
    .execute()
  return sansRang(
    rows.map(({ id, nature, contenu_chiffre, du, au }) => ({
      ...(JSON.parse(cle.dechiffrer(lieuLien(id), contenu_chiffre)) as ContenuLien),
      id,
      nature: nature as NatureLien,
      du,
      au,
    })),
  )
}

export async function ajouterLienA(
  { tx, coffre, agent, identifiant }: Contexte,
  dossierId: string,
  nature: NatureLien,
  contenu: ContenuLien,
  { du, au }: Periode,
): Promise<string> {
  const id = identifiant()
  const cle = await coffre.ouvrirCle(tx, dossierId)
  await tx
    .insertInto('dossiers.lien_familial')
    .values({
      id,
      dossier_id: dossierId,
      nature,
      contenu_chiffre: cle.chiffrer(lieuLien(id), JSON.stringify(contenu)),
      du,
      au,
      saisi_par: agent.id,
    })
    .execute()
  return id
}

/** @throws ErreurMetier introuvable */
export async function fermerLienLe({ tx }: Contexte, dossierId: string, lienId: string, au: string): Promise<void> {
  const ferme = await tx
    .updateTable('dossiers.lien_familial')
    .set({ au })
    .where('id', '=', lienId)
    .where('dossier_id', '=', dossierId)
    .where('au', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (!ferme) throw lienIntrouvable(lienId)
}
