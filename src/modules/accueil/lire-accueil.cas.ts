import { z } from 'zod'
import { compterMonMois, listRappels } from '#modules/actes/index.ts'
import { compterMesActions } from '#modules/actions-collectives/index.ts'
import { listDemandesEnAttente } from '#modules/demandes/index.ts'
import { identitesDe, listRecents } from '#modules/dossiers/index.ts'
import { anneesEtTerritoires, retoursDuTerritoire } from '#modules/pilotage/index.ts'
import { listAttentes, listAvisDemandes, listSignalementsEnAttente } from '#modules/protection/index.ts'
import { listRapportsTenus } from '#modules/rapports/index.ts'
import type { Affectation, Agent } from '#socle/agent.ts'
import { type Contexte, casUsage, sansCible, sansSujet } from '#socle/cas-usage.ts'
import { ACCORD, type Decision } from '#socle/decision.ts'
import { estDuSuivi, type Journee, type Nommee, type Service } from './accueil.ts'

const RECENTS = 6
const RAPPELS = 10

/** Tout agent connecté a un accueil ; ce qu'il y trouve dépend de ce que ses autres droits laissent lire. */
const peutVoirSonAccueil = (_agent: Agent): Decision => ACCORD

/** Qu'ai-je aujourd'hui, qu'est-ce qui attend, qui n'a pas répondu ? `journee` est nulle pour qui ne suit pas d'élèves, `service` pour qui n'en conseille pas. */
export const lireAccueil = casUsage({
  nom: 'accueil.lire',
  saisie: z.object({}),
  charger: sansCible,
  autoriser: peutVoirSonAccueil,
  executer: async (contexte): Promise<{ journee: Journee | null; service: Service | null }> => ({
    journee: estDuSuivi(contexte.agent) ? await lireJournee(contexte) : null,
    service: await lireService(contexte),
  }),
  sujet: sansSujet,
})

async function lireJournee(contexte: Contexte): Promise<Journee> {
  const compteSansNom = contexte.agent.fonctions.has('assistant_social')
  const [{ rappels, total }, attentes, signalements, demandes, { lignes, total: dossiersOuverts }, mois, sansNom] = await Promise.all([
    listRappels(contexte, RAPPELS),
    listAttentes(contexte),
    listSignalementsEnAttente(contexte),
    listDemandesEnAttente(contexte),
    listRecents(contexte, RECENTS),
    compterMonMois(contexte),
    compteSansNom ? compterMesActions(contexte, `${contexte.aujourdHui.slice(0, 7)}-01`, '9999-12-31') : null,
  ])
  const nommees = [rappels, attentes, signalements, demandes].flat()
  const noms = await identitesDe(
    contexte,
    nommees.map((l) => l.dossierId),
  )
  const nommer = <L extends { readonly dossierId: string }>(l: L): Nommee<L> => ({ ...l, identite: noms.get(l.dossierId) ?? null })
  return {
    permanences: permanencesDuJour(contexte),
    rappels: rappels.map(nommer),
    rappelsEnTout: total,
    attentes: attentes.map(nommer),
    signalements: signalements.map(nommer),
    demandes: demandes.map(nommer),
    recents: lignes.map(({ dossier, identite }) => ({
      id: dossier.id,
      etablissement: dossier.etablissement,
      dernierActeLe: dossier.dernierActeLe,
      identite,
    })),
    dossiersOuverts,
    mois,
    moisSansNom: sansNom?.natures ?? null,
  }
}

async function lireService(contexte: Contexte): Promise<Service | null> {
  const { annees, territoires } = anneesEtTerritoires(contexte)
  const [territoire] = territoires
  if (!territoire) return null
  const [avis, { annee, rapports }, retours] = await Promise.all([
    listAvisDemandes(contexte),
    listRapportsTenus(contexte),
    retoursDuTerritoire(contexte, territoire.id, annees[0]),
  ])
  return { avis: avis.filter((a) => a.rendu === null), rapports, anneeDesRapports: annee, retours }
}

/** Les établissements où l'agent tient permanence aujourd'hui. */
function permanencesDuJour({ agent, aujourdHui }: Contexte): readonly Affectation[] {
  const jour = new Date(`${aujourdHui}T12:00:00Z`).getUTCDay()
  return agent.affectations.filter((a) => a.fonction === 'assistant_social' && a.permanences.includes(jour))
}
