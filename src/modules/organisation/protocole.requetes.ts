import { type DestinataireProtocole, listDestinataires, protocoles } from '#modules/referentiels/index.ts'
import type { Contexte } from '#socle/cas-usage.ts'
import { ErreurMetier } from '#socle/erreur.ts'
import {
  type Brouillon,
  DEFINITION_LEGALE,
  GABARIT,
  type ResumeVersion,
  schemaCircuitDepartement,
  type VersionProtocole,
} from './protocole.ts'

/** Une version, publiée ou en brouillon. @throws ErreurMetier introuvable, ou brouillon d'un autre département */
export async function findVersion(contexte: Contexte, id: string): Promise<VersionProtocole> {
  const row = await protocoles(contexte.tx).select('revision').where('id', '=', id).executeTakeFirst()
  if (!row) throw new ErreurMetier('introuvable', 'organisation.version_inconnue', 'Cette page n’existe pas ou ne vous est pas accessible.')
  return { ...row, circuit: schemaCircuitDepartement.parse(row.circuit), destinataires: await listDestinataires(contexte.tx, id) }
}

/** Les versions d'un département, de la plus récente à la plus ancienne ; au plus 100. Un brouillon n'y est que pour qui le prépare. */
export function listVersions({ tx }: Contexte, departementId: string): Promise<ResumeVersion[]> {
  return tx
    .selectFrom('referentiels.protocole')
    .select(['id', 'version', 'en_vigueur_du as enVigueurDu', 'en_vigueur_au as enVigueurAu', 'publie_le as publieLe'])
    .where('departement_id', '=', departementId)
    .orderBy('version', 'desc')
    .limit(100)
    .execute()
}

/** Commence un brouillon, copié de la dernière version publiée s'il y en a une ; rend celui qui existe déjà s'il y en a un. */
export async function insertBrouillon(contexte: Contexte, departementId: string): Promise<string> {
  const versions = await listVersions(contexte, departementId)
  const derniere = versions.find((v) => v.publieLe !== null)
  const modele = derniere && (await findVersion(contexte, derniere.id))
  const neuf = await contexte.tx
    .insertInto('referentiels.protocole')
    .values({
      id: contexte.identifiant(),
      departement_id: departementId,
      version: (versions[0]?.version ?? 0) + 1,
      en_vigueur_du: contexte.aujourdHui,
      definition_ip: modele?.definitionIp ?? DEFINITION_LEGALE,
      circuit: JSON.stringify(modele?.circuit ?? { voie: 'non_precise', etapes: [] }),
      delai_local_jours: modele?.delaiLocalJours ?? null,
      gabarit: GABARIT,
      auteur_id: contexte.agent.id,
    })
    .onConflict((oc) => oc.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!neuf) return findBrouillonId(contexte, departementId)
  await insertDestinataires(contexte, neuf.id, modele?.destinataires ?? [])
  return neuf.id
}

async function findBrouillonId({ tx }: Contexte, departementId: string): Promise<string> {
  const { id } = await tx
    .selectFrom('referentiels.protocole')
    .select('id')
    .where('departement_id', '=', departementId)
    .where('publie_le', 'is', null)
    .executeTakeFirstOrThrow()
  return id
}

async function insertDestinataires({ tx }: Contexte, protocoleId: string, liste: readonly DestinataireProtocole[]): Promise<void> {
  if (liste.length === 0) return
  await tx
    .insertInto('referentiels.protocole_destinataire')
    .values(liste.map((d) => ({ ...d, protocole_id: protocoleId, canaux: [...d.canaux] })))
    .execute()
}

/** Enregistre un brouillon si personne ne l'a fait depuis `revision`. Rend faux, sans rien changer, dans le cas contraire. */
export async function updateBrouillon(contexte: Contexte, id: string, revision: number, b: Brouillon): Promise<boolean> {
  const fait = await contexte.tx
    .updateTable('referentiels.protocole')
    .set({
      definition_ip: b.definitionIp,
      delai_local_jours: b.delaiLocalJours,
      circuit: JSON.stringify({ voie: b.voie, etapes: b.etapes }),
      revision: revision + 1,
    })
    .where('id', '=', id)
    .where('revision', '=', revision)
    .where('publie_le', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (!fait) return false
  await contexte.tx.deleteFrom('referentiels.protocole_destinataire').where('protocole_id', '=', id).execute()
  await insertDestinataires(contexte, id, b.destinataires)
  return true
}

/** Publie ; la base ferme la version précédente le même jour. Rend faux si le brouillon a changé depuis `revision`, ou est déjà publié. */
export async function publier({ tx, maintenant }: Contexte, id: string, revision: number, enVigueurDu: string): Promise<boolean> {
  const fait = await tx
    .updateTable('referentiels.protocole')
    .set({ publie_le: maintenant, en_vigueur_du: enVigueurDu })
    .where('id', '=', id)
    .where('revision', '=', revision)
    .where('publie_le', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return fait !== undefined
}
