import { parentPort } from 'node:worker_threads'
import { ErreurMetier } from '#socle/erreur.ts'
import { type ALire, lireEtChiffrer, type Morceau, TAILLE_TAMPON } from './lecture-chiffree.ts'

/** Un tampon se remplit, un autre voyage, un troisième se verse. */
const TAMPONS = 3

/** Ce que le fil répond, dans l'ordre : des morceaux, puis la fin, un refus ou une panne. */
export type Reponse =
  | { readonly genre: 'morceau'; readonly morceau: Morceau }
  | { readonly genre: 'fin' }
  | { readonly genre: 'refus'; readonly refus: Pick<ErreurMetier, 'genre' | 'code' | 'message' | 'reperes' | 'champ'> }
  | { readonly genre: 'panne'; readonly panne: unknown }

const libres = Array.from({ length: TAMPONS }, () => new ArrayBuffer(TAILLE_TAMPON))
let attente: PromiseWithResolvers<ArrayBuffer> | null = null

function prendre(): ArrayBuffer | Promise<ArrayBuffer> {
  const libre = libres.pop()
  if (libre) return libre
  attente = Promise.withResolvers()
  return attente.promise
}

function rendre(tampon: ArrayBuffer): void {
  if (attente) attente.resolve(tampon)
  else libres.push(tampon)
  attente = null
}

const repondre = (reponse: Reponse, cedes: ArrayBuffer[] = []) => parentPort?.postMessage(reponse, cedes)

async function lire(aLire: ALire): Promise<void> {
  try {
    for await (const morceau of lireEtChiffrer(aLire, prendre)) repondre({ genre: 'morceau', morceau }, [morceau.tampon])
    repondre({ genre: 'fin' })
  } catch (erreur) {
    if (!(erreur instanceof ErreurMetier)) return repondre({ genre: 'panne', panne: erreur })
    const { genre, code, message, reperes, champ } = erreur
    repondre({ genre: 'refus', refus: { genre, code, message, reperes, champ } })
  }
}

/** Un fil : il reçoit un fichier à lire, rend des lignes chiffrées, et reçoit en retour les tampons versés. Il ne voit pas la base. */
parentPort?.on('message', (recu: ALire | ArrayBuffer) => (recu instanceof ArrayBuffer ? rendre(recu) : lire(recu)))
