import { consignerActe } from '#modules/actes/index.ts'
import { inscrireLien } from '#modules/dossiers/index.ts'
import { admettreStagiaire } from '#modules/dossiers/membres.cas.ts'
import type { Eleve } from '#modules/eleves/index.ts'
import { demanderAvis } from '#modules/protection/index.ts'
import type { Agent } from '#socle/agent.ts'
import { lancer } from '#socle/cas-usage.ts'
import type { FabriquePdf } from '#socle/pdf/index.ts'
import { decaler, jourTravaille } from './calendrier.ts'
import { unEcrit } from './ecrits-fictifs.ts'
import { Hasard } from './fictif-hasard.ts'
import { finir } from './finir.ts'
import { informer } from './informer.ts'
import { listElevesDe } from './jouer-activite.ts'
import type { AgentDemo } from './personnel.ts'
import { agentNomme, cleDe, estFaite, moteurDu, type Scene } from './scene.ts'

const AVIS_DEMANDE =
  'L’élève dit rester seul certains soirs avec un petit frère. Un parent travaille de nuit et attend qu’on l’aide. Est-ce une information préoccupante, ou faut-il d’abord relancer le secteur ?'

/**
 * Un dossier qui montre tout : chronologie, note, information sur un tiers, rappel du jour, fratrie, brouillon et second regard demandé,
 * stagiaire admis.
 */
export async function composerVitrine(scene: Scene, agents: readonly AgentDemo[], pdf: FabriquePdf): Promise<void> {
  const [assistant] = agents
  const stagiaire = agents.find((a) => a.fonction === 'stagiaire')
  if (!assistant || !stagiaire || (await estFaite(scene, 'vitrine'))) return
  const agent = await agentNomme(scene, assistant.identifiant)
  const dossierId = await raconter(scene, agent, await vedette(scene, agent))
  await lancer(moteurDu(scene, scene.aujourdHui), agent, inscrireLien, {
    cleIdempotence: cleDe('vitrine', dossierId, 'fratrie'),
    dossierId,
    nature: 'fratrie',
    nom: 'Noé',
    lien: 'Frère, école primaire',
  })
  const informationId = await informer(
    { scene, agent, pdf },
    { dossierId, jour: scene.aujourdHui, ecrit: unEcrit(new Hasard(3)), taireAuSecond: false, etapes: null },
  )
  const conseillere = agents.find((a) => a.fonction === 'ctss_departement')
  if (conseillere)
    await lancer(moteurDu(scene, scene.aujourdHui), agent, demanderAvis, {
      cleIdempotence: cleDe('vitrine', dossierId, 'avis'),
      id: informationId,
      conseillerId: (await agentNomme(scene, conseillere.identifiant)).id,
      extrait: AVIS_DEMANDE,
    })
  await lancer(moteurDu(scene, scene.aujourdHui), agent, admettreStagiaire, {
    cleIdempotence: cleDe('vitrine', dossierId, 'stagiaire'),
    dossierId,
    agentId: (await agentNomme(scene, stagiaire.identifiant)).id,
    dernierJour: decaler(scene.aujourdHui, 90),
  })
  await finir(scene, agent.id, 'vitrine')
}

/** Lila LEFÈVRE à La Jordanne ; ailleurs, un élève de l'établissement mis en avant. */
async function vedette(scene: Scene, agent: Agent): Promise<Eleve> {
  const eleves = await listElevesDe(scene, agent)
  const siens = eleves.filter((e) => e.etablissementId === scene.d.secteurs[0]?.[0]?.id)
  const eleve = siens.find((e) => e.nomFamille === 'LEFÈVRE' && e.prenom === 'Lila') ?? siens[7] ?? eleves[0]
  if (!eleve) throw new Error('aucun élève à montrer')
  return eleve
}

type Moment = {
  readonly ilYA: number
  readonly type: string
  readonly compteRendu: string
  readonly noteTravail?: string
  readonly surTiers?: string
  readonly rappelObjet?: string
}

const HISTOIRE: readonly Moment[] = [
  {
    ilYA: 62,
    type: 'ENT_ELEVE',
    compteRendu: 'Première rencontre, à la demande de l’infirmière. L’élève parle de fatigue et de soirées seule avec son frère.',
    noteTravail: 'Reprendre doucement ce qui a été dit des soirées. Ne pas questionner.',
  },
  {
    ilYA: 48,
    type: 'TEL',
    compteRendu: 'Échange avec un parent, qui dit travailler de nuit depuis l’été et chercher une solution de garde.',
  },
  {
    ilYA: 33,
    type: 'ENT_CONJ',
    compteRendu: 'Entretien avec l’élève et un parent. Accord pour un contact avec le service social de secteur.',
    surTiers: 'Le parent évoque ses propres difficultés de santé et demande qu’elles ne figurent pas au dossier de l’élève.',
  },
  { ilYA: 19, type: 'LIAISON_EXT', compteRendu: 'Service social de secteur : une aide à la garde est à l’étude, réponse attendue.' },
  {
    ilYA: 4,
    type: 'ENT_ELEVE',
    compteRendu: 'L’élève dit que rien n’a changé et s’inquiète pour son frère. Nouveau rendez-vous proche.',
    rappelObjet: 'Rappeler le service social de secteur',
  },
]

/** Les actes de l'histoire, à leur date. Rend le dossier. */
async function raconter(scene: Scene, agent: Agent, eleve: Eleve): Promise<string> {
  let dossier = ''
  for (const [rang, { ilYA, rappelObjet, ...acte }] of HISTOIRE.entries()) {
    const jour = jourTravaille(decaler(scene.aujourdHui, -ilYA))
    const { dossierId } = await lancer(moteurDu(scene, jour), agent, consignerActe, {
      cleIdempotence: cleDe('vitrine', agent.id, String(rang)),
      eleveId: eleve.id,
      dateActe: jour,
      motif: 'DANGER',
      motifsAssocies: ['MALETRE'],
      origine: 'INF',
      ...acte,
      ...(rappelObjet ? { rappelObjet, rappelLe: scene.aujourdHui } : {}),
    })
    dossier = dossierId
  }
  return dossier
}
