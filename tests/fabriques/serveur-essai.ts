import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import pg from 'pg'
import { verserFaits } from '#modules/pilotage/index.ts'
import { creerAgent, MOT_DE_PASSE_DEMONSTRATION } from '#modules/securite/index.ts'
import { unAgentDe } from '#socle/agent.ts'
import { type Config, lireConfig } from '#socle/config.ts'
import type { Route } from '#socle/http/route.ts'
import { type EvenementTechnique, ouvrirJournalTechnique } from '#socle/journal-technique.ts'
import { preparerDemonstration } from '../../src/demonstration/preparer.ts'
import { servir } from '../../src/serveur.ts'
import { LA_JORDANNE } from './agents.ts'
import { auServeur, connecter, type Essai, MODELE, ouvrirEssai, urlSuper } from './base.ts'

/** La démonstration du Cantal, en petit : peuplée une fois par exécution des essais, clonée par chaque fichier de parcours. */
const MODELE_VIVANT = 'egide_modele_vivant'
const ECHELLE = 0.03
const VERROU = 2_026_001

export { MOT_DE_PASSE_DEMONSTRATION }

/** Un compte de démonstration par fonction. */
export const COMPTES = {
  assistant_social: 'agnes.delcros',
  stagiaire: 'ines.cambon',
  ctss_bassin: 'gilles.tournadre',
  ctss_departement: 'francoise.peyrat',
  ctss_academie: 'helene.vauzelle',
  ctss_national: 'jean-luc.aubertin',
  autorite: 'odile.sallard',
  equipe_educative: 'pascal.rouviere',
  secretariat: 'laure.cheyrol',
  administrateur: 'karim.belmont',
  delegue_donnees: 'nadia.ferrand',
} as const

export type ServeurEssai = {
  readonly adresse: string
  readonly essai: Essai
  readonly routes: readonly Route[]
  /** Ce que le journal technique a dit depuis le démarrage. */
  readonly evenements: readonly EvenementTechnique[]
  /** Verse les faits en attente, comme la tâche périodique. */
  readonly verser: () => Promise<void>
}

/** L'application entière, web et tâches, sur une base clonée et un port libre. Tout est arrêté à la fin du fichier. */
export async function ouvrirServeur(): Promise<ServeurEssai> {
  await preparerModeleVivant()
  const donnees = mkdtempSync(join(tmpdir(), 'egide-parcours-'))
  let arreter = async () => {}
  // Inscrit avant la fermeture de la base : le serveur s'arrête le premier.
  after(async () => {
    await arreter()
    rmSync(donnees, { recursive: true, force: true })
  })
  const essai = await ouvrirEssai(MODELE_VIVANT)
  const config = reglages(donnees)
  const evenements: EvenementTechnique[] = []
  const muet = ouvrirJournalTechnique('silent')
  const installation = { ...lieuDe(essai), config, base: 'externe' as const, fermer: async () => undefined }
  const serveur = await servir(installation, { web: true, taches: true }, (e) => {
    evenements.push(e)
    muet(e)
  })
  arreter = serveur.arreter
  return { adresse: serveur.adresse, routes: serveur.routes, essai, evenements, verser: () => verser(essai) }
}

/** Un compte d'assistante de La Jordanne, qui se connecte et que les fabriques font agir. */
export async function compteAssistante({ essai }: Pick<ServeurEssai, 'essai'>, identifiant: string, nomAffiche: string) {
  const compte = { identifiant, nomAffiche, motDePasse: MOT_DE_PASSE_DEMONSTRATION, demonstration: true }
  const affectation = { fonction: 'assistant_social', territoireId: LA_JORDANNE } as const
  const { agentId } = await creerAgent(essai.proprietaire, { ...compte, affectations: [{ ...affectation, du: '2020-09-01' }] })
  const exercee = { ...affectation, niveau: 'etablissement', libelle: 'Collège La Jordanne', permanences: [] } as const
  return { compte, agent: unAgentDe(agentId, nomAffiche, randomUUID(), [exercee]) }
}

/** Sans limite de débit : un essai va plus vite qu'un agent. */
const reglages = (donnees: string): Config =>
  lireConfig({ PORT: '0', EGIDE_DONNEES: donnees, EGIDE_MESURES: 'oui', EGIDE_IMPORT_MAX_MO: '5' })

const lieuDe = ({ app, tache, coffre, url }: Essai) => ({
  app,
  tache,
  coffre,
  urlProprietaire: url('postgres'),
  urlTache: url('egide_tache'),
})

async function verser({ tache, coffre, moteur }: Essai): Promise<void> {
  const { maintenant, identifiant } = moteur
  await verserFaits.executer({ db: tache, coffre, maintenant, identifiant, signal: new AbortController().signal }, {})
}

/** Le premier fichier peuple le modèle, les autres l'attendent : un verrou de la grappe les range. */
async function preparerModeleVivant(): Promise<void> {
  const client = new pg.Client({ connectionString: urlSuper() })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [VERROU])
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [MODELE_VIVANT])
    if (rowCount === 0) await peuplerModele()
  } finally {
    await client.end()
  }
}

async function peuplerModele(): Promise<void> {
  const enCours = `${MODELE_VIVANT}_en_cours`
  await auServeur(urlSuper(), `drop database if exists ${enCours} with (force)`)
  await auServeur(urlSuper(), `create database ${enCours} template ${MODELE} strategy file_copy`)
  const { fermer, ...essai } = await connecter(enCours)
  try {
    await preparerDemonstration(lieuDe(essai), { departement: '15', dire: () => undefined, echelle: ECHELLE })
  } finally {
    await fermer()
  }
  await auServeur(urlSuper(), `alter database ${enCours} rename to ${MODELE_VIVANT}`)
}
