import { z } from 'zod'
import { compterMonMois, listRappels } from '#modules/actes/index.ts'
import { compterMesActions } from '#modules/actions-collectives/index.ts'
import { listDemandesEnAttente } from '#modules/demandes/index.ts'
import { identitesDe, listRecents } from '#modules/dossiers/index.ts'
import { listAttentes, listSignalementsEnAttente } from '#modules/protection/index.ts'
import type { Affectation, Agent } from '#socle/agent.ts'
import { type Contexte, casUsage, sansCible, sansSujet } from '#socle/cas-usage.ts'
import { ACCORD, type Decision } from '#socle/decision.ts'
import { estDuSuivi, type Journee } from './accueil.ts'

const RECENTS = 6
const RAPPELS = 10

/** Tout agent connecté a un accueil ; ce qu'il y trouve dépend de ce que ses autres droits laissent lire. */
const peutVoirSonAccueil = (_agent: Agent): Decision => ACCORD

/** Qu'ai-je aujourd'hui, qu'est-ce qui attend, qui n'a pas répondu ? `journee` est nulle pour qui ne suit pas d'élèves. */
export const lireAccueil = casUsage({
  nom: 'accueil.lire',
  saisie: z.object({}),
  charger: sansCible,
  autoriser: peutVoirSonAccueil,
  executer: async (contexte): Promise<{ journee: Journee | null }> => ({
    journee: estDuSuivi(contexte.agent) ? await lireJournee(contexte) : null,
  }),
  sujet: sansSujet,
})

async function lireJournee(contexte: Contexte): Promise<Journee> {
  const { rappels, total } = await listRappels(contexte, RAPPELS)
  const attentes = await listAttentes(contexte)
  const { lignes, total: dossiersOuverts } = await listRecents(contexte, RECENTS)
  const noms = await identitesDe(contexte, [...new Set(rappels.map((r) => r.dossierId))])
  return {
    permanences: permanencesDuJour(contexte),
    rappels: rappels.map((r) => ({ ...r, identite: noms.get(r.dossierId) ?? null })),
    rappelsEnTout: total,
    attentes,
    signalements: await listSignalementsEnAttente(contexte),
    demandes: await listDemandesEnAttente(contexte),
    recents: lignes.map(({ dossier, identite }) => ({
      id: dossier.id,
      etablissement: dossier.etablissement,
      dernierActeLe: dossier.dernierActeLe,
      identite,
    })),
    dossiersOuverts,
    mois: await compterMonMois(contexte),
    moisSansNom: contexte.agent.fonctions.has('assistant_social')
      ? (await compterMesActions(contexte, `${contexte.aujourdHui.slice(0, 7)}-01`, '9999-12-31')).natures
      : null,
  }
}

/** Les établissements où l'agent tient permanence aujourd'hui. */
function permanencesDuJour({ agent, aujourdHui }: Contexte): readonly Affectation[] {
  const jour = new Date(`${aujourdHui}T12:00:00Z`).getUTCDay()
  return agent.affectations.filter((a) => a.fonction === 'assistant_social' && a.permanences.includes(jour))
}
