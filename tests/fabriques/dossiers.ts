import { randomUUID } from 'node:crypto'
import { consignerActe } from '#modules/actes/index.ts'
import { ouvrirDossier } from '#modules/dossiers/index.ts'
import type { Eleve } from '#modules/eleves/index.ts'
import type { Agent } from '#socle/agent.ts'
import { lancer } from '#socle/cas-usage.ts'
import { LA_JORDANNE } from './agents.ts'
import type { Essai } from './base.ts'
import { unEleve } from './eleves.ts'

/** Un jour toujours passé, quelle que soit l'heure des essais. */
export const UN_JOUR = '2025-11-12'

/** Un dossier ouvert par cette assistante, par le vrai cas d'usage, pour cet élève (ou un élève neuf). */
export async function unDossier(
  essai: Essai,
  assistante: Agent,
  eleve?: Eleve,
): Promise<{ readonly dossierId: string; readonly eleve: Eleve }> {
  const etablissementId = [...assistante.etablissementsSuivis][0] ?? LA_JORDANNE
  const choisi = eleve ?? (await unEleve(essai, etablissementId, { prenom: `Élève ${randomUUID().slice(0, 8)}` }))
  const { dossierId } = await lancer(essai.moteur, assistante, ouvrirDossier, {
    cleIdempotence: randomUUID(),
    eleveId: choisi.id,
    motif: 'MALETRE',
    origine: 'ELEVE',
  })
  return { dossierId, eleve: choisi }
}

export type ReglagesActe = {
  readonly type?: string
  readonly motif?: string
  readonly motifsAssocies?: readonly string[]
  readonly origine?: string
  readonly dateActe?: string
  readonly compteRendu?: string
  readonly noteTravail?: string
  readonly surTiers?: string
  readonly rappelLe?: string
  readonly rappelObjet?: string
}

/** Un acte consigné par le vrai cas d'usage. Rend son identifiant. */
export async function unActe(essai: Essai, agent: Agent, dossierId: string, r: ReglagesActe = {}): Promise<string> {
  const { acteId } = await lancer(essai.moteur, agent, consignerActe, {
    cleIdempotence: randomUUID(),
    dossierId,
    dateActe: UN_JOUR,
    motif: 'MALETRE',
    ...r,
  })
  return acteId
}

/** Admet un stagiaire sans passer par l'application : l'essai choisit librement les dates. */
export async function admettre(essai: Essai, dossierId: string, stagiaire: Agent, par: Agent, du: string, au: string): Promise<void> {
  await essai.proprietaire
    .insertInto('dossiers.membre')
    .values({ id: randomUUID(), dossier_id: dossierId, agent_id: stagiaire.id, qualite: 'stagiaire', du, au, ajoute_par: par.id })
    .execute()
}
