import { z } from 'zod'
import { CODE_NATIONAL, idTerritoire, listTerritoiresDuNiveau } from '#modules/referentiels/index.ts'
import { type Agent, FONCTIONS } from '#socle/agent.ts'
import { type Contexte, casUsage } from '#socle/cas-usage.ts'
import { id } from '#socle/saisie.ts'
import { chargerCompte } from './comptes.cas.ts'
import { peutVoirComptes } from './comptes.politique.ts'
import { listTerritoiresSous, type TerritoireOffert } from './comptes.requetes.ts'
import { FONCTIONS_DE_L_EQUIPE, FONCTIONS_DU_SECRET, niveauxDeFonction } from './comptes.ts'

/** Ce que le formulaire d'affectation offre à cet agent : la politique, elle, tranchera à l'envoi. */
export const preparerAffectation = casUsage({
  nom: 'securite.preparer_affectation',
  saisie: z.object({
    agentId: id(),
    sous: z
      .uuid()
      .nullish()
      .catch(null)
      .transform((v) => v ?? null),
  }),
  charger: chargerCompte,
  autoriser: peutVoirComptes,
  async executer({ tx, agent }, { sous }, compte) {
    const miens = agent.affectations
      .filter((a) => a.fonction === 'ctss_departement' || a.fonction === 'ctss_bassin')
      .map((a) => a.territoireId)
    const administre = agent.fonctions.has('administrateur')
    const fonctions = fonctionsOffertes(agent, miens.length > 0)
    const niveaux = [...new Set(fonctions.flatMap((f) => niveauxDeFonction[f]))]
    const ou = administre ? await lieux(tx) : []
    const territoires = await listTerritoiresSous(tx, administre ? (sous === null ? miens : [sous]) : miens, niveaux)
    return { compte, fonctions, ou, sous, territoires }
  },
  sujet: ({ agentId }) => ({ cibleId: agentId }),
})

function fonctionsOffertes(agent: Agent, encadre: boolean) {
  if (!agent.fonctions.has('administrateur')) return FONCTIONS_DE_L_EQUIPE
  return FONCTIONS.filter((f) => encadre || !FONCTIONS_DU_SECRET.includes(f))
}

async function lieux(tx: Contexte['tx']): Promise<TerritoireOffert[]> {
  const [departements, academies] = [await listTerritoiresDuNiveau(tx, 'departement'), await listTerritoiresDuNiveau(tx, 'academie')]
  const national = {
    id: idTerritoire('national', CODE_NATIONAL),
    niveau: 'national',
    libelle: 'France entière',
    code: CODE_NATIONAL,
  } as const
  return [...departements, ...academies, national]
}
