import type { Contexte } from '#socle/cas-usage.ts'
import type { Cle } from '#socle/coffre.ts'
import { sha256 } from '#socle/empreinte.ts'
import { dejaTransmise, documentAltere, pasEncoreTransmise } from './erreurs.ts'
import { lieuDe } from './information.requetes.ts'
import type { Transmise } from './information-preoccupante.ts'

/** L'écrit tel qu'il part : la fiche en JSON, son empreinte, le PDF. */
export type Fige = { readonly fiche: string; readonly empreinte: Buffer; readonly pdf: Uint8Array; readonly protocoleId: string | null }

/** Fige tout d'un seul ordre. La politique de ligne refuse ensuite toute modification. @throws ErreurMetier conflit si déjà partie */
export async function figer(
  { tx, agent, maintenant }: Contexte,
  cle: Cle,
  ip: Transmise,
  { fiche, empreinte, pdf, protocoleId }: Fige,
): Promise<void> {
  const { id } = ip
  const maj = await tx
    .updateTable('protection.information_preoccupante')
    .set({
      statut: 'transmise',
      modifiee_le: maintenant,
      modifiee_par: agent.id,
      signataire_id: agent.id,
      protocole_id: protocoleId,
      canal: ip.canal,
      destinataire_chiffre: cle.chiffrer(lieuDe('destinataire_chiffre', id), JSON.stringify(ip.destinataire)),
      transmise_le: ip.transmiseLe,
      retour_attendu_le: ip.retourAttenduLe,
      fige_chiffre: cle.chiffrer(lieuDe('fige_chiffre', id), fiche),
      empreinte,
      document_chiffre: cle.chiffrer(lieuDe('document_chiffre', id), Buffer.from(pdf).toString('base64')),
      document_empreinte: sha256(pdf),
    })
    .where('id', '=', id)
    .where('statut', '=', 'brouillon')
    .returning('id')
    .executeTakeFirst()
  if (!maj) throw dejaTransmise(id)
}

/** Rattache l'information au dossier d'un autre enfant qu'elle concerne, avant de la figer. */
export async function insererEnfant({ tx }: Pick<Contexte, 'tx'>, informationId: string, dossierId: string, enfantDossierId: string) {
  await tx
    .insertInto('protection.information_enfant')
    .values({ information_id: informationId, dossier_id: dossierId, enfant_dossier_id: enfantDossierId })
    .execute()
}

/**
 * Le PDF figé, vérifié contre son empreinte à chaque remise, comme la fiche contre la sienne.
 *
 * @throws ErreurMetier conflit si l'information n'est pas transmise
 * @throws Error si un octet a changé
 */
export async function findDocument({ tx }: Pick<Contexte, 'tx'>, cle: Cle, id: string): Promise<Uint8Array> {
  const r = await tx
    .selectFrom('protection.information_preoccupante')
    .select(['document_chiffre', 'document_empreinte', 'fige_chiffre', 'empreinte'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!r?.document_chiffre || !r.document_empreinte || !r.fige_chiffre || !r.empreinte) throw pasEncoreTransmise(id)
  const pdf = Buffer.from(cle.dechiffrer(lieuDe('document_chiffre', id), r.document_chiffre), 'base64')
  const fiche = cle.dechiffrer(lieuDe('fige_chiffre', id), r.fige_chiffre)
  if (!sha256(pdf).equals(r.document_empreinte) || !sha256(fiche).equals(r.empreinte)) throw documentAltere()
  return pdf
}
