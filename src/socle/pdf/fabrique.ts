import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join, resolve, sep } from 'node:path'
import { ErreurMetier } from '../erreur.ts'
import { lancerFil, retenir, surveiller } from './conduite.ts'
import type { Demande, Reponse } from './fil.ts'
import { type CauseRefus, type Gabarit, GabaritRefuse } from './gabarit.ts'

/** Compose des documents PDF/UA-1 à partir de gabarits Typst. */
export type FabriquePdf = {
  /**
   * Compose `gabarit` (d’Égide : un `.typ` sous la racine ; ou libre) avec `donnees`, lues en JSON par le gabarit, jamais comme du
   * code. Lève `ErreurMetier('invalide', 'pdf.trop_long')` si la saisie est trop longue, `GabaritRefuse` si un gabarit libre ne se
   * compose pas ; sinon une `Error` sans aucun contenu.
   */
  composer(gabarit: Gabarit, donnees: unknown): Promise<Uint8Array>
  /** Faux si la fabrique est fermée ou si son fil est mort de lui-même (moteur ou polices absents) ; ne lance rien. */
  vivante(): boolean
  /** Arrête le fil ; ce qui attendait échoue. */
  fermer(): Promise<void>
}

export type OptionsFabriquePdf = {
  /** Dossier hors duquel aucun gabarit n’est lu ; par défaut la racine du projet. */
  readonly racine?: string
  readonly polices?: string
  /** Au-delà de ce délai, en millisecondes, le fil est tué et relancé. */
  readonly delaiMs?: number
  /** Le même délai, pour un gabarit libre. */
  readonly delaiLibreMs?: number
  /** Mémoire, en octets, au-delà de laquelle le fil est tué et relancé. */
  readonly memoireMax?: number
  /** Mandataire par où le moteur demanderait un paquet ; par défaut une porte close. */
  readonly mandataire?: string
  readonly octetsMax?: number
  /** Longueur maximale des données en JSON, en caractères. */
  readonly saisieMax?: number
  /** Nombre de documents qui peuvent attendre. */
  readonly attenteMax?: number
  /** Lance le fil tout de suite, pour que la première lettre n’attende pas. */
  readonly immediat?: boolean
  /** Joint la cause aux erreurs ; elle cite le texte composé : pour mettre au point un gabarit, jamais en service. */
  readonly diagnostic?: boolean
}

type Travail = Omit<Demande, 'id'> & { readonly tenir: (octets: Uint8Array) => void; readonly rompre: (erreur: Error) => void }

const RACINE = resolve(import.meta.dirname, '../../../..')
const DEFAUTS = {
  delaiMs: 15_000,
  delaiLibreMs: 6_000,
  memoireMax: 1_500_000_000,
  mandataire: 'http://127.0.0.1:0',
  octetsMax: 20_000_000,
  saisieMax: 2_000_000,
  attenteMax: 100,
  immediat: false,
  diagnostic: false,
}
export type Reglage = typeof DEFAUTS & { readonly racine: string; readonly polices: string }

/** Ouvre la fabrique : un processus à part, un document à la fois, dans l’ordre des demandes. */
export function ouvrirFabriquePdf(options: OptionsFabriquePdf = {}): FabriquePdf {
  const racine = resolve(options.racine ?? RACINE)
  const reglage = { ...DEFAUTS, ...options, racine, polices: options.polices ?? join(racine, 'donnees/polices') }
  const file: Travail[] = []
  let fil: ChildProcess | undefined
  let occupe = false
  let fermee = false

  async function avancer(): Promise<void> {
    const travail = occupe ? undefined : file.shift()
    if (travail === undefined) return
    occupe = true
    try {
      if (fil === undefined || !estVivant(fil)) fil = lancerFil(reglage)
      travail.tenir(await faire(fil, travail, reglage))
    } catch (erreur) {
      travail.rompre(erreur instanceof Error ? erreur : new Error('Composition du PDF impossible.'))
    }
    if (fil?.killed) fil = undefined
    occupe = false
    void avancer()
  }

  if (reglage.immediat) fil = lancerFil(reglage)
  return {
    async composer(gabarit, donnees) {
      const json = JSON.stringify(donnees) ?? 'null'
      verifier(gabarit, json, reglage)
      if (fermee || file.length >= reglage.attenteMax) throw new Error('La fabrique de PDF est fermée ou débordée.')
      return new Promise((tenir, rompre) => {
        file.push({ gabarit, donnees: json, tenir, rompre })
        void avancer()
      })
    },
    vivante: () => !fermee && (fil === undefined || estVivant(fil)),
    async fermer() {
      fermee = true
      for (const travail of file.splice(0)) travail.rompre(new Error('La fabrique de PDF est fermée.'))
      if (fil !== undefined) await arreter(fil)
    },
  }
}

function verifier(gabarit: Gabarit, json: string, reglage: { readonly racine: string; readonly saisieMax: number }): void {
  const chemin = typeof gabarit === 'string' ? gabarit : gabarit.bibliotheque
  const estGabarit = chemin === resolve(chemin) && chemin.startsWith(reglage.racine + sep) && chemin.endsWith('.typ')
  if (!estGabarit) throw new Error('Gabarit hors du dossier des gabarits.')
  if (json.length > reglage.saisieMax) {
    throw new ErreurMetier(
      'invalide',
      'pdf.trop_long',
      'Ce document est trop long pour être mis en page. Raccourcissez-le ou joignez une pièce.',
    )
  }
}

const estVivant = (fil: ChildProcess): boolean => fil.connected && !fil.killed && fil.exitCode === null && fil.signalCode === null

let dernierId = 0

async function faire(fil: ChildProcess, { gabarit, donnees }: Travail, reglage: Reglage): Promise<Uint8Array> {
  const id = ++dernierId
  const libre = typeof gabarit !== 'string'
  const fin = new AbortController()
  retenir(fil, true)
  const garde = surveiller(fil, { delaiMs: libre ? reglage.delaiLibreMs : reglage.delaiMs, memoireMax: reglage.memoireMax })
  try {
    fil.send({ id, gabarit, donnees } satisfies Demande)
    const reponse = await Promise.race([
      once(fil, 'message', { signal: fin.signal }).then(([r]) => r as Reponse),
      once(fil, 'exit', { signal: fin.signal }).then(() => undefined),
    ])
    if (libre) refuserLibre(reponse, garde.motif())
    return octetsDe(reponse, id)
  } finally {
    garde.lever()
    fin.abort()
    retenir(fil, false)
  }
}

/** Ce qu’un gabarit libre a fait de mal se dit à qui l’a écrit ; un fil mort d’autre chose reste une panne. */
function refuserLibre(reponse: Reponse | undefined, mort: CauseRefus | undefined): void {
  if (mort !== undefined) throw new GabaritRefuse(mort)
  if (reponse !== undefined && 'echec' in reponse) throw new GabaritRefuse(reponse.echec, 'fautes' in reponse ? reponse.fautes : [])
}

function octetsDe(reponse: Reponse | undefined, id: number): Uint8Array {
  if (reponse === undefined) throw new Error('Composition du PDF interrompue : délai dépassé ou fil arrêté.')
  if ('octets' in reponse && reponse.id === id) return reponse.octets
  if ('echec' in reponse && reponse.echec === 'taille') throw new Error('PDF plus gros que la taille permise.')
  throw new Error(
    'Composition du PDF refusée par le moteur.',
    'echec' in reponse ? { cause: 'diagnostic' in reponse ? reponse.diagnostic : undefined } : {},
  )
}

async function arreter(fil: ChildProcess): Promise<void> {
  if (fil.exitCode !== null || fil.signalCode !== null) return
  fil.ref()
  const sortie = once(fil, 'exit')
  fil.kill('SIGKILL')
  await sortie
}
