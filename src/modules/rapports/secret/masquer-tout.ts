import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { AMasquer, Masques } from './masquer.ts'

/**
 * Masque plusieurs types de faits, que rien ne rapproche, chacun dans un fil et autant de fils que de cœurs : le pays demande des minutes
 * de calcul, et le serveur répond pendant ce temps. Les plus petits effectifs d'abord : clairsemés, ce sont les plus longs. Rend les
 * masques dans l'ordre des demandes ; un fil qui échoue fait tout échouer.
 */
export async function masquerTout(demandes: readonly AMasquer[]): Promise<Masques[]> {
  const file = [...demandes.entries()].sort(([, a], [, b]) => effectif(a) - effectif(b))
  const masques: Masques[] = []
  const fils = Array.from(
    { length: Math.min(availableParallelism(), demandes.length) },
    () => new Worker(join(import.meta.dirname, 'fil.js')),
  )
  try {
    await Promise.all(
      fils.map(async (fil) => {
        for (let suivante = file.shift(); suivante !== undefined; suivante = file.shift()) {
          const [rang, demande] = suivante
          fil.postMessage(demande)
          const [reponse] = await once(fil, 'message')
          masques[rang] = reponse as Masques
        }
      }),
    )
    return masques
  } finally {
    await Promise.all(fils.map((fil) => fil.terminate()))
  }
}

const effectif = ({ territoires }: AMasquer): number => territoires.reduce((somme, { tables }) => somme + (tables?.total ?? 0), 0)
