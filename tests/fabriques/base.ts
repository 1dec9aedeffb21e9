import { randomUUID } from 'node:crypto'
import { resolve } from 'node:path'
import { after } from 'node:test'
import pg from 'pg'
import { chargerReferentiels, synchroniserNomenclatures } from '#modules/referentiels/index.ts'
import type { Agent } from '#socle/agent.ts'
import { type Contexte, enTransaction, type Moteur } from '#socle/cas-usage.ts'
import { CLE_SYSTEME_ID, type Coffre, ouvrirCoffre } from '#socle/coffre.ts'
import { type Db, ouvrirBase } from '#socle/db.ts'
import { migrer } from '#socle/migrer.ts'

/** La vraie base, telle qu'un exploitant l'installe, clonée d'un modèle pour chaque fichier d'essai. */

export const MODELE = 'egide_modele'
export const CLE_MAITRESSE_ESSAIS = Buffer.alloc(32, 7)

export const urlSuper = (): string => {
  const url = process.env.EGIDE_ESSAIS_PG_SUPER
  if (!url) throw new Error('Lancez les essais par « npm test » : il démarre leur PostgreSQL.')
  return url
}

/** La même adresse, vers une autre base et sous un autre rôle. */
export function vers(url: string, base: string, role: string): string {
  const u = new URL(url)
  u.pathname = `/${base}`
  if (u.searchParams.has('user')) u.searchParams.set('user', role)
  else u.username = role
  return u.toString()
}

/** Crée une fois la base modèle : rôles, migrations, nomenclatures, référentiels réels sauf `charger` donné. */
export async function preparerModele(
  url: string,
  charger: (client: pg.ClientBase) => Promise<unknown> = chargerReferentiels,
): Promise<void> {
  await auServeur(url, `create database ${MODELE}`)
  await migrer({
    url: vers(url, MODELE, 'postgres'),
    dossier: resolve('db'),
    cleMaitresse: CLE_MAITRESSE_ESSAIS,
    ensuite: async (client) => {
      await synchroniserNomenclatures(client)
      await charger(client)
    },
  })
}

export async function auServeur(url: string, ordre: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(ordre)
  } finally {
    await client.end()
  }
}

/** Une base d'essai et les trois façons de s'y connecter. `moteur` porte l'horloge et les identifiants injectés. */
export type Essai = {
  readonly nom: string
  /** Superutilisateur : prépare et vérifie, ne remplace jamais l'application. */
  readonly proprietaire: Db
  readonly app: Db
  readonly tache: Db
  readonly coffre: Coffre
  readonly moteur: Moteur
  readonly url: (role: 'postgres' | 'egide_app' | 'egide_tache') => string
  /** Fixe l'heure que verront les cas d'usage. Les politiques de ligne, elles, vivent à l'heure du serveur. */
  readonly fixerHeure: (instant: Date) => void
}

/** Clone le modèle pour ce fichier d'essai ; tout est fermé et détruit à la fin. */
export async function ouvrirEssai(modele: string = MODELE): Promise<Essai> {
  const nom = `egide_essai_${randomUUID().slice(0, 8)}`
  await auServeur(urlSuper(), `create database ${nom} template ${modele} strategy file_copy`)
  const { fermer, ...essai } = await connecter(nom)
  after(async () => {
    await fermer()
    await auServeur(urlSuper(), `drop database ${nom} with (force)`)
  })
  return essai
}

/** Les trois connexions d'une base d'essai, et son coffre. `serveur` : celui des essais, ou un autre. */
export async function connecter(nom: string, serveur: string = urlSuper()): Promise<Essai & { readonly fermer: () => Promise<void> }> {
  const url = (role: string) => vers(serveur, nom, role)
  const [proprietaire, app, tache] = [
    ouvrirBase(url('postgres'), { max: 3 }),
    ouvrirBase(url('egide_app'), { max: 6 }),
    ouvrirBase(url('egide_tache'), { max: 3 }),
  ]
  const { enveloppe } = await proprietaire
    .selectFrom('coffre.cle')
    .select('enveloppe')
    .where('id', '=', CLE_SYSTEME_ID)
    .executeTakeFirstOrThrow()
  const coffre = ouvrirCoffre(CLE_MAITRESSE_ESSAIS, enveloppe ?? Buffer.of())
  let heure: Date | null = null
  const moteur: Moteur = { db: app, coffre, maintenant: () => heure ?? new Date(), identifiant: randomUUID }
  return {
    nom,
    proprietaire,
    app,
    tache,
    coffre,
    moteur,
    url,
    fixerHeure: (instant) => {
      heure = instant
    },
    fermer: async () => {
      await Promise.all([proprietaire.destroy(), app.destroy(), tache.destroy()])
    },
  }
}

class Defaire extends Error {}

/** L'essai voit la base comme l'agent la voit, puis tout est défait. */
export async function enTantQue<T>(essai: Essai, agent: Agent, corps: (contexte: Contexte) => Promise<T>): Promise<T> {
  let resultat: { valeur: T } | undefined
  await enTransaction(essai.moteur, agent, async (contexte) => {
    resultat = { valeur: await corps(contexte) }
    throw new Defaire()
  }).catch((erreur: unknown) => {
    if (!(erreur instanceof Defaire)) throw erreur
  })
  if (!resultat) throw new Error('corps non exécuté')
  return resultat.valeur
}
