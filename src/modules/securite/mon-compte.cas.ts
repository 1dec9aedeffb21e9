import { z } from 'zod'
import { casUsage, sansCible, sansSujet } from '#socle/cas-usage.ts'
import { ErreurMetier } from '#socle/erreur.ts'
import { id } from '#socle/saisie.ts'
import { tirerCodes } from './code-secours.ts'
import { peutChangerSesSecrets, peutGererSonCompte } from './comptes.politique.ts'
import { listReinitialisations } from './comptes.requetes.ts'
import { oublierEchecs, poserMotDePasse, poserTotp, remplacerCodes } from './identification.requetes.ts'
import { findMonCompte, listMonJournal } from './mon-compte.requetes.ts'
import { empreinteCode, LIEU_TOTP } from './ouvrir-session.cas.ts'
import { fermerAutresSessions, fermerSession, listSessions } from './session.requetes.ts'

const rien = z.object({})

/** Mon compte : identifiant, secrets posés, remises à zéro. */
export const lireMonCompte = casUsage({
  nom: 'securite.lire_mon_compte',
  saisie: rien,
  charger: sansCible,
  autoriser: peutGererSonCompte,
  executer: async ({ tx, agent }) => ({
    ...(await findMonCompte(tx, agent.id)),
    reinitialisations: await listReinitialisations(tx, agent.id),
    affectations: agent.affectations,
  }),
  sujet: sansSujet,
})

export const lireMesSessions = casUsage({
  nom: 'securite.lire_mes_sessions',
  saisie: rien,
  charger: sansCible,
  autoriser: peutGererSonCompte,
  executer: async ({ tx, agent }) => ({ sessions: await listSessions(tx, agent.id), courante: agent.sessionId }),
  sujet: sansSujet,
})

export const fermerUneSession = casUsage({
  nom: 'securite.fermer_session',
  saisie: z.object({ sessionId: id() }),
  charger: sansCible,
  autoriser: peutGererSonCompte,
  async executer({ tx }, { sessionId }) {
    // La politique de ligne ne montre que les siennes : celle d'un autre n'existe pas.
    if (!(await fermerSession(tx, sessionId)))
      throw new ErreurMetier('introuvable', 'securite.session_introuvable', 'Cette session est déjà fermée.', { sessionId })
  },
  sujet: ({ sessionId }) => ({ cibleId: sessionId }),
})

export const fermerMesAutresSessions = casUsage({
  nom: 'securite.fermer_autres_sessions',
  saisie: rien,
  charger: sansCible,
  autoriser: peutGererSonCompte,
  executer: ({ tx, agent }) => fermerAutresSessions(tx, agent.id, agent.sessionId),
  sujet: sansSujet,
})

/** Le condensé arrive calculé : argon2id ne tourne jamais dans une transaction. Les autres sessions se ferment. */
export const changerMotDePasse = casUsage({
  nom: 'securite.changer_mot_de_passe',
  saisie: z.object({ condense: z.string().startsWith('$argon2id$') }),
  charger: ({ tx, agent }) => findMonCompte(tx, agent.id),
  autoriser: peutChangerSesSecrets,
  async executer({ tx, agent }, { condense }) {
    await poserMotDePasse(tx, agent.id, condense)
    await fermerAutresSessions(tx, agent.id, agent.sessionId)
  },
  sujet: sansSujet,
})

/** Pose le secret TOTP vérifié et remet dix codes de secours, en clair cette seule fois. */
export const poserDoubleVerification = casUsage({
  nom: 'securite.poser_double_verification',
  saisie: z.object({ secret: z.string().min(16), pas: z.number().int() }),
  charger: ({ tx, agent }) => findMonCompte(tx, agent.id),
  autoriser: peutChangerSesSecrets,
  async executer({ tx, agent, coffre }, { secret, pas }) {
    await poserTotp(tx, agent.id, coffre.systeme.chiffrer(LIEU_TOTP(agent.id), secret), pas)
    const codes = tirerCodes()
    await remplacerCodes(
      tx,
      agent.id,
      codes.map((c) => empreinteCode({ coffre }, agent.id, c)),
    )
    return codes
  },
  sujet: sansSujet,
})

/** Dix codes neufs ; les anciens ne valent plus rien. */
export const renouvelerCodes = casUsage({
  nom: 'securite.renouveler_codes',
  saisie: rien,
  charger: ({ tx, agent }) => findMonCompte(tx, agent.id),
  autoriser: peutChangerSesSecrets,
  async executer({ tx, agent, coffre }) {
    await oublierEchecs(tx, agent.id)
    const codes = tirerCodes()
    await remplacerCodes(
      tx,
      agent.id,
      codes.map((c) => empreinteCode({ coffre }, agent.id, c)),
    )
    return codes
  },
  sujet: sansSujet,
})

export const lireMonJournal = casUsage({
  nom: 'securite.lire_mon_journal',
  saisie: rien,
  charger: sansCible,
  autoriser: peutGererSonCompte,
  executer: ({ tx }) => listMonJournal(tx),
  sujet: sansSujet,
})
