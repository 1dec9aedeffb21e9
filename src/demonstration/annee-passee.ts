import { anneeEnClair } from '#modules/pilotage/index.ts'
import type { IssueCloture, MotifIntervention } from '#modules/referentiels/index.ts'
import type { Agent } from '#socle/agent.ts'
import type { FabriquePdf } from '#socle/pdf/index.ts'
import { type Geste, JOURS_PAR_AN, programmer, tirer } from './activite.ts'
import { decaler, joursTravailles, jourTravaille } from './calendrier.ts'
import { unEcrit } from './ecrits-fictifs.ts'
import { issueDuSortant } from './fictif-an-passe.ts'
import { Hasard } from './fictif-hasard.ts'
import { finir } from './finir.ts'
import { informer, type Redaction } from './informer.ts'
import { clore, estAPart, faire, ISSUES, listElevesDe, precisionsDe } from './jouer-activite.ts'
import { enParallele } from './parallele.ts'
import type { AgentDemo } from './personnel.ts'
import { peuplerEleves } from './peupler-eleves.ts'
import { agentNomme, estFaite, graineDe, type Scene } from './scene.ts'
import { suivre } from './suivi.ts'

/** Un huitième de l'activité d'une année, sur tous ses mois : c'est ce que le premier démarrage supporte. */
const PART = 1 / 8
/** Élèves d'un établissement parmi lesquels se choisissent ceux qui ont été suivis. */
const PAR_ETABLISSEMENT = 8
/** Deux informations préoccupantes par assistant, de 6 à 12 par an ; l'une a sa réponse à temps, l'autre passé trois mois. */
const REPONSES = [
  { apres: 55, suite: 'ADMIN', issue: 'PROTECTION' },
  { apres: 112, suite: 'CLASSEE', issue: 'OBJECTIF' },
] as const
const PROTECTION: readonly MotifIntervention[] = ['DANGER', 'VIF', 'SUIVIPE', 'FAM']

/**
 * L'année scolaire finie, celle dont le rapport est dû : ses élèves, leurs actes, des informations préoccupantes qui ont eu leur réponse,
 * les dossiers clos en juillet. Avant la rentrée suivante : qui reste change de classe, qui part est parti.
 */
export async function jouerAnneePassee(scene: Scene, assistants: readonly AgentDemo[], pdf: FabriquePdf): Promise<void> {
  const restants: AgentDemo[] = []
  for (const compte of assistants) if (!(await estFaite(scene, etapeDe(compte)))) restants.push(compte)
  if (restants.length === 0) return
  const annee = scene.d.annee - 1
  await peuplerEleves(scene, annee)
  const annees = await Promise.all(restants.map((compte) => anneeDe(scene, compte)))
  const combien = annees.reduce((n, { gestes }) => n + gestes.length, 0)
  const avancer = suivre(scene.dire, `Activité de ${anneeEnClair(annee)}`, 'actes', combien)
  await enParallele(annees, 2, (a) => jouer({ scene, agent: a.agent, pdf }, a, avancer))
}

const etapeDe = ({ identifiant }: AgentDemo): string => `annee passee ${identifiant}`

type Annee = {
  readonly agent: Agent
  readonly compte: AgentDemo
  readonly gestes: readonly Geste[]
  /** Élève dans sa dernière année ici → comment son suivi s'y termine. */
  readonly departs: ReadonlyMap<string, IssueCloture | null>
}

async function anneeDe(scene: Scene, compte: AgentDemo): Promise<Annee> {
  const { annee } = scene.d
  const agent = await agentNomme(scene, compte.identifiant)
  const hasard = new Hasard(graineDe('annee passee', compte.identifiant))
  const presents = Map.groupBy(
    (await listElevesDe(scene, agent)).filter((e) => !estAPart(e)),
    (e) => e.etablissementId,
  )
  // Autant d'un petit collège que d'un grand lycée : un établissement de deux ou trois actes ferait taire les totaux de tous les niveaux.
  const eleves = [...presents.values()].flatMap((siens) => tirer(hasard, siens, Math.min(siens.length, PAR_ETABLISSEMENT)))
  const jours = joursTravailles(`${annee}-07-04`, 230).filter((jour) => jour >= `${annee - 1}-09-01`)
  const { gestes } = programmer({
    hasard,
    eleves,
    jours,
    permanences: new Map(agent.affectations.map((a) => [a.territoireId, a.permanences])),
    // Le calendrier compte les petites vacances : la part reste celle d'une année de 180 jours.
    echelle: (scene.echelle * PART * JOURS_PAR_AN) / jours.length,
  })
  const departs = new Map(eleves.map((e) => [e.id, issueDuSortant(e.classe)]))
  return { agent, compte, gestes: gestes.map(sansRappel), departs }
}

/** Les clés de l'an passé sont les siennes ; ses rappels sont faits. */
const sansRappel = (g: Geste): Geste => ({ ...g, cle: `annee passee ${g.cle}`, ...(g.genre === 'acte' ? { rappel: null } : {}) })

/** Un dossier de l'année ; `depart` : l'issue, si l'élève s'en va. */
type Suivi = {
  readonly dossierId: string
  readonly motif: MotifIntervention
  readonly depart: IssueCloture | null
  readonly premier: string
  readonly dernier: string
}

async function jouer(r: Redaction, { agent, compte, gestes, departs }: Annee, avancer: () => void): Promise<void> {
  const { scene } = r
  const precisions = await precisionsDe(scene)
  const suivis = new Map<string, Suivi>()
  for (const geste of gestes) {
    const dossierId = await faire(scene, agent, compte, geste, precisions)
    if (geste.genre === 'acte' && dossierId) {
      const { motif, jour, eleveId } = geste
      const { premier = jour } = suivis.get(dossierId) ?? {}
      suivis.set(dossierId, { dossierId, motif, premier, dernier: jour, depart: departs.get(eleveId) ?? null })
    }
    avancer()
  }
  await conclure(r, [...suivis.values()], new Hasard(graineDe('issues', compte.identifiant)))
  await finir(scene, agent.id, etapeDe(compte))
}

/** Les informations préoccupantes et leurs réponses ; puis les clôtures, une fois sur deux, et toujours de qui s'en va. */
async function conclure(r: Redaction, suivis: readonly Suivi[], hasard: Hasard): Promise<void> {
  const { scene, agent } = r
  const fin = `${scene.d.annee}-07-03`
  const issues = new Map<string, IssueCloture>()
  for (const [rang, { dossierId, premier }] of aProteger(scene, suivis).entries()) {
    const { apres, suite, issue } = REPONSES[rang] ?? REPONSES[0]
    const jour = jourTravaille(decaler(premier, 10))
    const etapes = [
      { nature: 'accuse', le: jourTravaille(decaler(jour, 6)) },
      { nature: 'reponse', le: jourTravaille(decaler(jour, apres)), suite },
    ] as const
    await informer(r, { dossierId, jour, etapes, ecrit: unEcrit(hasard), taireAuSecond: hasard.chance(0.3) })
    issues.set(dossierId, issue)
  }
  for (const { dossierId, depart, dernier } of suivis) {
    const voulue = hasard.chance(0.5) ? hasard.pondere<IssueCloture>(ISSUES) : null
    const deJuillet = issues.get(dossierId) ?? depart
    const jour = jourTravaille(decaler(dernier, 25))
    const issue = deJuillet ?? voulue
    if (issue) await clore(scene, agent, dossierId, issue, deJuillet || jour > fin ? fin : jour)
  }
}

/** Les dossiers d'où part une information : de protection d'abord, d'un bout à l'autre de l'année, et la réponse arrive avant l'été. */
function aProteger({ d, echelle }: Scene, suivis: readonly Suivi[]): Suivi[] {
  const combien = Math.ceil(REPONSES.length * echelle)
  const aTemps = suivis.filter(({ premier }) => premier < `${d.annee}-03-05`)
  const protection = aTemps.filter(({ motif }) => PROTECTION.includes(motif))
  const parmi = protection.length < combien ? aTemps : protection
  return Array.from({ length: combien }, (_, rang) => parmi[Math.floor(((rang + 0.5) * parmi.length) / combien)] ?? []).flat()
}
