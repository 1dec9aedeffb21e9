import { existsSync, readFileSync } from 'node:fs'
import { setTimeout as attendre } from 'node:timers/promises'

const LIBRE = 0.85
const ECHANTILLON_MS = 400

/** Part de processeur libre, lue dans /proc/stat ; 1 là où il n'existe pas. */
async function partLibre(): Promise<number> {
  if (!existsSync('/proc/stat')) return 1
  const lire = () => (readFileSync('/proc/stat', 'utf8').split('\n')[0] ?? '').split(/\s+/).slice(1).map(Number)
  const avant = lire()
  await attendre(ECHANTILLON_MS)
  const ecarts = lire().map((v, i) => v - (avant[i] ?? 0))
  const total = ecarts.reduce((s, v) => s + v, 0)
  return total === 0 ? 1 : ((ecarts[3] ?? 0) + (ecarts[4] ?? 0)) / total
}

let reste = 300_000
let troubles = 0

/** Attend que les autres programmes se taisent, cinq minutes au plus en tout ; ce qui n'a pas été calme se dit au tableau. */
export async function attendreCalme(auPlusMs = reste): Promise<void> {
  const depart = performance.now()
  while ((await partLibre()) < LIBRE) {
    if (performance.now() - depart > auPlusMs) {
      troubles += 1
      break
    }
    await attendre(300)
  }
  reste = Math.max(0, reste - (performance.now() - depart))
}

export const ditCalme = (): string =>
  troubles === 0 ? 'machine calme au départ de chaque mesure' : `machine occupée par d’autres programmes au départ de ${troubles} mesures`
