import { consignerActe, motifSaisi } from '#modules/actes/index.ts'
import { consignerAction } from '#modules/actions-collectives/index.ts'
import { cloreDossier } from '#modules/dossiers/index.ts'
import { type Eleve, findEleves } from '#modules/eleves/index.ts'
import type { IssueCloture } from '#modules/referentiels/index.ts'
import type { Agent } from '#socle/agent.ts'
import { enTransaction, lancer } from '#socle/cas-usage.ts'
import { type Geste, type Programme, programmer } from './activite.ts'
import { decaler, instantDe, joursTravailles } from './calendrier.ts'
import { Hasard } from './fictif-hasard.ts'
import { finir } from './finir.ts'
import { enParallele } from './parallele.ts'
import type { AgentDemo } from './personnel.ts'
import { agentNomme, cleDe, estFaite, graineDe, moteurDu, type Scene } from './scene.ts'
import { suivre } from './suivi.ts'

/** Un trimestre de travail : assez pour que tout se voie, assez peu pour qu'un premier démarrage reste court. */
const JOURS = 60
/** Léo DUPONT n'est connu de personne : à qui essaie Égide d'ouvrir son dossier. Les deux autres ont leur propre histoire. */
const A_PART = ['DUPONT Léo', 'LEFÈVRE Lila', "N'GUESSAN Adam"]

export const estAPart = (e: { readonly nomFamille: string; readonly prenom: string }): boolean =>
  A_PART.includes(`${e.nomFamille} ${e.prenom}`)

export const ISSUES = [
  ['OBJECTIF', 60],
  ['RELAIS', 25],
  ['REFUS', 15],
] as const satisfies readonly (readonly [IssueCloture, number])[]

/** Fait travailler chaque assistant, par les cas d'usage réels, à la date de chaque acte. */
export async function jouerActivite(scene: Scene, assistants: readonly AgentDemo[]): Promise<void> {
  const aFaire: { agent: Agent; compte: AgentDemo; programme: Programme }[] = []
  for (const compte of assistants) {
    if (await estFaite(scene, etapeDe(compte))) continue
    const agent = await agentNomme(scene, compte.identifiant)
    aFaire.push({ agent, compte, programme: await programmeDe(scene, agent, compte) })
  }
  if (aFaire.length === 0) return
  const avancer = suivre(
    scene.dire,
    'Activité',
    'actes',
    aFaire.reduce((n, { programme }) => n + programme.gestes.length, 0),
  )
  await enParallele(aFaire, 2, ({ agent, compte, programme }) => jouer(scene, agent, compte, programme, avancer))
}

const etapeDe = ({ identifiant }: AgentDemo): string => `activite ${identifiant}`

async function programmeDe(scene: Scene, agent: Agent, { identifiant }: AgentDemo): Promise<Programme> {
  const eleves = (await listElevesDe(scene, agent)).filter((e) => !estAPart(e))
  const anciens = await listDossiersAnciens(scene, agent)
  return programmer({
    hasard: new Hasard(graineDe('activite', identifiant)),
    eleves,
    dejaSuivis: eleves.filter((e) => anciens.has(scene.coffre.empreinte('dossier.eleve', e.id).toString('hex'))),
    jours: joursTravailles(scene.aujourdHui, JOURS),
    permanences: new Map(agent.affectations.map((a) => [a.territoireId, a.permanences])),
    echelle: scene.echelle,
  })
}

/** Empreintes des élèves que l'assistant suivait déjà l'année passée, et suivait encore à la rentrée. */
async function listDossiersAnciens({ base, d }: Scene, agent: Agent): Promise<ReadonlySet<string>> {
  const rentree = instantDe(`${d.annee}-09-01`)
  const rows = await base
    .selectFrom('dossiers.dossier')
    .select('eleve_aveugle')
    .where('ouvert_par', '=', agent.id)
    .where('ouvert_le', '<', rentree)
    .where((o) => o.or([o('clos_le', 'is', null), o('clos_le', '>', rentree)]))
    .execute()
  return new Set(rows.map((r) => r.eleve_aveugle.toString('hex')))
}

/** Les élèves d'un assistant, lus par lui, dans un ordre qui ne dépend que d'eux. */
export async function listElevesDe(scene: Scene, agent: Agent): Promise<Eleve[]> {
  const rows = await scene.base
    .selectFrom('eleves.eleve')
    .select('id')
    .where('etablissement_id', 'in', [...agent.etablissementsSuivis])
    .where('present', 'is', true)
    .execute()
  const lots = Array.from({ length: Math.ceil(rows.length / 400) }, (_, i) => rows.slice(i * 400, (i + 1) * 400).map((r) => r.id))
  const eleves = await enTransaction(moteurDu(scene, scene.aujourdHui), agent, async (contexte) => {
    const lus: Eleve[] = []
    for (const lot of lots) lus.push(...(await findEleves(contexte, lot)))
    return lus
  })
  const rang = (e: Eleve) => `${e.etablissementId} ${e.nomFamille} ${e.prenom} ${e.dateNaissance} ${e.ine ?? ''}`
  return eleves.sort((a, b) => (rang(a) < rang(b) ? -1 : 1))
}

async function jouer(scene: Scene, agent: Agent, compte: AgentDemo, { gestes, aClore }: Programme, avancer: () => void): Promise<void> {
  const dossiers = new Map<string, string>()
  const precisions = await precisionsDe(scene)
  for (const geste of gestes) {
    const dossierId = await faire(scene, agent, compte, geste, precisions)
    if (geste.genre === 'acte' && dossierId) dossiers.set(geste.eleveId, dossierId)
    avancer()
  }
  const hasard = new Hasard(graineDe('cloture', compte.identifiant))
  for (const dossierId of aClore.flatMap((e) => dossiers.get(e) ?? []))
    await clore(scene, agent, dossierId, hasard.pondere<IssueCloture>(ISSUES), decaler(scene.aujourdHui, -7))
  await finir(scene, agent.id, etapeDe(compte))
}

/** Motif → précision locale du département : la démonstration en ouvre une au plus par motif. */
export async function precisionsDe({ base, d }: Scene): Promise<ReadonlyMap<string, string>> {
  const rows = await base.selectFrom('referentiels.precision_locale').select(['motif', 'id']).where('departement_id', '=', d.id).execute()
  return new Map(rows.map((r) => [r.motif, r.id]))
}

/** Rend le dossier, si le geste en touche un. */
export async function faire(
  scene: Scene,
  agent: Agent,
  { identifiant }: AgentDemo,
  g: Geste,
  precisions: ReadonlyMap<string, string>,
): Promise<string | null> {
  const moteur = moteurDu(scene, g.jour)
  const cleIdempotence = cleDe(identifiant, g.cle)
  if (g.genre === 'sans_nom') {
    await lancer(moteur, agent, consignerAction, { ...g.saisie, cleIdempotence, dateAction: g.jour })
    return null
  }
  // Précisé à l'entretien avec l'élève : la part des actes qui le sont est une hypothèse de démonstration.
  const motif = motifSaisi(g.motif, g.type === 'ENT_ELEVE' ? (precisions.get(g.motif) ?? null) : null)
  const commun = { cleIdempotence, dateActe: g.jour, motif, origine: g.origine }
  const rappel = g.rappel && { rappelObjet: g.rappel.objet, rappelLe: decaler(scene.aujourdHui, g.rappel.dansJours) }
  const { eleveId, type, compteRendu, noteTravail } = g
  const { dossierId } = await lancer(moteur, agent, consignerActe, { ...commun, eleveId, type, compteRendu, noteTravail, ...rappel })
  return dossierId
}

export async function clore(scene: Scene, agent: Agent, dossierId: string, issue: IssueCloture, jour: string): Promise<void> {
  const dossier = await scene.base
    .selectFrom('dossiers.dossier')
    .select('version')
    .where('id', '=', dossierId)
    .where('statut', '=', 'ouvert')
    .executeTakeFirst()
  if (dossier) await lancer(moteurDu(scene, jour), agent, cloreDossier, { dossierId, version: dossier.version, issue })
}
