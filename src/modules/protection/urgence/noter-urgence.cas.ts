import { z } from 'zod'
import { findDossier, identiteSous } from '#modules/dossiers/index.ts'
import { type Contexte, casUsage } from '#socle/cas-usage.ts'
import { id } from '#socle/saisie.ts'
import { lireNote } from './note-urgence.ts'
import { peutNoterUrgence } from './urgence.politique.ts'
import { ajouterVersion, exigerUrgence, listUrgencesDuDossier, listVersions, ouvrirUrgence } from './urgence.requetes.ts'

async function chargerDossier(contexte: Contexte, { dossierId }: { readonly dossierId: string }) {
  const dossier = await findDossier(contexte, dossierId)
  const cle = await contexte.coffre.ouvrirCle(contexte.tx, dossier.id)
  return { dossier, cle, identite: identiteSous(cle, dossier) }
}

export async function chargerUrgence(contexte: Contexte, saisie: { readonly dossierId: string; readonly urgenceId: string }) {
  const charge = await chargerDossier(contexte, saisie)
  await exigerUrgence(contexte, saisie.dossierId, saisie.urgenceId)
  return charge
}

/** La page vierge, et les urgences déjà notées dans ce dossier. */
export const preparerUrgence = casUsage({
  nom: 'protection.preparer_urgence',
  saisie: z.object({ dossierId: id() }),
  charger: chargerDossier,
  autoriser: peutNoterUrgence,
  async executer(contexte, { dossierId }, { cle: _, ...charge }) {
    return { ...charge, urgences: await listUrgencesDuDossier(contexte, dossierId), versions: [] }
  },
  sujet: ({ dossierId }) => ({ cibleId: dossierId }),
})

/** Une urgence notée : sa dernière version, et toutes celles d'avant. */
export const lireUrgenceNotee = casUsage({
  nom: 'protection.lire_urgence_notee',
  saisie: z.object({ dossierId: id(), urgenceId: id() }),
  charger: chargerUrgence,
  autoriser: peutNoterUrgence,
  async executer(contexte, { urgenceId }, { cle, ...charge }) {
    return { ...charge, urgenceId, versions: await listVersions(contexte, cle, urgenceId) }
  },
  sujet: ({ urgenceId }) => ({ cibleId: urgenceId }),
})

const uuidOuRien = z.uuid().nullable().catch(null)
const rangOuRien = z.coerce.number().int().min(1).max(2_147_483_647).nullable().catch(null)

/** Ce qui ne dépend que du formulaire ; rien n'y est refusé. */
const ecritDe = (recu: Readonly<Record<string, unknown>>) => ({ note: lireNote(recu), imprimer: recu.suite === 'imprimer' })

/**
 * Note une urgence. Aucun champ ne retient l'enregistrement, pas même la clé du formulaire : elle donne son identifiant à l'urgence, si
 * bien qu'un second envoi la retrouve au lieu d'en ouvrir une autre.
 */
export const noterUrgence = casUsage({
  nom: 'protection.noter_urgence',
  saisie: z
    .looseObject({ dossierId: id() })
    .transform((recu) => ({ dossierId: recu.dossierId, voulu: uuidOuRien.parse(recu.cleIdempotence), ...ecritDe(recu) })),
  charger: chargerDossier,
  autoriser: peutNoterUrgence,
  async executer(contexte, { dossierId, voulu, note, imprimer }, { cle }) {
    const urgenceId = await ouvrirUrgence(contexte, dossierId, voulu)
    await ajouterVersion(contexte, cle, urgenceId, null, note)
    return { urgenceId, imprimer }
  },
  sujet: ({ dossierId }, resultat) => ({ cibleId: resultat?.urgenceId ?? dossierId }),
})

/** Complète une urgence : une version de plus, autant de fois qu'il le faut. */
export const completerUrgence = casUsage({
  nom: 'protection.completer_urgence',
  saisie: z.looseObject({ dossierId: id(), urgenceId: id() }).transform((recu) => ({
    dossierId: recu.dossierId,
    urgenceId: recu.urgenceId,
    rangLu: rangOuRien.parse(recu.rangLu ?? null),
    ...ecritDe(recu),
  })),
  charger: chargerUrgence,
  autoriser: peutNoterUrgence,
  async executer(contexte, { urgenceId, rangLu, note, imprimer }, { cle }) {
    await ajouterVersion(contexte, cle, urgenceId, rangLu, note)
    return { urgenceId, imprimer }
  },
  sujet: ({ urgenceId }) => ({ cibleId: urgenceId }),
})
