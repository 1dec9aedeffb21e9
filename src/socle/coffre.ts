import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
  randomUUID,
} from 'node:crypto'
import type { Tx } from './db.ts'
import { ErreurMetier } from './erreur.ts'

/** Où vit un texte chiffré : « schema.table.colonne » et l'identifiant de sa ligne. Authentifié avec lui. */
export type Lieu = { readonly colonne: `${string}.${string}.${string}`; readonly ligneId: string }

/** Une clé ouverte. Un texte chiffré pour un lieu ne se déchiffre ni ailleurs, ni sous une autre clé. */
export type Cle = {
  readonly id: string
  chiffrer(lieu: Lieu, clair: string): Buffer
  /** @throws Error si le texte a été altéré, déplacé, ou chiffré sous une autre clé. */
  dechiffrer(lieu: Lieu, chiffre: Buffer): string
}

/**
 * Ce qu'un autre fil de ce processus reçoit pour chiffrer et empreindre à notre place : des clés de Node, dont le message qui les porte
 * ne copie pas les octets. Il ne va ni en base, ni sur un disque, ni à un autre processus.
 */
export type Trousseau = { readonly id: string; readonly cle: KeyObject; readonly index: KeyObject }

export type NatureCle = 'etablissement' | 'dossier' | 'agent' | 'avis'

/** Index aveugle : même texte, même empreinte, pour un domaine donné ; rien ne se retrouve sans la clé. 16 octets. */
export type Empreinte = (domaine: string, texte: string) => Buffer

export type Coffre = {
  readonly empreinte: Empreinte
  /** Clé du système : secrets techniques (TOTP, formulaire en attente de déverrouillage). */
  readonly systeme: Cle
  /** Crée et garde la clé `id`. La politique de ligne décide si l'agent en a le droit. */
  creerCle(tx: Tx, nature: NatureCle, id: string): Promise<Cle>
  /** @throws ErreurMetier introuvable si la clé n'existe pas, est détruite ou hors de portée. */
  ouvrirCle(tx: Tx, id: string): Promise<Cle>
  ouvrirCles(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, Cle>>
  /** La clé `id`, créée si elle n'existe pas encore. */
  cleDe(tx: Tx, nature: NatureCle, id: string): Promise<Cle>
  /** Cette clé et celle des empreintes, pour le fil qui les ouvrira par `ouvrirTrousseau`. */
  trousseau(cle: Cle): Trousseau
}

export const CLE_SYSTEME_ID = '00000000-0000-4000-8000-000000000001'
const VERSION = 1
const [IV, SCEAU] = [12, 16]

/** Le hasard des vecteurs se tire par milliers, chacun ne servant qu'une fois : l'appel coûte plus que les octets. */
let reserve = Buffer.of()

function tirerIv(): Buffer {
  if (reserve.length < IV) reserve = randomBytes(IV * 1024)
  const iv = reserve.subarray(0, IV)
  reserve = reserve.subarray(IV)
  return iv
}

function sceller(cle: KeyObject, contexte: string, clair: Buffer): Buffer {
  const iv = tirerIv()
  const c = createCipheriv('aes-256-gcm', cle, iv).setAAD(Buffer.from(contexte))
  return Buffer.concat([Buffer.of(VERSION), iv, c.update(clair), c.final(), c.getAuthTag()])
}

function desceller(cle: KeyObject, contexte: string, scelle: Buffer): Buffer {
  if (scelle[0] !== VERSION || scelle.length < 1 + IV + SCEAU) throw new Error('coffre : format inconnu')
  const d = createDecipheriv('aes-256-gcm', cle, scelle.subarray(1, 1 + IV)).setAAD(Buffer.from(contexte))
  d.setAuthTag(scelle.subarray(-SCEAU))
  return Buffer.concat([d.update(scelle.subarray(1 + IV, -SCEAU)), d.final()])
}

/** Une clé se prépare une fois : Node la recopierait à chaque usage d'un Buffer, ce qui coûte le triple du chiffrement. */
function cleOuverte(id: string, secret: KeyObject): Cle {
  const contexte = (l: Lieu) => `${id}|${l.colonne}|${l.ligneId}`
  const cle: Cle = {
    id,
    chiffrer: (lieu, clair) => sceller(secret, contexte(lieu), Buffer.from(clair)),
    dechiffrer: (lieu, chiffre) => desceller(secret, contexte(lieu), chiffre).toString(),
  }
  SECRETS.set(cle, secret)
  return cle
}

/** Le secret de chaque clé ouverte : seul le coffre le sort, dans un trousseau. */
const SECRETS = new WeakMap<Cle, KeyObject>()

/** En texte puis en octets : Node rendrait chaque empreinte dans une mémoire à elle, plus longue à prendre et à rendre qu'à remplir. */
const empreinteSous =
  (index: KeyObject): Empreinte =>
  (domaine, texte) =>
    Buffer.from(createHmac('sha256', index).update(`${domaine}\0${texte}`).digest('hex').slice(0, 32), 'hex')

/** Ouvre, dans un autre fil, ce que `Coffre.trousseau` lui a confié. */
export const ouvrirTrousseau = ({ id, cle, index }: Trousseau): { readonly cle: Cle; readonly empreinte: Empreinte } => ({
  cle: cleOuverte(id, cle),
  empreinte: empreinteSous(index),
})

const enveloppeDe = (maitresse: KeyObject, id: string, secret: Buffer) => sceller(maitresse, `coffre.cle|${id}`, secret)

/** Enveloppe d'une clé neuve du système, à ranger en base à l'installation. */
export const enveloppeSysteme = (cleMaitresse: Buffer): Buffer =>
  enveloppeDe(createSecretKey(cleMaitresse), CLE_SYSTEME_ID, randomBytes(32))

/**
 * Ouvre le coffre : AES-256-GCM, une clé par dossier, enveloppée par la clé maîtresse (32 octets) qui ne va jamais en base.
 *
 * @param enveloppe enveloppe de la clé du système, lue en base
 * @throws ErreurMetier quand la clé maîtresse n'est pas celle de cette base
 * @source ADR 0003
 */
export function ouvrirCoffre(cleMaitresse: Buffer, enveloppe: Buffer): Coffre {
  const maitresse = createSecretKey(cleMaitresse)
  const secretSysteme = ouvrirSysteme(maitresse, enveloppe)
  const deriver = (usage: string) => Buffer.from(hkdfSync('sha256', secretSysteme, '', usage, 32))
  const cleIndex = createSecretKey(deriver('egide index aveugle v1'))
  const ouvrir = (id: string, e: Buffer) => cleOuverte(id, createSecretKey(desceller(maitresse, `coffre.cle|${id}`, e)))

  // Une page lit le même dossier par dix modules : dans une transaction, où l'agent ne change pas, une clé accordée l'est pour tous.
  const ouvertes = new WeakMap<Tx, Map<string, Cle>>()
  const ouvertesDans = (tx: Tx): Map<string, Cle> => {
    const siennes = ouvertes.get(tx) ?? new Map<string, Cle>()
    if (tx.isTransaction) ouvertes.set(tx, siennes)
    return siennes
  }

  const coffre: Coffre = {
    empreinte: empreinteSous(cleIndex),
    systeme: cleOuverte(CLE_SYSTEME_ID, createSecretKey(deriver('egide secrets techniques v1'))),
    async creerCle(tx, nature, id) {
      const secret = randomBytes(32)
      await tx
        .insertInto('coffre.cle')
        .values({ id, nature, enveloppe: enveloppeDe(maitresse, id, secret) })
        .execute()
      return cleOuverte(id, createSecretKey(secret))
    },
    async ouvrirCles(tx, ids) {
      const siennes = ouvertesDans(tx)
      const manquent = ids.filter((id) => !siennes.has(id))
      if (manquent.length > 0) {
        const lignes = await tx
          .selectFrom('coffre.cle')
          .select(['id', 'enveloppe'])
          .where('id', 'in', manquent)
          .where('enveloppe', 'is not', null)
          .execute()
        for (const { id, enveloppe } of lignes) if (enveloppe) siennes.set(id, ouvrir(id, enveloppe))
      }
      const demandees = new Set(ids)
      return new Map([...siennes].filter(([id]) => demandees.has(id)))
    },
    async ouvrirCle(tx, id) {
      const cle = (await coffre.ouvrirCles(tx, [id])).get(id)
      if (!cle)
        throw new ErreurMetier('introuvable', 'coffre.cle_introuvable', 'Ce contenu n’existe pas ou ne vous est pas accessible.', {
          cleId: id,
        })
      return cle
    },
    async cleDe(tx, nature, id) {
      const secret = randomBytes(32)
      await tx
        .insertInto('coffre.cle')
        .values({ id, nature, enveloppe: enveloppeDe(maitresse, id, secret) })
        .onConflict((oc) => oc.column('id').doNothing())
        .execute()
      return coffre.ouvrirCle(tx, id)
    },
    trousseau(cle) {
      const secret = SECRETS.get(cle)
      if (!secret) throw new Error('coffre : clé inconnue')
      return { id: cle.id, cle: secret, index: cleIndex }
    },
  }
  return coffre
}

function ouvrirSysteme(maitresse: KeyObject, enveloppe: Buffer): Buffer {
  try {
    return desceller(maitresse, `coffre.cle|${CLE_SYSTEME_ID}`, enveloppe)
  } catch {
    throw new ErreurMetier(
      'invalide',
      'coffre.cle_maitresse',
      'La clé maîtresse fournie n’est pas celle qui a fermé cette base. Rétablissez la bonne clé avant de démarrer : sans elle, aucun dossier ne peut se lire.',
    )
  }
}

/** Coffre jetable, tout en mémoire, pour les essais qui n'ont pas de base. */
export const coffreEphemere = (): Coffre => {
  const maitresse = randomBytes(32)
  return ouvrirCoffre(maitresse, enveloppeSysteme(maitresse))
}

/** Clé détachée de toute base : essais et objets éphémères. */
export const cleEphemere = (id: string = randomUUID()): Cle => cleOuverte(id, createSecretKey(randomBytes(32)))
