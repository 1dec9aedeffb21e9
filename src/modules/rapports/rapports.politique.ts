import type { Agent, Fonction } from '#socle/agent.ts'
import { ACCORD, type Decision, refus } from '#socle/decision.ts'
import type { TerritoireDuRapport } from './rapport.ts'

/** Les fonctions qui lisent ou tiennent un rapport. */
export const LECTEURS = [
  'assistant_social',
  'ctss_bassin',
  'ctss_departement',
  'ctss_academie',
  'ctss_national',
] as const satisfies readonly [Fonction, ...Fonction[]]

const TENU_PAR = {
  etablissement: 'assistant_social',
  bassin: 'ctss_bassin',
  departement: 'ctss_departement',
  academie: 'ctss_academie',
  national: 'ctss_national',
} as const

/**
 * Tenir le rapport d'un territoire : l'établissement à qui l'assure ; au-dessus, chaque niveau à son conseil technique.
 *
 * @source circulaire n° 2017-055 §1.3.2, §2.2.2, §2.3, §2.4
 */
export function peutTenirRapport(agent: Agent, territoire: TerritoireDuRapport): Decision {
  const tient = agent.affectations.some((a) => a.territoireId === territoire.id && a.fonction === TENU_PAR[territoire.niveau])
  return tient ? ACCORD : refus('rapports.tenu_par_un_autre', 'Ce rapport est tenu par le service social de ce territoire.')
}

/**
 * Lire un rapport figé : le tenir ; au-dessus de l'établissement, en relever ou en avoir la charge. Celui d'un établissement ne se lit
 * que de lui : il est presque toujours l'œuvre d'une seule personne.
 */
export function peutLireRapport(agent: Agent, territoire: TerritoireDuRapport): Decision {
  if (peutTenirRapport(agent, territoire).permis) return ACCORD
  const enLien =
    territoire.niveau !== 'etablissement' &&
    agent.affectations.some(
      (a) =>
        (LECTEURS as readonly Fonction[]).includes(a.fonction) &&
        (territoire.dessous.has(a.territoireId) || (a.fonction !== 'assistant_social' && territoire.dessus.has(a.territoireId))),
    )
  return enLien ? ACCORD : refus('rapports.hors_perimetre', 'Ce rapport est celui d’un territoire dont vous ne relevez pas.')
}
