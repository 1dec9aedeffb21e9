import { consignerActe } from '#modules/actes/index.ts'
import type { Eleve } from '#modules/eleves/index.ts'
import type { Agent } from '#socle/agent.ts'
import { lancer } from '#socle/cas-usage.ts'
import { sql } from '#socle/db.ts'
import type { FabriquePdf } from '#socle/pdf/index.ts'
import { decaler, jourTravaille } from './calendrier.ts'
import { unEcrit } from './ecrits-fictifs.ts'
import { Hasard } from './fictif-hasard.ts'
import { finir } from './finir.ts'
import { type EtapeFictive, informer } from './informer.ts'
import { estAPart, listElevesDe } from './jouer-activite.ts'
import type { AgentDemo } from './personnel.ts'
import { agentNomme, cleDe, estFaite, graineDe, moteurDu, type Scene } from './scene.ts'
import { suivre } from './suivi.ts'

type Etat = 'brouillon' | 'transmise' | 'accusee' | 'qualifiee' | 'repondue' | 'retard'

/** Trois par assistant et par trimestre, 6 à 12 par an ; moins d'une sur deux a sa réponse dans les délais (hypothèse). */
const ETATS: readonly [readonly Etat[], ...(readonly Etat[])[]] = [
  ['accusee', 'retard', 'repondue', 'transmise'],
  ['repondue', 'transmise', 'qualifiee'],
  ['retard', 'accusee', 'transmise'],
  ['repondue', 'brouillon', 'accusee'],
]

/** Âge de la transmission, en jours. Trois mois et douze jours : la réponse aurait dû arriver. */
const AGE: Readonly<Record<Etat, number>> = { brouillon: 1, transmise: 12, accusee: 26, qualifiee: 47, repondue: 76, retard: 104 }

/** Les informations préoccupantes de chaque assistant. */
export async function proteger(scene: Scene, assistants: readonly AgentDemo[], pdf: FabriquePdf): Promise<void> {
  const restants: { compte: AgentDemo; etats: readonly Etat[] }[] = []
  for (const [rang, compte] of assistants.entries())
    if (!(await estFaite(scene, etapeDe(compte)))) restants.push({ compte, etats: ETATS[rang % ETATS.length] ?? ETATS[0] })
  if (restants.length === 0) return
  const combien = restants.reduce((n, r) => n + r.etats.length, 0)
  const avancer = suivre(scene.dire, 'Protection', 'informations préoccupantes', combien)
  for (const { compte, etats } of restants) await protegerUn(scene, compte, etats, pdf, avancer)
}

const etapeDe = ({ identifiant }: AgentDemo): string => `protection ${identifiant}`

async function protegerUn(scene: Scene, compte: AgentDemo, etats: readonly Etat[], pdf: FabriquePdf, avancer: () => void): Promise<void> {
  const agent = await agentNomme(scene, compte.identifiant)
  const hasard = new Hasard(graineDe('protection', compte.identifiant))
  const deJuin = etats.includes('retard') ? await dossierDeJuin(scene, agent, hasard) : undefined
  // Repris après une interruption, le dossier de juin existe déjà : il ne doit pas décaler les autres.
  const dossiers = (await listDossiersAProteger(scene, agent)).filter((d) => d.id !== deJuin?.id)
  for (const etat of etats) {
    const dossier = etat === 'retard' ? deJuin : dossiers.shift()
    if (dossier) {
      const { jour, etapes } = calendrierDe(scene.aujourdHui, etat, dossier.ouvertLe, hasard)
      await informer(
        { scene, agent, pdf },
        { dossierId: dossier.id, jour, etapes, ecrit: unEcrit(hasard), taireAuSecond: hasard.chance(0.3) },
      )
    }
    avancer()
  }
  await finir(scene, agent.id, etapeDe(compte))
}

type Ouvert = { readonly id: string; readonly ouvertLe: string }

/** Ses dossiers, ceux de protection d'abord, les plus anciens d'abord ; l'ordre ne dépend pas de ce qu'on y ajoute. */
export async function listDossiersAProteger({ base }: Scene, agent: Agent): Promise<Ouvert[]> {
  const rows = await base
    .selectFrom('dossiers.dossier')
    .select(['id', 'ouvert_le'])
    .where('ouvert_par', '=', agent.id)
    .where('statut', '=', 'ouvert')
    .orderBy(sql`motif in ('DANGER', 'VIF', 'SUIVIPE', 'FAM')`, 'desc')
    .orderBy('ouvert_le')
    .orderBy('eleve_aveugle')
    .limit(20)
    .execute()
  return rows.map((r) => ({ id: r.id, ouvertLe: r.ouvert_le.toISOString().slice(0, 10) }))
}

/** Niveaux où l'élève était déjà dans l'établissement en juin. */
const ANCIENS = ['430', '440', '520', '530', '550', '560', '630']

/** Un dossier ouvert en juin, avant l'information restée sans réponse. */
async function dossierDeJuin(scene: Scene, agent: Agent, hasard: Hasard): Promise<Ouvert | undefined> {
  const [premier, ...autres] = (await listElevesDe(scene, agent)).filter((e: Eleve) => !estAPart(e) && ANCIENS.includes(e.niveau ?? ''))
  if (!premier) return undefined
  const eleve = hasard.choisir([premier, ...autres])
  const jour = jourTravaille(decaler(jourTravaille(decaler(scene.aujourdHui, -AGE.retard)), -5))
  const { dossierId } = await lancer(moteurDu(scene, jour), agent, consignerActe, {
    cleIdempotence: cleDe('juin', agent.id),
    eleveId: eleve.id,
    dateActe: jour,
    type: 'ENT_ELEVE',
    motif: 'DANGER',
    origine: 'CPE',
    compteRendu: 'L’élève est reçu à sa demande. Ses paroles sont notées entre guillemets dans l’écrit transmis.',
  })
  return { id: dossierId, ouvertLe: jour }
}

function calendrierDe(aujourdHui: string, etat: Etat, ouvertLe: string, hasard: Hasard): { jour: string; etapes: EtapeFictive[] | null } {
  const voulu = jourTravaille(decaler(aujourdHui, -AGE[etat]))
  const hier = decaler(aujourdHui, -1)
  const auPlusHier = (jour: string): string => (jour < hier ? jour : hier)
  const jour = auPlusHier(voulu > decaler(ouvertLe, 2) ? voulu : decaler(ouvertLe, 3))
  const apres = (jours: number): string => auPlusHier(decaler(jour, jours))
  const accuse: EtapeFictive = { nature: 'accuse', le: apres(4) }
  const reponse: EtapeFictive = {
    nature: 'reponse',
    le: apres(48),
    suite: hasard.choisir(['ADMIN', 'CLASSEE', 'JUDICIAIRE', 'NON_QUALIFIEE'] as const),
  }
  const suites: Readonly<Record<Etat, EtapeFictive[] | null>> = {
    brouillon: null,
    transmise: [],
    accusee: [accuse],
    qualifiee: [accuse, { nature: 'qualification', le: apres(20) }],
    repondue: [accuse, reponse],
    retard: [accuse],
  }
  return { jour, etapes: suites[etat] }
}
