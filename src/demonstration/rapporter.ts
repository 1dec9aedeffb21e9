import { anneeEnClair } from '#modules/pilotage/index.ts'
import { ecrireRapport, figerRapport, masquerInstantane, preparerRapport } from '#modules/rapports/index.ts'
import type { Agent, Fonction, Niveau } from '#socle/agent.ts'
import { lancer } from '#socle/cas-usage.ts'
import type { AgentDemo } from './personnel.ts'
import { agentNomme, estFaite, marquerFaite, pourTache, type Scene } from './scene.ts'
import { suivre } from './suivi.ts'

const DANS_L_ORDRE: readonly Fonction[] = ['assistant_social', 'ctss_bassin', 'ctss_departement']

/**
 * Les rapports de l'année passée, dans l'ordre : chaque assistant fige ceux de ses établissements, puis le bassin et le département les
 * leurs. L'académie et la nation de cette année-là, et toute l'année en cours, restent au visiteur. Les faits sont déjà versés.
 */
export async function rapporter(scene: Scene, agents: readonly AgentDemo[]): Promise<void> {
  if (await estFaite(scene, 'rapports')) return
  const auteurs = DANS_L_ORDRE.flatMap((fonction) => agents.filter((a) => a.fonction === fonction))
  const siens = await Promise.all(
    auteurs.map(async ({ identifiant }) => {
      const agent = await agentNomme(scene, identifiant)
      return agent.affectations.map(({ territoireId, niveau }) => ({ agent, territoireId, niveau }))
    }),
  )
  const annee = scene.d.annee - 1
  const aFiger = siens.flat()
  const avancer = suivre(scene.dire, `Rapports de ${anneeEnClair(annee)}`, 'figés', aFiger.length)
  for (const { agent, territoireId, niveau } of aFiger) {
    if (!(await estFige(scene, territoireId, annee))) await figer(scene, agent, territoireId, annee, TEXTES[niveau] ?? {})
    avancer()
  }
  await marquerFaite(scene.base, scene.d, 'rapports')
}

/** Ce qui est figé l'a été avec ses mots : une étape interrompue reprend au rapport suivant. */
async function estFige({ base }: Scene, territoireId: string, annee: number): Promise<boolean> {
  const row = await base
    .selectFrom('rapports.instantane')
    .select('id')
    .where('territoire_id', '=', territoireId)
    .where('annee', '=', annee)
    .where('etat', '=', 'fige')
    .executeTakeFirst()
  return row !== undefined
}

async function figer(scene: Scene, agent: Agent, territoireId: string, annee: number, textes: Textes): Promise<void> {
  const { base, app } = scene
  // L'heure vraie : la base date elle-même la préparation.
  const moteur = { ...pourTache(scene), db: app }
  const { version: jetonVersion = 0 } =
    (await base
      .selectFrom('rapports.brouillon')
      .select('version')
      .where('territoire_id', '=', territoireId)
      .where('annee', '=', annee)
      .executeTakeFirst()) ?? {}
  await lancer(moteur, agent, ecrireRapport, { territoireId, annee, jetonVersion, textes })
  await lancer(moteur, agent, preparerRapport, { territoireId, annee })
  const { id: instantaneId } = await base
    .selectFrom('rapports.instantane')
    .select('id')
    .where('territoire_id', '=', territoireId)
    .where('annee', '=', annee)
    .executeTakeFirstOrThrow()
  // L'ouvrier le fera aussi, et trouvera que c'est fait.
  await masquerInstantane.executer(pourTache(scene), { instantaneId })
  await lancer(moteur, agent, figerRapport, { territoireId, annee, instantaneId })
}

type Textes = Readonly<Record<string, string>>

const FICTIF = 'Rapport de démonstration : les établissements sont réels, les élèves, les actes et leurs nombres sont inventés.'

/** Les mots de chaque niveau. Aucun ne décrit un établissement réel. */
const TEXTES: Readonly<Partial<Record<Niveau, Textes>>> = {
  etablissement: {
    missions: `${FICTIF} Le service social reçoit les élèves et leurs parents les jours de permanence, sur rendez-vous ou sans.`,
    realisations: 'Les situations suivies avec la vie scolaire ont été revues chaque mois en cellule de veille.',
    perspectives: 'Un bureau fermé pour recevoir sans être vu, et une permanence de plus au second trimestre.',
  },
  bassin: {
    avant_propos: `${FICTIF} Ce rapport réunit ceux des établissements du bassin.`,
    bilan: 'Les permanences communes à deux établissements voisins ont tenu toute l’année.',
  },
  departement: {
    avant_propos: `${FICTIF} Ce rapport réunit ceux de tous les établissements du département.`,
    organisation: 'Un assistant de service social par secteur ; un bassin réunit la moitié des secteurs.',
    bilan: 'Chaque établissement a reçu son rapport en retour, à côté des chiffres de son bassin et du département.',
  },
}
