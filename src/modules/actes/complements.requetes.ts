import type { Contexte } from '#socle/cas-usage.ts'
import type { Cle } from '#socle/coffre.ts'
import { lieuNote, lieuRappel, lieuTiers } from './inscrire-acte.requetes.ts'

/** Ce qui accompagne un acte sans en faire partie. */
export type Complements = {
  readonly noteTravail: string | null
  readonly surTiers: string | null
  readonly rappelObjet: string | null
  readonly rappelLe: string | null
}

/** La note va sous la clé de son auteur, le reste sous celle du dossier ; chacun dans sa table. */
export async function inscrireComplements(contexte: Contexte, cle: Cle, acteId: string, c: Complements): Promise<void> {
  if (c.noteTravail) await insererNote(contexte, cle.id, acteId, c.noteTravail)
  if (c.surTiers) await insererTiers(contexte, cle, acteId, c.surTiers)
  if (c.rappelLe) await insererRappel(contexte, cle, acteId, c.rappelLe, c.rappelObjet ?? 'Revoir la situation')
}

async function insererNote({ tx, coffre, agent, identifiant }: Contexte, dossierId: string, acteId: string, texte: string): Promise<void> {
  const id = identifiant()
  const cle = await coffre.cleDe(tx, 'agent', agent.id)
  await tx
    .insertInto('actes.note_travail')
    .values({ id, auteur_id: agent.id, dossier_id: dossierId, acte_id: acteId, texte_chiffre: cle.chiffrer(lieuNote(id), texte) })
    .execute()
}

async function insererTiers({ tx, agent, identifiant }: Contexte, cle: Cle, acteId: string, texte: string): Promise<void> {
  const id = identifiant()
  await tx
    .insertInto('actes.information_tiers')
    .values({ id, dossier_id: cle.id, acte_id: acteId, auteur_id: agent.id, contenu_chiffre: cle.chiffrer(lieuTiers(id), texte) })
    .execute()
}

async function insererRappel(
  { tx, agent, identifiant }: Contexte,
  cle: Cle,
  acteId: string,
  echeance: string,
  objet: string,
): Promise<void> {
  const id = identifiant()
  await tx
    .insertInto('actes.rappel')
    .values({ id, dossier_id: cle.id, agent_id: agent.id, acte_id: acteId, echeance, objet_chiffre: cle.chiffrer(lieuRappel(id), objet) })
    .execute()
}
