import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { AMasquer, Masques } from './masquer.ts'

/** Masque une famille de comptes dans un fil : le pays demande des minutes de calcul, et le serveur répond pendant ce temps. */
export type Fil = (demande: AMasquer) => Promise<Masques>

/**
 * Partage un travail entre autant de fils que de cœurs, dans l'ordre donné. Rend les résultats dans cet ordre ; ce qui échoue fait tout échouer.
 */
export async function partager<T, R>(travaux: readonly T[], mener: (travail: T, fil: Fil) => Promise<R>): Promise<R[]> {
  const restent = [...travaux.entries()]
  const faits: R[] = []
  const ouvriers = Array.from(
    { length: Math.min(availableParallelism(), travaux.length) },
    () => new Worker(join(import.meta.dirname, 'fil.js')),
  )
  try {
    await Promise.all(
      ouvriers.map(async (ouvrier) => {
        const fil: Fil = async (demande) => {
          ouvrier.postMessage(demande)
          const [masques] = await once(ouvrier, 'message')
          return masques as Masques
        }
        for (let suivant = restent.shift(); suivant !== undefined; suivant = restent.shift()) {
          const [rang, travail] = suivant
          faits[rang] = await mener(travail, fil)
        }
      }),
    )
    return faits
  } finally {
    restent.length = 0
    await Promise.all(ouvriers.map((ouvrier) => ouvrier.terminate()))
  }
}
