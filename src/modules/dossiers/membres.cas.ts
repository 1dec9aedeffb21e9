import { z } from 'zod'
import { type Contexte, casUsage } from '#socle/cas-usage.ts'
import { sql } from '#socle/db.ts'
import { ErreurMetier } from '#socle/erreur.ts'
import { id, jour } from '#socle/saisie.ts'
import { peutOrganiser } from './dossier.politique.ts'
import { findDossier, identiteDe, listMembres } from './dossier.requetes.ts'
import { estEnCours, lendemain } from './dossier.ts'
import type { Admissible, PreparationMembres } from './dossier-affiche.ts'

async function listAdmissibles({ tx }: Contexte, dossierId: string): Promise<Admissible[]> {
  const { rows } = await sql<{
    agent_id: string
    nom_affiche: string
  }>`select agent_id, nom_affiche from dossiers.stagiaires_admissibles(${dossierId})`.execute(tx)
  return rows.map((r) => ({ agentId: r.agent_id, nom: r.nom_affiche }))
}

export const preparerMembres = casUsage({
  nom: 'dossiers.lire_membres',
  saisie: z.object({ dossierId: id() }),
  charger: (contexte, { dossierId }) => findDossier(contexte, dossierId),
  autoriser: peutOrganiser,
  async executer(contexte, { dossierId }, dossier): Promise<PreparationMembres> {
    const membres = await listMembres(contexte.tx, dossierId)
    const presents = new Set(membres.filter((m) => estEnCours(m, contexte.aujourdHui)).map((m) => m.agentId))
    const admissibles = (await listAdmissibles(contexte, dossierId)).filter((a) => !presents.has(a.agentId))
    return { dossier, identite: await identiteDe(contexte, dossier), membres, admissibles }
  },
  sujet: ({ dossierId }) => ({ cibleId: dossierId }),
})

/**
 * Admet un stagiaire dans ce seul dossier, jusqu'à un dernier jour compris.
 *
 * @source CASF L411-3 — l'étudiant est tenu au secret ; il n'accède qu'à ce que son tuteur lui ouvre
 */
export const admettreStagiaire = casUsage({
  nom: 'dossiers.admettre_stagiaire',
  creation: true,
  saisie: z.object({
    dossierId: id(),
    agentId: z.uuid('Choisissez le stagiaire.'),
    dernierJour: jour('Indiquez le dernier jour de son accès.'),
  }),
  charger: (contexte, { dossierId }) => findDossier(contexte, dossierId),
  autoriser: peutOrganiser,
  async executer(contexte, { dossierId, agentId, dernierJour }) {
    const { tx, agent, identifiant, aujourdHui } = contexte
    if (dernierJour < aujourdHui)
      throw new ErreurMetier(
        'invalide',
        'dossiers.fin_passee',
        'Le dernier jour est déjà passé : choisissez une date à venir.',
        {},
        'dernierJour',
      )
    const admissible = (await listAdmissibles(contexte, dossierId)).some((a) => a.agentId === agentId)
    if (!admissible)
      throw new ErreurMetier(
        'invalide',
        'dossiers.non_stagiaire',
        'Cette personne n’est pas stagiaire dans cet établissement aujourd’hui.',
        {},
        'agentId',
      )
    const membreId = identifiant()
    await tx
      .insertInto('dossiers.membre')
      .values({
        id: membreId,
        dossier_id: dossierId,
        agent_id: agentId,
        qualite: 'stagiaire',
        du: aujourdHui,
        au: lendemain(dernierJour),
        ajoute_par: agent.id,
      })
      .execute()
    return { membreId }
  },
  sujet: ({ dossierId }) => ({ cibleId: dossierId }),
})

/** Met fin, à l'instant, à l'accès d'un stagiaire. */
export const cloreAdhesion = casUsage({
  nom: 'dossiers.clore_adhesion',
  saisie: z.object({ dossierId: id(), membreId: id() }),
  charger: (contexte, { dossierId }) => findDossier(contexte, dossierId),
  autoriser: peutOrganiser,
  async executer({ tx, aujourdHui }, { dossierId, membreId }) {
    const close = await tx
      .updateTable('dossiers.membre')
      .set({ au: aujourdHui })
      .where('id', '=', membreId)
      .where('dossier_id', '=', dossierId)
      .where('qualite', '=', 'stagiaire')
      .where('au', '>', aujourdHui)
      .returning('id')
      .executeTakeFirst()
    if (!close) throw new ErreurMetier('introuvable', 'dossiers.adhesion', 'Cette adhésion n’existe pas ou a déjà pris fin.', { membreId })
    return { dossierId }
  },
  sujet: ({ dossierId }) => ({ cibleId: dossierId }),
})
