import { randomUUID } from 'node:crypto'
import { resolve } from 'node:path'
import {
  commencerInformation,
  creerTransmettre,
  type Imprimerie,
  informerTitulaires,
  lireInformation,
  ouvrirModele,
} from '#modules/protection/index.ts'
import type { Circuit } from '#modules/referentiels/index.ts'
import type { Agent } from '#socle/agent.ts'
import { lancer } from '#socle/cas-usage.ts'
import type { FabriquePdf } from '#socle/pdf/index.ts'
import { CANTAL } from './agents.ts'
import { type Essai, enTantQue } from './base.ts'
import { unDossier } from './dossiers.ts'

export const imprimerie = (pdf: FabriquePdf): Imprimerie => ({ pdf, modele: ouvrirModele('information', resolve()) })

/** Un titulaire écrit au dossier sous sa clé, comme l'ouverture l'écrit. Rend son identifiant. */
export async function unTitulaire(
  essai: Essai,
  agent: Agent,
  dossierId: string,
  nom: string,
  prenom: string,
  lien: string | null = null,
): Promise<string> {
  const id = randomUUID()
  const contenu = { nom, prenom, lien, decision: null, decisionLe: null, precision: null, adresseSecrete: false }
  const chiffre = await enTantQue(essai, agent, async ({ tx, coffre }) =>
    (await coffre.ouvrirCle(tx, dossierId)).chiffrer(
      { colonne: 'dossiers.titulaire_autorite.contenu_chiffre', ligneId: id },
      JSON.stringify(contenu),
    ),
  )
  await essai.proprietaire
    .insertInto('dossiers.titulaire_autorite')
    .values({ id, dossier_id: dossierId, contenu_chiffre: chiffre, saisi_par: agent.id })
    .execute()
  return id
}

/** Un dossier et sa mère et son père, tous deux titulaires. */
export async function unDossierAvecParents(essai: Essai, assistante: Agent) {
  const { dossierId, eleve } = await unDossier(essai, assistante)
  const titulaires = [
    await unTitulaire(essai, assistante, dossierId, 'Lefèvre', 'Aïcha', '10'),
    await unTitulaire(essai, assistante, dossierId, 'Œillet', 'Jérôme', '20'),
  ]
  return { dossierId, eleve, titulaires }
}

export const unBrouillon = async (essai: Essai, agent: Agent, dossierId: string): Promise<string> =>
  (await lancer(essai.moteur, agent, commencerInformation, { cleIdempotence: randomUUID(), dossierId })).informationId

export const versionDe = async (essai: Essai, agent: Agent, id: string): Promise<number> =>
  (await lancer(essai.moteur, agent, lireInformation, { id })).ip.version

export const INFORME = { statut: 'faite', le: '2025-11-12', mode: 'ENTRETIEN', par: 'Camille Essai', reaction: 'Soulagée.' }
export const NON_INFORME = { statut: 'non_faite', motif: 'REPRESAILLES', explication: 'Menaces rapportées par l’élève.' }

/** Consigne le même statut pour chaque titulaire. */
export async function informer(
  essai: Essai,
  agent: Agent,
  id: string,
  titulaires: readonly string[],
  statut: Record<string, string> = INFORME,
): Promise<void> {
  const champs = Object.fromEntries(titulaires.flatMap((t) => Object.entries(statut).map(([c, v]) => [`titulaires.${t}.${c}`, v])))
  await lancer(essai.moteur, agent, informerTitulaires, { id, jetonVersion: String(await versionDe(essai, agent, id)), ...champs })
}

export const ENVOI = {
  destinataire: 'autre',
  intitule: 'CRIP fictive',
  adresse: '1 rue Fictive',
  canal: 'COURRIER_AR',
  transmiseLe: '2025-11-15T16:45',
}

/** Transmet, comme le formulaire le ferait. */
export async function transmettreIp(
  essai: Essai,
  agent: Agent,
  pdf: FabriquePdf,
  id: string,
  envoi: Record<string, unknown> = ENVOI,
): Promise<void> {
  await lancer(essai.moteur, agent, creerTransmettre(imprimerie(pdf)), {
    cleIdempotence: randomUUID(),
    id,
    jetonVersion: String(await versionDe(essai, agent, id)),
    ...envoi,
  })
}

/** Une information transmise le 15 novembre 2025 à 16 h 45, deux parents informés. */
export async function uneIpTransmise(essai: Essai, agent: Agent, pdf: FabriquePdf, envoi?: Record<string, unknown>) {
  const { dossierId, titulaires } = await unDossierAvecParents(essai, agent)
  const id = await unBrouillon(essai, agent, dossierId)
  await informer(essai, agent, id, titulaires)
  await transmettreIp(essai, agent, pdf, id, envoi)
  return { id, dossierId, titulaires }
}

const CIRCUIT: Circuit = {
  voie: 'hierarchique',
  etapes: [{ qui: 'Assistante', quoi: 'transmet' }],
  contacts: [{ qui: 'Permanence fictive', telephone: '01 99 00 00 01', courriel: null, quand: 'la nuit' }],
  delais: [{ quoi: 'Accusé', nombre: 8, unite: 'jours', origine: 'transmission' }],
}

/** Le protocole publié d'un département : CRIP par courrier suivi ou messagerie, DSDEN en copie, parquet. Il ferme celui d'avant. */
export async function unProtocole(
  essai: Essai,
  departementId: string = CANTAL,
  delaiLocalJours: number | null = 45,
  { version, du } = { version: 3, du: '2020-09-01' },
): Promise<string> {
  await essai.proprietaire
    .updateTable('referentiels.protocole')
    .set({ en_vigueur_au: du })
    .where('departement_id', '=', departementId)
    .where('publie_le', 'is not', null)
    .where('en_vigueur_au', 'is', null)
    .execute()
  const id = randomUUID()
  await essai.proprietaire
    .insertInto('referentiels.protocole')
    .values({
      id,
      departement_id: departementId,
      version,
      en_vigueur_du: du,
      publie_le: new Date(du),
      definition_ip: 'Définition fictive du protocole.',
      circuit: JSON.stringify(CIRCUIT),
      alias_mesures: JSON.stringify({ AEMO: 'Accompagnement fictif' }),
      delai_local_jours: delaiLocalJours,
      gabarit: 'information-preoccupante',
    })
    .execute()
  const destinataire = (ordre: number, nature: string, intitule: string, canaux: string[], recoit: string[], principal = false) => ({
    protocole_id: id,
    ordre,
    nature,
    intitule,
    adresse: `${ordre} rue Fictive`,
    courriel: `${nature}@exemple.invalid`,
    telephone: `04 71 00 00 0${ordre}`,
    canaux,
    recoit,
    principal,
  })
  await essai.proprietaire
    .insertInto('referentiels.protocole_destinataire')
    .values([
      destinataire(1, 'crip', 'CRIP fictive du Cantal', ['MESSAGERIE', 'COURRIER_AR'], ['information', 'relance'], true),
      destinataire(2, 'dsden', 'DSDEN fictive, conseillère technique', ['MESSAGERIE'], ['copie_information', 'copie_signalement']),
      destinataire(3, 'parquet', 'Parquet fictif d’Aurillac', ['TELEPHONE'], ['signalement']),
    ])
    .execute()
  return id
}
