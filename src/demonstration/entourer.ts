import { creerRepondre, enregistrerDemande, GABARIT_DEMANDE } from '#modules/demandes/index.ts'
import { inscrireMesure } from '#modules/mesures/index.ts'
import {
  commencerSignalement,
  creerTransmettreSignalement,
  enregistrerSignalement,
  lireSignalement,
  ouvrirModele,
} from '#modules/protection/index.ts'
import type { Agent } from '#socle/agent.ts'
import { lancer } from '#socle/cas-usage.ts'
import type { FabriquePdf } from '#socle/pdf/index.ts'
import { RACINE } from '../racine.ts'
import { decaler, jourTravaille } from './calendrier.ts'
import { finir } from './finir.ts'
import type { Redaction } from './informer.ts'
import type { AgentDemo } from './personnel.ts'
import { listDossiersAProteger } from './proteger.ts'
import { agentNomme, cleDe, estFaite, moteurDu, type Scene } from './scene.ts'

/**
 * Ce qui entoure les informations préoccupantes d'un assistant : une mesure près de son terme et la question de la cellule qui la suit, une
 * question refusée, un signalement dont la copie au département reste due.
 */
export async function entourer(scene: Scene, assistants: readonly AgentDemo[], pdf: FabriquePdf): Promise<void> {
  const [assistant] = assistants
  if (!assistant || (await estFaite(scene, 'entourage'))) return
  const agent = await agentNomme(scene, assistant.identifiant)
  const [suivi, questionne, signale] = (await listDossiersAProteger(scene, agent)).slice(-3)
  if (!suivi || !questionne || !signale) return
  const r = { scene, agent, pdf }
  await suivreUneMesure(r, suivi.id)
  await refuserUneQuestion(r, questionne.id)
  await signaler(r, signale.id)
  await finir(scene, agent.id, 'entourage')
}

/** Le jour travaillé d'il y a tant de jours. */
const ilYA = ({ aujourdHui }: Scene, jours: number): string => jourTravaille(decaler(aujourdHui, -jours))

async function suivreUneMesure({ scene, agent }: Redaction, dossierId: string): Promise<void> {
  const recueLe = ilYA(scene, 2)
  await lancer(moteurDu(scene, ilYA(scene, 30)), agent, inscrireMesure, {
    cleIdempotence: cleDe('mesure', dossierId),
    dossierId,
    type: 'AEMO',
    ditPar: 'La mère',
    ditLe: ilYA(scene, 30),
    du: decaler(scene.aujourdHui, -335),
    echeance: decaler(scene.aujourdHui, 30),
    decideePar: 'Juge des enfants',
    service: 'Service éducatif fictif',
    referent: 'Mme Fictive',
    coordonnees: '01 99 00 15 20',
  })
  await lancer(moteurDu(scene, recueLe), agent, enregistrerDemande, {
    cleIdempotence: cleDe('demande', dossierId),
    dossierId,
    nature: 'evaluation',
    demandeur: 'crip',
    intitule: 'CRIP fictive de démonstration',
    canal: 'MESSAGERIE',
    recueLe,
    attendueLe: decaler(scene.aujourdHui, 8),
    question: 'Une évaluation s’ouvre pour un frère de l’élève. Pouvez-vous y participer ?',
  })
}

async function refuserUneQuestion({ scene, agent, pdf }: Redaction, dossierId: string): Promise<void> {
  const jour = ilYA(scene, 12)
  const moteur = moteurDu(scene, jour)
  const { demandeId } = await lancer(moteur, agent, enregistrerDemande, {
    cleIdempotence: cleDe('demande', dossierId),
    dossierId,
    nature: 'renseignement',
    demandeur: 'autre',
    intitule: 'Avocat d’un parent (fictif)',
    canal: 'COURRIER_AR',
    recueLe: jour,
    question: 'Communication de tout écrit du service social sur l’élève, pour une procédure entre ses parents.',
  })
  await lancer(moteur, agent, creerRepondre({ pdf, gabarit: `${RACINE}/${GABARIT_DEMANDE}` }), {
    cleIdempotence: cleDe('refus', dossierId),
    demandeId,
    issue: 'refusee',
    fondement: 'CP_226_13',
    canal: 'COURRIER_AR',
    le: `${jour}T11:00`,
  })
}

/** Transmis au parquet ; la copie au département, obligatoire, reste à faire. */
async function signaler({ scene, agent, pdf }: Redaction, dossierId: string): Promise<void> {
  const jour = ilYA(scene, 4)
  const moteur = moteurDu(scene, jour)
  const { signalementId: id } = await lancer(moteur, agent, commencerSignalement, {
    cleIdempotence: cleDe('signalement', dossierId),
    dossierId,
  })
  const lire = async () => (await lancer(moteur, agent, lireSignalement, { id })).signalement
  const brouillon = await lire()
  if (brouillon.transmission !== null) return
  await lancer(moteur, agent, enregistrerSignalement, { id, jetonVersion: brouillon.version, ...ecritAuParquet(agent, jour) })
  await lancer(moteur, agent, creerTransmettreSignalement({ pdf, modele: ouvrirModele('signalement', RACINE) }), {
    cleIdempotence: cleDe('parquet', id),
    id,
    jetonVersion: (await lire()).version,
    destinataire: 'protocole-3',
    canal: 'MESSAGERIE',
    transmisLe: `${jour}T11:40`,
  })
}

const ecritAuParquet = ({ nomAffiche }: Agent, jour: string) => ({
  article40: 'oui',
  articleL2264: 'oui',
  gravite: 'L’élève dit avoir été frappé la veille et ne pas vouloir rentrer.',
  urgence: 'oui',
  recueilliesPar: nomAffiche,
  faitsLieu: 'Domicile',
  faits: 'L’élève s’est présenté de lui-même au service social, en pleurs, à la récréation du matin.',
  paroles: 'Hier soir il m’a tapé, et j’ai dormi chez la voisine.',
  question: 'Qu’est-ce que tu as envie de me dire ?',
  presents: 'Personne d’autre',
  constat: 'Une marque sur l’avant-bras, vue et notée par l’infirmière.',
  enfantOu: 'Dans l’établissement, puis chez ses grands-parents sur décision du parquet.',
  mesures: 'Appel à la permanence du parquet.',
  appelLe: `${jour}, 10 h 50`,
  magistrat: 'Magistrat de permanence (fictif)',
  consigne: 'Ne pas prévenir les parents avant l’audition.',
  parentsInformes: 'non',
  parentsPourquoi: 'Sur instruction du parquet.',
})
