import { completer, type DestinataireProtocole, protocoles } from '#modules/referentiels/index.ts'
import type { Contexte } from '#socle/cas-usage.ts'
import { ErreurMetier } from '#socle/erreur.ts'
import type { Brouillon } from './brouillon.ts'
import { avecModeles, copierModeles } from './modeles.requetes.ts'
import { DEFINITION_LEGALE, GABARIT, type VersionProtocole } from './protocole.ts'

/** Une version, publiée ou en brouillon. @throws ErreurMetier introuvable, ou brouillon d'un autre département */
export async function findVersion({ tx }: Contexte, id: string): Promise<VersionProtocole> {
  const rows = await protocoles(tx).select('revision').where('id', '=', id).execute()
  const [lue] = await avecModeles(tx, await completer(tx, rows))
  if (!lue) throw new ErreurMetier('introuvable', 'organisation.version_inconnue', 'Cette page n’existe pas ou ne vous est pas accessible.')
  return lue
}

/** Les versions d'un département, de la plus récente à la plus ancienne ; au plus 100. Un brouillon n'y est que pour qui le prépare. */
export async function listVersions({ tx }: Contexte, departementId: string): Promise<VersionProtocole[]> {
  const rows = await protocoles(tx)
    .select('revision')
    .where('departement_id', '=', departementId)
    .orderBy('version', 'desc')
    .limit(100)
    .execute()
  return avecModeles(tx, await completer(tx, rows))
}

/** Commence un brouillon, copié de la dernière version publiée s'il y en a une ; rend celui qui existe déjà s'il y en a un. */
export async function insertBrouillon(contexte: Contexte, departementId: string): Promise<string> {
  const versions = await listVersions(contexte, departementId)
  const modele = versions.find((v) => v.publieLe !== null)
  const neuf = await contexte.tx
    .insertInto('referentiels.protocole')
    .values({
      id: contexte.identifiant(),
      departement_id: departementId,
      version: (versions[0]?.version ?? 0) + 1,
      en_vigueur_du: contexte.aujourdHui,
      definition_ip: modele?.definitionIp ?? DEFINITION_LEGALE,
      circuit: JSON.stringify(modele?.circuit ?? { voie: 'non_precise', etapes: [] }),
      alias_mesures: JSON.stringify(modele?.aliasMesures ?? {}),
      delai_local_jours: modele?.delaiLocalJours ?? null,
      gabarit: GABARIT,
      auteur_id: contexte.agent.id,
    })
    .onConflict((oc) => oc.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!neuf) return findBrouillonId(contexte, departementId)
  await insertDestinataires(contexte, neuf.id, modele?.destinataires ?? [])
  if (modele) await copierModeles(contexte, modele.id, neuf.id)
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
    .values(liste.map((d) => ({ ...d, protocole_id: protocoleId, canaux: [...d.canaux], recoit: [...d.recoit] })))
    .execute()
}

/** Le brouillon à changer, si personne ne l'a enregistré ni publié depuis `revision` ; sinon, aucune ligne. */
const brouillonLu = ({ tx }: Contexte, id: string, revision: number) =>
  tx
    .updateTable('referentiels.protocole')
    .where('id', '=', id)
    .where('revision', '=', revision)
    .where('publie_le', 'is', null)
    .returning('id')

/**
 * Compte un enregistrement de plus du brouillon, si personne ne l'a changé depuis `revision`. Qui publie une version relue ne publie
 * donc jamais un modèle qu'il n'a pas relu. Rend faux, sans rien changer, dans le cas contraire.
 */
export async function prendreRevision(contexte: Contexte, id: string, revision: number): Promise<boolean> {
  const fait = await brouillonLu(contexte, id, revision)
    .set({ revision: revision + 1 })
    .executeTakeFirst()
  return fait !== undefined
}

/** Enregistre un brouillon si personne ne l'a fait depuis `revision`. Rend faux, sans rien changer, dans le cas contraire. */
export async function updateBrouillon(contexte: Contexte, id: string, revision: number, b: Brouillon): Promise<boolean> {
  const fait = await brouillonLu(contexte, id, revision)
    .set({
      definition_ip: b.definitionIp,
      delai_local_jours: b.delaiLocalJours,
      circuit: JSON.stringify({ voie: b.voie, etapes: b.etapes, contacts: b.contacts, delais: b.delais }),
      alias_mesures: JSON.stringify(b.alias),
      revision: revision + 1,
    })
    .executeTakeFirst()
  if (!fait) return false
  await contexte.tx.deleteFrom('referentiels.protocole_destinataire').where('protocole_id', '=', id).execute()
  await insertDestinataires(contexte, id, b.destinataires)
  return true
}

/** Publie ; la base ferme la version précédente le même jour. Rend faux si le brouillon a changé depuis `revision`, ou est déjà publié. */
export async function publier(contexte: Contexte, id: string, revision: number, enVigueurDu: string): Promise<boolean> {
  const fait = await brouillonLu(contexte, id, revision)
    .set({ publie_le: contexte.maintenant, en_vigueur_du: enVigueurDu })
    .executeTakeFirst()
  return fait !== undefined
}
