import { performance } from 'node:perf_hooks'

/** Ce qui sépare deux lignes d'avancement à l'écran. */
const CADENCE_MS = 2_000

/**
 * L'avancement d'une étape, à l'écran : « Élèves : 12 établissements sur 27 (44 %), 8 s ». Peu de lignes : une toutes les deux
 * secondes, et la dernière.
 */
export function suivre(dire: (phrase: string) => void, titre: string, quoi: string, total: number): (fait?: number) => void {
  const depart = performance.now()
  let faits = 0
  let dite = depart
  return (fait = 1) => {
    faits += fait
    const maintenant = performance.now()
    if (faits < total && maintenant - dite < CADENCE_MS) return
    dite = maintenant
    const part = total === 0 ? 100 : Math.floor((faits / total) * 100)
    dire(`  ${titre} : ${nombre(faits)} ${quoi} sur ${nombre(total)} (${part} %), ${duree(depart)}`)
  }
}

const nombre = (n: number): string => n.toLocaleString('fr-FR')

/** Le temps passé depuis `depart`, en secondes, à la française. */
export const duree = (depart: number): string =>
  `${((performance.now() - depart) / 1000).toLocaleString('fr-FR', { maximumFractionDigits: 1 })} s`
