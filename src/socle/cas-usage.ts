import { z } from 'zod'
import type { Agent } from './agent.ts'
import type { Contexte, Moteur } from './contexte.ts'
import { porterIdentite } from './db.ts'
import { type Decision, exiger } from './decision.ts'
import { ErreurMetier } from './erreur.ts'
import { rejouerOuExecuter } from './idempotence.ts'
import { ecrireJournal, type Sujet } from './journal.ts'

export type { Contexte, Moteur }

/**
 * Une action ou une lecture, en cinq temps toujours dans cet ordre et dans une seule transaction :
 * valider, charger, autoriser, exécuter, journaliser. `autoriser` est obligatoire : sans politique, rien ne compile.
 */
export type CasUsage<Saisie extends z.ZodType, Cible, Resultat> = {
  /** « module.verbe_objet » : le nom que porte le journal. */
  readonly nom: `${string}.${string}`
  readonly saisie: Saisie
  readonly charger: (contexte: Contexte, saisie: z.output<Saisie>) => Promise<Cible>
  readonly autoriser: (agent: Agent, cible: Cible) => Decision
  readonly executer: (contexte: Contexte, saisie: z.output<Saisie>, cible: Cible) => Promise<Resultat>
  /** Ce que le journal retient ; `resultat` manque quand l'action est refusée. */
  readonly sujet: (saisie: z.output<Saisie>, resultat?: Resultat) => Sujet
  /** Formulaire de création : exige une clé d'idempotence ; le résultat ne contient que des identifiants. */
  readonly creation?: true
}

export function casUsage<Saisie extends z.ZodType, Cible, Resultat>(
  definition: CasUsage<Saisie, Cible, Resultat>,
): CasUsage<Saisie, Cible, Resultat> {
  return definition
}

/** Rien à charger, rien à viser : pour les cas d'usage dont la politique ne regarde que l'agent. */
export const sansCible = async (): Promise<null> => null
export const sansSujet = (): Sujet => ({})

// Construire un format coûte quarante fois son emploi.
const FORMAT_JOUR = new Intl.DateTimeFormat('fr-CA', { timeZone: 'Europe/Paris' })
export const jourDeParis = (instant: Date): string => FORMAT_JOUR.format(instant)

const FORMAT_MINUTE = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris', dateStyle: 'short', timeStyle: 'short' })
/** « AAAA-MM-JJTHH:MM » à l'heure de Paris : ce que prend un champ de formulaire et ce qu'imprime un document. */
export const minuteDeParis = (instant: Date): string => FORMAT_MINUTE.format(instant).replace(' ', 'T')

/** Ouvre une transaction au nom de l'agent. Les routes n'en ouvrent jamais autrement. */
export function enTransaction<T>(moteur: Moteur, agent: Agent, corps: (contexte: Contexte) => Promise<T>): Promise<T> {
  const maintenant = moteur.maintenant()
  return moteur.db.transaction().execute(async (tx) => {
    await porterIdentite(tx, agent.id)
    const { coffre, identifiant } = moteur
    return corps({ tx, agent, maintenant, aujourdHui: jourDeParis(maintenant), coffre, identifiant })
  })
}

const cleIdempotence = z.object({ cleIdempotence: z.uuid() })

/**
 * Lance un cas d'usage. Un refus ou un introuvable est journalisé dans sa propre transaction, celle du cas étant défaite.
 *
 * @throws z.ZodError saisie à corriger, champ par champ
 * @throws ErreurMetier refus prévu par le métier
 */
export async function lancer<Saisie extends z.ZodType, Cible, Resultat>(
  moteur: Moteur,
  agent: Agent,
  cas: CasUsage<Saisie, Cible, Resultat>,
  saisieBrute: unknown,
): Promise<Resultat> {
  const saisie = cas.saisie.parse(saisieBrute)
  try {
    return await enTransaction(moteur, agent, async (contexte) => {
      const executer = async () => {
        const cible = await cas.charger(contexte, saisie)
        exiger(cas.autoriser(agent, cible))
        const resultat = await cas.executer(contexte, saisie, cible)
        await ecrireJournal(contexte, cas.nom, cas.sujet(saisie, resultat))
        return resultat
      }
      if (!cas.creation) return executer()
      return rejouerOuExecuter(contexte, cas.nom, lireCleIdempotence(saisieBrute), executer)
    })
  } catch (erreur) {
    if (erreur instanceof ErreurMetier && (erreur.genre === 'interdit' || erreur.genre === 'introuvable'))
      await enTransaction(moteur, agent, (contexte) => ecrireJournal(contexte, cas.nom, cas.sujet(saisie), erreur.code))
    throw erreur
  }
}

function lireCleIdempotence(saisieBrute: unknown): string {
  const lue = cleIdempotence.safeParse(saisieBrute)
  if (lue.success) return lue.data.cleIdempotence
  throw new ErreurMetier('invalide', 'socle.cle_idempotence', 'Ce formulaire est périmé : rouvrez la page, puis envoyez-le de nouveau.')
}
