import { on } from 'node:events'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { ErreurMetier } from '#socle/erreur.ts'
import type { Reponse } from './fil-lecture.ts'
import { type ALire, lireEtChiffrer, type Morceau, TAILLE_TAMPON } from './lecture-chiffree.ts'

/** Taille, en octets, sous laquelle un fichier se lit avant qu'un fil ne soit prêt ; zippé, il en contient dix à vingt fois plus. */
const SEUIL_FIL = 256 * 1024

/** Tas d'un fil, en Mo : V8 laisse grossir un tas à proportion de sa borne. Deux millions d'identifiants y tiennent. */
const TAS_MO = 256

/**
 * Lit et chiffre les fichiers d'un dépôt dans des fils à part, qui s'ouvrent au premier fichier de quelque taille et resservent : pendant ce temps,
 * celui-ci verse, et Égide répond.
 *
 * @source ADR 0023
 */
export class LecteurDepot {
  readonly #fils = new Set<Worker>()
  readonly #libres: Worker[] = []

  /** Les morceaux d'un fichier ; en demander un dit que le précédent est versé. @throws ErreurMetier une phrase si le fichier ne se lit pas. */
  async *lire(aLire: ALire, signal?: AbortSignal): AsyncGenerator<Morceau> {
    const { size } = await stat(aLire.chemin)
    yield* size < SEUIL_FIL ? lireIci(aLire, signal) : this.#lireAPart(aLire, signal)
  }

  async fermer(): Promise<void> {
    await Promise.all([...this.#fils].map((fil) => fil.terminate()))
  }

  /** Un fil qui n'est pas allé au bout d'un fichier ne sert plus. */
  async *#lireAPart(aLire: ALire, signal?: AbortSignal): AsyncGenerator<Morceau> {
    const fil = this.#libres.pop() ?? this.#ouvrir()
    let auBout = false
    try {
      const reponses = on(fil, 'message', { close: ['exit'], ...(signal ? { signal } : {}) }) as AsyncIterable<[Reponse]>
      fil.postMessage(aLire)
      for await (const [reponse] of reponses) {
        if (reponse.genre === 'fin') {
          auBout = true
          return
        }
        const morceau = morceauDe(reponse)
        yield morceau
        fil.postMessage(morceau.tampon, [morceau.tampon])
      }
      throw new Error('Le fil qui lisait un fichier s’est arrêté.')
    } finally {
      if (auBout) this.#libres.push(fil)
      else await fil.terminate()
    }
  }

  #ouvrir(): Worker {
    // Sans l'environnement, où peut se trouver la clé maîtresse.
    const fil = new Worker(join(import.meta.dirname, 'fil-lecture.js'), { env: {}, resourceLimits: { maxOldGenerationSizeMb: TAS_MO } })
    fil.on('exit', () => this.#fils.delete(fil))
    // Sa panne échoue dans la lecture en cours ; sans écouteur, elle tuerait le processus.
    fil.on('error', () => undefined)
    this.#fils.add(fil)
    return fil
  }
}

async function* lireIci(aLire: ALire, signal?: AbortSignal): AsyncGenerator<Morceau> {
  let tampon = new ArrayBuffer(TAILLE_TAMPON)
  for await (const morceau of lireEtChiffrer(aLire, () => tampon, signal)) {
    yield morceau
    tampon = morceau.tampon
  }
}

function morceauDe(reponse: Exclude<Reponse, { genre: 'fin' }>): Morceau {
  if (reponse.genre === 'panne') throw reponse.panne
  if (reponse.genre === 'morceau') return reponse.morceau
  const { genre, code, message, reperes, champ } = reponse.refus
  throw new ErreurMetier(genre, code, message, reperes, champ)
}
