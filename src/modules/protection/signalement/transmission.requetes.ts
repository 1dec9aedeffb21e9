import type { Contexte } from '#socle/cas-usage.ts'
import type { Cle } from '#socle/coffre.ts'
import { sha256 } from '#socle/empreinte.ts'
import { dejaTransmis, documentAltere, pasEncoreTransmis } from './erreurs.ts'
import { lieuDe } from './signalement.requetes.ts'
import type { Transmis } from './signalement.ts'

export type Fige = { readonly fiche: string; readonly empreinte: Buffer; readonly pdf: Uint8Array; readonly protocoleId: string | null }

/** Fige tout d'un seul ordre. La politique de ligne refuse ensuite toute modification. @throws ErreurMetier conflit si déjà parti */
export async function figer({ tx, agent, maintenant }: Contexte, cle: Cle, s: Transmis, f: Fige): Promise<void> {
  const maj = await tx
    .updateTable('protection.signalement')
    .set({
      statut: 'transmis',
      modifie_le: maintenant,
      modifie_par: agent.id,
      signataire_id: agent.id,
      protocole_id: f.protocoleId,
      canal: s.canal,
      destinataire_chiffre: cle.chiffrer(lieuDe('destinataire_chiffre', s.id), JSON.stringify(s.destinataire)),
      transmis_le: s.transmisLe,
      fige_chiffre: cle.chiffrer(lieuDe('fige_chiffre', s.id), f.fiche),
      empreinte: f.empreinte,
      document_chiffre: cle.chiffrer(lieuDe('document_chiffre', s.id), Buffer.from(f.pdf).toString('base64')),
      document_empreinte: sha256(f.pdf),
    })
    .where('id', '=', s.id)
    .where('statut', '=', 'brouillon')
    .returning('id')
    .executeTakeFirst()
  if (!maj) throw dejaTransmis(s.id)
}

/** Le PDF figé, vérifié contre son empreinte à chaque remise. @throws ErreurMetier conflit s'il n'est pas transmis */
export async function findDocument({ tx }: Pick<Contexte, 'tx'>, cle: Cle, id: string): Promise<Uint8Array> {
  const r = await tx
    .selectFrom('protection.signalement')
    .select(['document_chiffre', 'document_empreinte', 'fige_chiffre', 'empreinte'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!r?.document_chiffre || !r.document_empreinte || !r.fige_chiffre || !r.empreinte) throw pasEncoreTransmis(id)
  const pdf = Buffer.from(cle.dechiffrer(lieuDe('document_chiffre', id), r.document_chiffre), 'base64')
  if (!sha256(pdf).equals(r.document_empreinte) || !sha256(cle.dechiffrer(lieuDe('fige_chiffre', id), r.fige_chiffre)).equals(r.empreinte))
    throw documentAltere()
  return pdf
}

/** L'écrit figé, vérifié contre son empreinte. @throws ErreurMetier conflit s'il n'est pas transmis */
export async function findFiche(
  { tx }: Pick<Contexte, 'tx'>,
  cle: Cle,
  id: string,
): Promise<{ readonly fiche: object; readonly empreinte: string; readonly protocoleId: string | null }> {
  const r = await tx
    .selectFrom('protection.signalement')
    .select(['fige_chiffre', 'empreinte', 'protocole_id'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!r?.fige_chiffre || !r.empreinte) throw pasEncoreTransmis(id)
  const texte = cle.dechiffrer(lieuDe('fige_chiffre', id), r.fige_chiffre)
  if (!sha256(texte).equals(r.empreinte)) throw documentAltere()
  return { fiche: JSON.parse(texte) as object, empreinte: r.empreinte.toString('hex'), protocoleId: r.protocole_id }
}
