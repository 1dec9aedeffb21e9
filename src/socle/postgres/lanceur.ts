import path from 'node:path'
import { setTimeout as attendre } from 'node:timers/promises'
import type pg from 'pg'
import { ErreurMetier } from '../erreur.ts'
import { trouverBinaires } from './binaires.ts'
import { joindre, verrouiller } from './garde.ts'
import { choisirIdentite, type Mode, rendreAtteignables } from './identite.ts'
import { GRAPPE, initialiser, preparerDossier } from './initialiser.ts'
import { lireTemoin, temoinVivant } from './pid.ts'
import { dossierDePrise, urlDePrise } from './prise.ts'
import { lancerServeur, type Serveur, serveurRepris } from './serveur.ts'

/** Un PostgreSQL embarqué, démarré ou repris, dont ce processus est le seul maître. */
export type Grappe = {
  /** Adresse `pg` de `base` (par la prise locale) sous `role`, `postgres` par défaut. */
  url(base: string, role?: string): string
  readonly dossier: string
  /** Vrai si le serveur tournait déjà, laissé par un processus tué. */
  readonly reprise: boolean
  /** Arrête le serveur proprement (« fast ») et attend sa fin ; sans effet la seconde fois. */
  arreter(): Promise<void>
}

export type OptionsPostgres = {
  readonly dossier: string
  /** Réglages du serveur, comme dans `postgresql.conf`. Sans effet sur un serveur repris. */
  readonly reglages?: Readonly<Record<string, string>>
  /** Dossier `bin` d'un autre PostgreSQL que celui d'Égide. */
  readonly binaires?: string
  /** Identité imposée ; pour les essais. */
  readonly mode?: Mode
  /** Appelée avec une phrase si le serveur meurt sans qu'on l'ait arrêté ; par défaut, elle est écrite sur la sortie d'erreur. */
  readonly surMort?: (phrase: string) => void
}

const DELAI_DEMARRAGE_MS = 60_000

/**
 * Démarre PostgreSQL sur `dossier`, ou reprend celui qu'un processus tué y a laissé.
 *
 * @throws ErreurMetier `postgres.deja_ouvert` si un autre Égide tient ce dossier ; `postgres.demarrage`, `postgres.root`,
 * `postgres.binaires`, `postgres.dossier`, `postgres.creation`, `postgres.prise` si rien n'est possible
 */
export async function demarrerPostgres(options: OptionsPostgres): Promise<Grappe> {
  const identite = choisirIdentite(options.mode)
  const dossier = preparerDossier(options.dossier, identite)
  const binaires = rendreAtteignables(trouverBinaires(options.binaires), dossier, identite)
  const lieu = { grappe: path.join(dossier, GRAPPE), prise: dossierDePrise(dossier, identite), dossier }
  await initialiser(lieu.grappe, binaires, identite, options.reglages?.fsync !== 'off')
  const lancer = () => lancerServeur({ ...lieu, binaires, identite, reglages: options.reglages ?? {} })
  const { client, prise, serveur } = await joindreOuLancer(lieu, lancer)
  if (!(await verrouiller(client))) {
    await client.end()
    throw dejaOuvert(dossier)
  }
  const reprise = serveur === undefined
  const arreter = (serveur ?? serveurRepris(lieu.grappe)).garder(client, prise, options.surMort ?? ((phrase) => console.error(phrase)))
  return { dossier, reprise, arreter, url: (base, role = 'postgres') => urlDePrise(prise, base, role) }
}

type Lieu = { readonly dossier: string; readonly grappe: string; readonly prise: string }
type Joint = { client: pg.Client; prise: string; serveur: Serveur | undefined }

/**
 * Frappe à la prise jusqu'à ce qu'un serveur réponde, et en lance un s'il n'y en a pas. Le même tour sert au premier
 * démarrage, à la reprise, au serveur qui finit de s'arrêter et à deux Égide partis ensemble (un seul serveur gagne).
 */
async function joindreOuLancer(lieu: Lieu, lancer: () => Serveur): Promise<Joint> {
  const limite = Date.now() + DELAI_DEMARRAGE_MS
  let serveur: Serveur | undefined
  while (Date.now() < limite) {
    const prise = lireTemoin(lieu.grappe)?.prise ?? lieu.prise
    const contact = await joindre(prise, lieu.grappe)
    if (typeof contact !== 'string') return { client: contact, prise, serveur: serveur?.estMort() ? undefined : serveur }
    if (serveur?.estMort()) {
      serveur.exigerSuite()
      serveur = undefined
    }
    if (contact === 'absent' && serveur === undefined && !temoinVivant(lieu.grappe)) serveur = lancer()
    await attendre(10)
  }
  throw muet(lieu)
}

const dejaOuvert = (dossier: string) =>
  new ErreurMetier(
    'conflit',
    'postgres.deja_ouvert',
    `Une autre Égide est déjà ouverte sur les données de ${dossier}. Fermez-la, ou donnez à celle-ci un autre dossier (EGIDE_DONNEES).`,
  )

function muet({ grappe, dossier }: Lieu): ErreurMetier {
  const pid = lireTemoin(grappe)?.pid
  const qui = pid === undefined ? '' : ` Le processus ${pid} tient ses données : arrêtez-le, puis relancez Égide.`
  return new ErreurMetier('conflit', 'postgres.demarrage', `PostgreSQL ne répond pas dans ${dossier}.${qui}`)
}
