import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Les fichiers statiques sont servis sous ce préfixe ; leur nom porte leur empreinte : cache d’un an, immuable. */
export const PREFIXE_ACTIFS = '/statique/'

/** Dossier des fichiers construits par `npm run construire`. */
export const DOSSIER_ACTIFS = join(import.meta.dirname, '..', '..', '..', 'public')

export type Actifs = { readonly style: string; readonly script: string; readonly icone: string; readonly polices: readonly string[] }

const NON_CONSTRUITS: Actifs = { style: 'egide.css', script: 'egide.js', icone: 'egide.svg', polices: [] }

function lireManifeste(): Actifs {
  const chemin = join(DOSSIER_ACTIFS, 'manifeste.json')
  return existsSync(chemin) ? (JSON.parse(readFileSync(chemin, 'utf8')) as Actifs) : NON_CONSTRUITS
}

let lus: Actifs | undefined

/** Noms à empreinte, lus une fois ; noms simples si rien n’est construit (les essais de rendu n’en ont pas besoin). */
export function actifs(): Actifs {
  lus ??= lireManifeste()
  return lus
}
