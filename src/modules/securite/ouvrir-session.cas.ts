import { createHash } from 'node:crypto'
import { unAgentDe } from '#socle/agent.ts'
import { type Contexte, enTransaction, type Moteur } from '#socle/cas-usage.ts'
import { porterIdentite } from '#socle/db.ts'
import { ErreurMetier } from '#socle/erreur.ts'
import { ecrireJournal } from '#socle/journal.ts'
import { codeNormalise } from './code-secours.ts'
import { correspond } from './condense.ts'
import {
  type ATenter,
  consommerCode,
  consommerPas,
  oublierEchecs,
  rendreTentative,
  tenterIdentification,
} from './identification.requetes.ts'
import { tirerJeton } from './jeton.ts'
import type { ReglagesSecurite } from './reglages.ts'
import { desceller, PERSONNE, sceller } from './scelle.ts'
import { fermerSession, insertSession, renouvelerJeton, type SessionLue } from './session.requetes.ts'
import { pasDuCode } from './totp.ts'

/*
 * La connexion n'est pas un cas d'usage ordinaire : personne n'est encore identifié. Les mêmes temps y sont (compter, vérifier,
 * écrire, journaliser), la vérification d'argon2id se faisant hors de toute transaction.
 */

/** Temps laissé entre le mot de passe et le code. */
const ETAPE_MINUTES = 10
type Acteur = { readonly agentId: string; readonly nomAffiche: string }
export type Preuve =
  | { readonly etat: 'refusee' }
  | { readonly etat: 'code_attendu'; readonly etape: string }
  | ({ readonly etat: 'prouvee' } & Acteur)

const agentNu = ({ agentId, nomAffiche }: Acteur, sessionId = agentId) => unAgentDe(agentId, nomAffiche, sessionId, [])

/** Première preuve : identifiant et mot de passe. Inconnu, fermé, en attente ou faux répondent pareil et aussi lentement. */
export async function prouverMotDePasse(moteur: Moteur, r: ReglagesSecurite, identifiant: string, motDePasse: string): Promise<Preuve> {
  const tente = await tenterIdentification(moteur.db, { identifiant: identifiant.slice(0, 200) }, r.demonstration)
  if (!(await correspond(tente?.motDePasse, motDePasse)) || !tente) return refuser(moteur, tente, 'securite.ouvrir_session')
  if (tente.totpChiffre === null) return { etat: 'prouvee', ...acteurDe(tente) }
  await enTransaction(moteur, agentNu(tente), ({ tx }) => rendreTentative(tx, tente.agentId))
  const jusque = new Date(moteur.maintenant().getTime() + ETAPE_MINUTES * 60_000)
  return {
    etat: 'code_attendu',
    etape: sceller(moteur.coffre, 'etape', PERSONNE, { agentId: tente.agentId, marque: marqueDe(tente) }, jusque),
  }
}

/** Seconde preuve : code de l'application, ou code de secours. `null` si la première étape est périmée. */
export async function prouverCode(moteur: Moteur, r: ReglagesSecurite, etape: unknown, code: string): Promise<Preuve | null> {
  const lue = desceller(moteur.coffre, 'etape', PERSONNE, etape, moteur.maintenant()) as { agentId: string; marque: string } | null
  if (!lue) return null
  const tente = await tenterIdentification(moteur.db, { agentId: lue.agentId }, r.demonstration)
  // Mot de passe changé ou compte réinitialisé entre les deux étapes : la première ne vaut plus.
  if (tente && marqueDe(tente) !== lue.marque) return null
  if (!tente || !(await verifierCode(moteur, tente, code))) return refuser(moteur, tente, 'securite.ouvrir_session')
  return { etat: 'prouvee', ...acteurDe(tente) }
}

/** Une seule preuve pour rouvrir un écran : le mot de passe, ou le code à six chiffres. */
export async function prouverPourDeverrouiller(moteur: Moteur, r: ReglagesSecurite, agentId: string, saisi: string): Promise<boolean> {
  const tente = await tenterIdentification(moteur.db, { agentId }, r.demonstration)
  const parCode = tente?.totpChiffre != null && /^\s*\d{3}\s*\d{3}\s*$/.test(saisi)
  const juste = parCode && tente ? await verifierCode(moteur, tente, saisi) : await correspond(tente?.motDePasse, saisi)
  if (!juste) await refuser(moteur, tente, 'securite.deverrouiller')
  return juste
}

const acteurDe = ({ agentId, nomAffiche }: ATenter): Acteur => ({ agentId, nomAffiche })
/** Change avec le mot de passe et avec le secret TOTP. */
const marqueDe = (t: ATenter) =>
  createHash('sha256')
    .update(t.motDePasse)
    .update(t.totpChiffre ?? '')
    .digest('base64url')
    .slice(0, 16)

export const LIEU_TOTP = (agentId: string) => ({ colonne: 'securite.identification.totp_chiffre' as const, ligneId: agentId })
export const empreinteCode = (contexte: Pick<Contexte, 'coffre'>, agentId: string, code: string): Buffer =>
  contexte.coffre.empreinte(`securite.code_secours.${agentId}`, code)

function verifierCode(moteur: Moteur, tente: ATenter, saisi: string): Promise<boolean> {
  return enTransaction(moteur, agentNu(tente), async ({ tx, coffre, maintenant }) => {
    const secours = codeNormalise(saisi)
    if (secours && !/^[\d\s]{6,7}$/.test(saisi)) return consommerCode(tx, tente.agentId, empreinteCode({ coffre }, tente.agentId, secours))
    if (!tente.totpChiffre) return false
    const pas = pasDuCode(coffre.systeme.dechiffrer(LIEU_TOTP(tente.agentId), tente.totpChiffre), saisi, maintenant)
    return pas !== null && consommerPas(tx, tente.agentId, pas)
  })
}

async function refuser(moteur: Moteur, tente: ATenter | null, action: string): Promise<Preuve & { etat: 'refusee' }> {
  // Même chemin, connu ou non : la durée ne doit rien dire.
  await moteur.db.transaction().execute(async (tx) => {
    await porterIdentite(tx, tente?.agentId ?? '')
    await tx
      .insertInto('socle.journal')
      .values({ agent_id: tente?.agentId ?? null, action, resultat: 'refus', motif: 'securite.preuve' })
      .execute()
  })
  return { etat: 'refusee' }
}

/**
 * Ouvre une session toujours neuve : un jeton posé d'avance dans le navigateur n'en devient jamais une, et celle qu'il portait se ferme.
 *
 * @returns le jeton à remettre au navigateur, qui n'est gardé nulle part
 */
export async function ouvrirSession(
  moteur: Moteur,
  r: ReglagesSecurite,
  acteur: Acteur,
  appareil: string,
  ancienne: SessionLue | null,
): Promise<string> {
  const { jeton, empreinte } = tirerJeton()
  if (ancienne) await enTransaction(moteur, agentNu(ancienne, ancienne.sessionId), ({ tx }) => fermerSession(tx, ancienne.sessionId))
  const expireLe = new Date(moteur.maintenant().getTime() + r.sessionHeures * 3_600_000)
  await enTransaction(moteur, agentNu(acteur), async (contexte) => {
    await oublierEchecs(contexte.tx, acteur.agentId)
    const sessionId = await insertSession(contexte.tx, { agentId: acteur.agentId, empreinte, expireLe, appareil: appareil.slice(0, 80) })
    await ecrireJournal(contexte, 'securite.ouvrir_session', { cibleId: sessionId })
  })
  return jeton
}

/** Rend la session à son agent avec un jeton neuf ; l'ancien, peut-être vu pendant l'absence, ne vaut plus rien. */
export async function rouvrirSession(
  moteur: Moteur,
  session: SessionLue,
  action: 'securite.deverrouiller' | 'securite.completer',
): Promise<string> {
  const { jeton, empreinte } = tirerJeton()
  await enTransaction(moteur, agentNu(session, session.sessionId), async (contexte) => {
    await oublierEchecs(contexte.tx, session.agentId)
    if (!(await renouvelerJeton(contexte.tx, session.sessionId, empreinte)))
      throw new ErreurMetier('conflit', 'securite.session_fermee', 'Cette session vient d’être fermée. Reconnectez-vous.')
    await ecrireJournal(contexte, action, { cibleId: session.sessionId })
  })
  return jeton
}
